import {expect, test} from 'vitest'
import {chooseSemanticTypes} from '../../../ontologies/umls-rrf/choose-semantic-types.js'
import {semanticGroups} from '../../../ontologies/umls-rrf/semantic-groups.js'
import {UsageError} from '../../../src/errors.js'

test('the semantic groups are fifteen, and each of the 127 types is in one', () => {
  const types = Object.values(semanticGroups).flatMap((group) => Object.keys(group.types))

  expect(Object.keys(semanticGroups)).toHaveLength(15)
  expect(types).toHaveLength(127)
  expect(new Set(types).size).toBe(127)
})

test.each([
  [['T047'], ['T047']],
  [['t047', 'disease OR syndrome'], ['T047']],
  [['geog'], ['T083']],
  [
    ['Occupations', 'T047'],
    ['T090', 'T091', 'T047'],
  ],
  [
    ['Amino Acid', 'Peptide', 'or Protein', 'Enzyme'],
    ['T116', 'T126'],
  ],
  [['Amino Acid, Peptide, or Protein'], ['T116']],
  [['Nucleic Acid', 'Nucleoside', 'or Nucleotide'], ['T114']],
])('%j asks for %j', (asked, types) => {
  expect([...chooseSemanticTypes(asked)]).toEqual(types)
})

test.each([[['Amino Acid', 'Peptide']], [['']], [['T999']]])('%j is refused', (asked) => {
  expect(() => chooseSemanticTypes(asked)).toThrow(UsageError)
})
