import {expect, it} from 'vitest'
import {conceptIdSpellings} from '../../../src/domain/concept-id-spellings.js'

it.each([
  ['HP:0000001', 'HP:0000001'],
  ['HP_0000001', 'HP:0000001'],
  ['http://purl.obolibrary.org/obo/HP_0000001', 'HP:0000001'],
  ['<http://www.ebi.ac.uk/efo/EFO_0000400>', 'EFO:0000400'],
  ['http://ncicob.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C3262', 'C3262'],
  ['http://snomed.info/id/22298006', '22298006'],
  ['https://identifiers.org/hp:0000001', 'hp:0000001'],
  ['SCTID: 22298006', '22298006'],
  ['UMLS:C0027051', 'C0027051'],
  ['E119', 'E11.9'],
  ['e11.9', 'e119'],
  ['ICD10CM:E11.9', 'E119'],
  ['D012345', 'MESH:D012345'],
  ['MESH:C012345', 'C012345'],
  ['http://id.nlm.nih.gov/mesh/D012345', 'MESH:D012345'],
  [' 22298006 ', '22298006'],
])('%s: tries %s', (typed, spelling) => {
  expect(conceptIdSpellings(typed)).toContain(spelling)
})

it('tries what was typed first, and nothing twice', () => {
  const spellings = conceptIdSpellings('HP_0000001')

  expect(spellings[0]).toBe('HP_0000001')
  expect(new Set(spellings).size).toBe(spellings.length)
  expect(conceptIdSpellings('  ')).toEqual([])
})

it('takes no UMLS id for one of MeSH', () => {
  expect(conceptIdSpellings('C0027051')).toEqual(['C0027051'])
})
