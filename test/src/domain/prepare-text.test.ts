import {expect, it} from 'vitest'
import {prepareText} from '../../../src/domain/prepare-text.js'

it.each([
  ['composes', 'cafe\u0301', 'café'],
  ['folds white space', ' a\t b\r\n c\u3000', 'a b c'],
  ['keeps case', 'HbA1c', 'HbA1c'],
  ['mends lone surrogates', 'a\ud800b', 'a\ufffdb'],
  ['cuts endless combining marks', `a${'\u0300'.repeat(40)}b`, `\u00e0${'\u0300'.repeat(29)}b`],
  ['leaves nothing of blanks', ' \n ', ''],
])('%s', (_what, text, prepared) => {
  expect(prepareText(text)).toBe(prepared)
})
