import {expect, it} from 'vitest'
import {splitTarget, vocabularyKey} from '../../../src/domain/vocabulary.js'

it.each([
  ['ICD-10-CM', 'icd10cm'],
  ['MSH', 'MESH'],
  ['SNOMEDCT_US', 'snomed'],
  ['SCTID', 'SNOMED CT'],
  ['UMLS_CUI', 'umls'],
  ['ORDO', 'Orphanet'],
  ['SNOMEDCT_US_2018_03_01', 'snomed'],
  ['ICD9CM_2005', 'ICD9CM'],
])('takes %s and %s for one vocabulary', (one, other) => {
  expect(vocabularyKey(one)).toBe(vocabularyKey(other))
})

it.each([
  ['ICD10', 'ICD10CM'],
  ['ICD10', 'ICD11'],
  ['ICD9CM', 'ICD10CM'],
])('keeps %s and %s apart', (one, other) => {
  expect(vocabularyKey(one)).not.toBe(vocabularyKey(other))
})

it('parts a target at its first colon', () => {
  expect(splitTarget('ICD10CM:I21.9')).toEqual({vocabulary: 'ICD10CM', code: 'I21.9'})
  expect(splitTarget('I21.9')).toEqual({vocabulary: '', code: 'I21.9'})
})
