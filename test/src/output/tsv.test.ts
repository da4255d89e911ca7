import {expect, it} from 'vitest'
import {tsvLine} from '../../../src/output/tsv.js'

it('turns tabs and line ends into spaces and leaves absent values empty', () => {
  expect(tsvLine(['a\tb', 'c\r\nd', null, undefined, 0])).toBe('a b\tc d\t\t\t0\n')
})
