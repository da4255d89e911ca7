import {expect, it} from 'vitest'
import {disorderPart, hasLikeWord, isCompound, wordParts} from '../../../src/domain/word-parts.js'

it.each([
  ['nephropathy', ['kidney', disorderPart]],
  ['cardiomyopathy', ['heart', 'muscle', disorderPart]],
  ['gastroenteritis', ['stomach', 'bowel', 'inflammation']],
  ['hepatic', ['liver']],
  ['nf2', ['nf', '2']],
  ['schwannoma', ['schwannom']],
  ['sympathy', ['sympath']],
  ['fieber', ['fieber']],
  ['発熱', ['発熱']],
])('takes %j to pieces', (form, parts) => {
  expect(wordParts(form)).toEqual(parts)
})

it.each([
  ['nephrotoxicity', true],
  ['gastroenteritis', true],
  ['arthritis', true],
  ['nefrotoxicity', false],
  ['nephrpathy', false],
  ['retinpathy', false],
  ['renal', false],
  ['nf2', false],
])('knows whether %s is put together', (form, isPutTogether) => {
  expect(isCompound(form)).toBe(isPutTogether)
})

it.each([
  ['lost', true],
  ['belly', true],
  ['renal', true],
  ['defect', false],
  ['nephropathy', false],
  ['fever', true],
  ['spoon', false],
])('knows whether %s means a word of another stem', (form, isLike) => {
  expect(hasLikeWord(form)).toBe(isLike)
})
