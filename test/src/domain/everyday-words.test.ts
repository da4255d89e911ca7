import {expect, it} from 'vitest'
import {isEverydayWord} from '../../../src/domain/everyday-words.js'
import {normaliseWord} from '../../../src/domain/word-form.js'

it.each([
  ['severe', true],
  ['All', true],
  ['frequencies', true],
  ['CVS', true],
  ['seizure', false],
  ['nevus', false],
])('says of %j: %j', (word, isEveryday) => {
  expect(isEverydayWord(normaliseWord(word))).toBe(isEveryday)
})
