/**
 * Names under which the code systems are known that FHIR gives a canonical address.
 *
 * @see https://terminology.hl7.org/external_terminologies.html
 */
const known: ReadonlyMap<string, string> = new Map([
  ['http://snomed.info/sct', 'SNOMEDCT'],
  ['http://loinc.org', 'LOINC'],
  ['http://www.nlm.nih.gov/research/umls/rxnorm', 'RXNORM'],
  ['http://hl7.org/fhir/sid/icd-10', 'ICD10'],
  ['http://hl7.org/fhir/sid/icd-10-cm', 'ICD10CM'],
  ['http://www.cms.gov/medicare/coding/icd10', 'ICD10PCS'],
  ['http://hl7.org/fhir/sid/icd-9-cm', 'ICD9CM'],
  ['http://hl7.org/fhir/sid/icd-o-3', 'ICDO3'],
  ['http://id.who.int/icd/release/11/mms', 'ICD11'],
  ['http://www.whocc.no/atc', 'ATC'],
  ['http://www.orpha.net', 'ORPHA'],
  ['http://human-phenotype-ontology.org', 'HP'],
])

/**
 * A short name for a code system: the usual one, else the end of its address.
 *
 * @param url - Canonical address, with or without a version after a bar.
 */
export function systemName(url: string): string {
  const address = url.replace(/\|.*$/, '').replace(/[/#]+$/, '')
  const usual = known.get(address.toLowerCase())
  return usual ?? (address.split(/[/:#]/).at(-1) || address.replaceAll(':', '-'))
}

/** A name as a source code: lower case, without blanks. */
export function asSourceCode(name: string): string {
  const code = name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')
  return code.replace(/^[^a-z0-9]+|-+$/g, '') || 'fhir'
}
