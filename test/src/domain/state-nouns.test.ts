import {expect, it} from 'vitest'
import {stateNoun} from '../../../src/domain/state-nouns.js'
import {normaliseWord} from '../../../src/domain/word-form.js'

it.each([
  ['oedematous', 'oedema'],
  ['tachypnoeic', 'tachypnoea'],
  ['febrile', 'fever'],
  ['wheezes', 'wheezing'],
  ['Confused', 'confusion'],
])('takes %s for %s, in any case and spelling', (adjective, noun) => {
  expect(stateNoun(normaliseWord(adjective))).toBe(normaliseWord(noun))
})

it.each(['depressed', 'hypertonic', 'constructor', 'afebrile', 'fever'])('says nothing of %s', (word) => {
  expect(stateNoun(word)).toBeUndefined()
})
