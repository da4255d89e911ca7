import {expect, test} from 'vitest'
import {dialects, refsetsOfTag, tagOfRefset} from '../../../ontologies/snomed-rf2/dialects.js'
import {historicalAssociations, isA, mapPrefixes} from '../../../ontologies/snomed-rf2/metadata-ids.js'
import {isConceptId, isValidSctid} from '../../../ontologies/snomed-rf2/sctid.js'

test('every known id is the well-formed id of a concept', () => {
  const ids = [
    isA,
    ...Object.keys(historicalAssociations),
    ...Object.keys(mapPrefixes),
    ...Object.values(dialects).flat(),
  ]

  expect(ids.filter((id) => !isValidSctid(id) || !isConceptId(id))).toEqual([])
})

test.each([
  ['en-US', ['900000000000509007']],
  ['de-CH', ['722130004']],
  ['fr-BE', ['21000172104', '722131000']],
  ['nl', ['31000146106', '31000172101']],
  ['no', ['61000202103', '91000202106']],
  ['es', ['448879004', '450828004', '5641000179103']],
  ['xx', []],
])('the language reference sets of %s, the best first', (tag, refsets) => {
  expect(refsetsOfTag(tag)).toEqual(refsets)
})

test('a language reference set is shown by the tag that people write', () => {
  expect(['900000000000508004', '722131000', '1'].map(tagOfRefset)).toEqual(['en-GB', 'fr', undefined])
})
