import type {ContextRules} from './context-rules.js'

// biome-ignore format: word lists
/** English. After the categories of ConText; the words are this project's own choice. */
export const english: ContextRules = {
  language: 'en',
  pseudo: [
    'no increase', 'no change', 'no significant change', 'not only', 'not necessarily', 'no further',
    'not certain if', 'without difficulty', 'no improvement', 'not improved', 'history and physical',
    'history taking', 'if not', 'not drain', 'gram negative',
  ],
  before: {
    negated: [
      'no', 'not', 'denies', 'denied', 'denying', 'deny', 'without', 'absence of', 'absent',
      'negative for', 'is negative for', 'was negative for', 'are negative for', 'no evidence of', 'no sign of', 'no signs of', 'free of', 'never', 'never had',
      'ruled out', 'rules out', 'rule out for', 'nor', 'neither', 'lack of', 'lacks', 'unremarkable for',
      'did not have', 'does not have', 'no history of', 'fails to reveal', 'not have', 'cannot',
    ],
    uncertain: [
      'possible', 'possibly', 'perhaps', 'doubt', 'probable', 'probably', 'likely', 'suspected', 'suspect', 'suspicious for',
      'suspicion of', 'concern for', 'concerning for', 'may', 'might', 'could be', 'questionable',
      'presumed', 'consistent with', 'suggestive of', 'suggests', 'rule out', 'r/o', 'differential',
      'differential includes', 'versus', 'query', 'cannot exclude', 'appears to be', 'unlikely',
    ],
    hypothetical: [
      'if', 'if he', 'if she', 'if they', 'if you', 'in case of', 'should there be', 'return for', 'watch for',
      'monitor for', 'risk of', 'at risk for', 'to prevent', 'prevention of', 'prophylaxis for',
      'screening for', 'as needed for', 'return precautions for', 'should he develop',
      'should she develop',
    ],
    historical: [
      'history of', 'past medical history', 'past history', 'h/o', 'hx of', 'hx', 'pmh', 'status post',
      's/p', 'previous', 'previously', 'prior', 'past', 'in the past', 'remote', 'childhood', 'as a child',
      'former', 'resolved',
    ],
    family: [
      'family history', 'family history of', 'family hx', 'fh', 'fhx', 'mother', 'father', 'brother', 'sister', 'aunt',
      'uncle', 'grandmother', 'grandfather', 'maternal', 'paternal', 'son', 'daughter', 'sibling',
      'siblings', 'parents', 'cousin', 'relatives', 'runs in the family',
    ],
  },
  after: {
    negated: [
      'was ruled out', 'is ruled out', 'were ruled out', 'has been ruled out', 'ruled out', 'not seen',
      'not present', 'not identified', 'absent', 'is negative', 'was negative', 'negative', 'unlikely',
      'is unlikely', 'was not found', 'are absent', 'was denied',
    ],
    uncertain: [
      'cannot be ruled out', 'not ruled out', 'less likely', 'not likely', 'cannot be excluded', 'not excluded', 'is possible', 'is suspected',
      'is likely', 'suspected', 'questionable',
    ],
    historical: ['has resolved', 'resolved', 'in the past', 'years ago', 'months ago', 'as a child', 'in childhood'],
    family: ['in the family', 'in her mother', 'in his mother', 'in her father', 'in his father', 'runs in the family'],
  },
  stops: [
    'but', 'however', 'although', 'though', 'except', 'aside from', 'apart from', 'other than', 'which',
    'who', 'presents with', 'presented with', 'presents for', 'presenting', 'presents', 'reports',
    'admits', 'endorses', 'complains of', 'because', 'since', 'therefore', 'secondary to', 'still', 'now',
    'currently', 'today', 'nevertheless', 'yet', 'he', 'she', 'and has', 'and is',
  ],
}
