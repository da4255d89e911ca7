import {Flags} from '@oclif/core'
import {breakdowns, evaluationTasks} from './evaluation/report.js'
import {documentFormats} from './input/parse-documents.js'
import {overlapRules} from './linking/link-window.js'

/** What `eval` measures, and where that goes; which index and concepts, other flags say. */
export const evaluationFlags = {
  by: Flags.option({description: 'Break the results down by this, too.', options: breakdowns})(),
  compare: Flags.string({
    description: 'Compare two saved runs of the same gold: differences, intervals and tests of significance.',
    exclusive: ['drop-concepts', 'errors', 'gold-type', 'plot', 'save', 'task', 'threshold'],
    helpValue: 'A B',
    multiple: true,
  }),
  dense: Flags.boolean({
    allowNo: true,
    default: true,
    description: 'In whole text, look for mentions that no dictionary holds, too.',
  }),
  'drop-concepts': Flags.string({
    description:
      'Take this share of the gold concepts out of the index by chance, 0 to 1: their mentions have no right answer but none.',
    helpValue: 'SHARE',
  }),
  errors: Flags.string({
    description:
      'Write every error with gold, answer and candidates to this file (JSON Lines, for your eyes only: it quotes the texts).',
    helpValue: 'FILE',
  }),
  format: Flags.option({
    char: 'f',
    description: 'Default: table on a terminal, tsv in a pipe.',
    options: ['table', 'tsv'] as const,
  })(),
  from: Flags.option({
    description: 'Format of annotated documents. Default: recognised.',
    options: documentFormats,
  })(),
  'gold-type': Flags.string({
    description: 'Only gold mentions of this type (Disease); repeatable. Others are left aside.',
    helpValue: 'TYPE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  header: Flags.boolean({
    default: false,
    description: 'Print the names of the columns before tab-separated values.',
  }),
  overlap: Flags.option({
    default: 'longest' as const,
    description: 'In whole text, which of overlapping mentions count as answers.',
    options: overlapRules,
  })(),
  plot: Flags.string({
    description: 'Draw precision against recall over thresholds to this file (SVG).',
    helpValue: 'FILE',
  }),
  save: Flags.string({
    description: 'Keep what came of each mention in this file, for --compare (JSON Lines, without texts).',
    helpValue: 'FILE',
  }),
  seed: Flags.integer({default: 1, description: 'Start of the random numbers.'}),
  strict: Flags.boolean({
    default: false,
    description: 'End with status 3 when a part of the gold was skipped.',
  }),
  task: Flags.option({
    description:
      'What to measure: gold mentions alone, gold mentions in their documents (spans), whole text, similarity; repeatable. Default: all that the gold allows.',
    multiple: true,
    multipleNonGreedy: true,
    options: evaluationTasks,
  })(),
  threshold: Flags.string({
    description: 'Least score of a link, 0 to 1. Default: that of "link". Accuracy does not depend on it.',
    helpValue: 'X',
  }),
}
