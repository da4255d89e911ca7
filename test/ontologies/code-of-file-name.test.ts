import {expect, test} from 'vitest'
import {codeOfFileName} from '../../ontologies/code-of-file-name.js'

test.each([
  ['medic-2012-07-06.tsv.gz', 'medic'],
  ['train_dictionary.txt', 'train_dictionary'],
  ['My Toys v2.1.csv', 'my-toys'],
  ['2031.tsv', undefined],
  ['.csv', undefined],
])('%s gives %s', (name, code) => {
  expect(codeOfFileName(name)).toBe(code)
})
