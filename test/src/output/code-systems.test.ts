import {expect, it} from 'vitest'
import {externalCode} from '../../../src/output/code-systems.js'

it.each([
  ['HP:0000822', 'hpo-2024', 'http://human-phenotype-ontology.org', 'HP:0000822', 'HP:0000822'],
  ['DOID:4', 'x', 'http://purl.obolibrary.org/obo/doid.owl', 'DOID:4', 'DOID:4'],
  ['59621000', 'SNOMED-CT', 'http://snomed.info/sct', '59621000', 'SCTID:59621000'],
  ['I21.9', 'icd10cm', 'http://hl7.org/fhir/sid/icd-10-cm', 'I21.9', 'ICD10CM:I21.9'],
  ['ICD10CM:I21.9', 'x', 'http://hl7.org/fhir/sid/icd-10-cm', 'I21.9', 'ICD10CM:I21.9'],
  ['MESH:D006973', 'medic', 'urn:oid:2.16.840.1.113883.6.177', 'D006973', 'MESH:D006973'],
  ['http://x.org/1', 'my list', 'urn:biolord:my%20list', 'http://x.org/1', 'my_list:http://x.org/1'],
])('names %s of %s', (id, source, uri, code, curie) => {
  const named = externalCode({id, source})

  expect([named.system.uri, named.code, `${named.system.prefix}:${named.local}`]).toEqual([uri, code, curie])
})
