import {expect, it} from 'vitest'
import {parseIgnored} from '../../../src/input/parse-ignored.js'

it('reads texts, with or without a concept', () => {
  const text = '\uFEFF# not diseases\ncold\r\n\nMS\tHP:0001250\n  CAT \t\n\tHP:0000118\n'

  expect(parseIgnored({name: 'i', text, damaged: false})).toEqual([
    {text: 'cold', line: 2},
    {text: 'MS', id: 'HP:0001250', line: 4},
    {text: 'CAT', line: 5},
  ])
})
