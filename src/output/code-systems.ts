/** How standards outside name a terminology. */
export interface CodeSystem {
  /** `system` of a FHIR Coding. */
  readonly uri: string
  /** Of CURIEs, with what it stands for. */
  readonly prefix: string
  readonly expansion: string
  /** `vocabulary_id` of OMOP, where it has the terminology. */
  readonly omop?: string
  /** Codes carry the prefix themselves (`HP:0000822`). */
  readonly codesHavePrefix?: true
}

/** A concept as standards outside name it. */
export interface ExternalCode {
  readonly system: CodeSystem
  /** Code within `system.uri`. */
  readonly code: string
  /** The id without a prefix; the rest of a CURIE. */
  readonly local: string
}

const bioportal = 'http://purl.bioontology.org/ontology/'

/** By what sources and prefixes are called, without case and punctuation. URIs: https://terminology.hl7.org, R4 terminologies-systems. */
const known = new Map<string, CodeSystem>()
function add(names: string, uri: string, prefix: string, expansion: string, omop?: string): void {
  for (const name of names.split(' ')) known.set(name, {uri, prefix, expansion, ...(omop && {omop})})
}
add(
  'snomed snomedct sct sctid snomedctus',
  'http://snomed.info/sct',
  'SCTID',
  'http://snomed.info/id/',
  'SNOMED',
)
add('icd10cm', 'http://hl7.org/fhir/sid/icd-10-cm', 'ICD10CM', `${bioportal}ICD10CM/`, 'ICD10CM')
add('icd10', 'http://hl7.org/fhir/sid/icd-10', 'ICD10', `${bioportal}ICD10/`, 'ICD10')
add('icd10pcs', 'http://www.cms.gov/Medicare/Coding/ICD10', 'ICD10PCS', `${bioportal}ICD10PCS/`, 'ICD10PCS')
add('icd9cm', 'http://hl7.org/fhir/sid/icd-9-cm', 'ICD9CM', `${bioportal}ICD9CM/`, 'ICD9CM')
add('loinc lnc', 'http://loinc.org', 'LOINC', 'https://loinc.org/', 'LOINC')
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
add('rxnorm rxcui', rxnorm, 'RXNORM', `${bioportal}RXNORM/`, 'RxNorm')
add('umls', 'http://www.nlm.nih.gov/research/umls', 'UMLS', 'https://uts.nlm.nih.gov/uts/umls/concept/')
add('mesh msh', 'urn:oid:2.16.840.1.113883.6.177', 'MESH', 'http://id.nlm.nih.gov/mesh/', 'MeSH')
add('omim mim', 'http://www.omim.org', 'OMIM', 'https://omim.org/entry/')
add('orpha orphanet ordo', 'http://www.orpha.net', 'ORPHA', 'http://www.orpha.net/ORDO/Orphanet_')
add(
  'ncit nci',
  'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
  'NCIT',
  'http://purl.obolibrary.org/obo/NCIT_',
)
add('atc', 'http://www.whocc.no/atc', 'ATC', `${bioportal}ATC/`, 'ATC')
add('cvx', 'http://hl7.org/fhir/sid/cvx', 'CVX', 'http://purl.obolibrary.org/obo/CVX_', 'CVX')
add('omop', 'https://fhir-terminology.ohdsi.org', 'OMOP', 'https://athena.ohdsi.org/search-terms/terms/')

/** Ontologies of the OBO Foundry, whose ids expand alike. */
const obo =
  `BFO CHEBI CL CMO DOID ECO ENVO FBbt FOODON GO HANCESTRO HP IAO IDO MA MAXO MMO MONDO MP NBO NCBITaxon OBI OGMS
PATO PR RO SO SYMP UBERON UO VO ZFA`.split(/\s+/)
for (const prefix of obo) {
  const lower = prefix.toLowerCase()
  known.set(lower, {
    uri:
      prefix === 'HP' ? 'http://human-phenotype-ontology.org' : `http://purl.obolibrary.org/obo/${lower}.owl`,
    prefix,
    expansion: `http://purl.obolibrary.org/obo/${prefix}_`,
    codesHavePrefix: true,
    ...(prefix === 'HP' && {omop: 'HPO'}),
  })
}
known.set('hpo', known.get('hp') as CodeSystem)

/**
 * Names a concept for standards outside: by the prefix of its id, else by its source. A terminology that is not known
 * gets URIs of our own, `urn:biolord:SOURCE`, so that source and id stay a key.
 */
export function externalCode({id, source}: {readonly id: string; readonly source: string}): ExternalCode {
  const [, prefix, rest] = /^([A-Za-z][\w.-]*):(?!\/\/)(.+)$/s.exec(id) ?? []
  const name = prefix ?? source
  const system = known.get(name.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? ownSystem(name)
  const local = rest ?? id
  return {system, local, code: system.codesHavePrefix ? `${system.prefix}:${local}` : local}
}

function ownSystem(name: string): CodeSystem {
  const safe = encodeURIComponent(name.toWellFormed())
  const prefix = name.replace(/[^A-Za-z0-9_.-]/g, '_').replace(/^(?![A-Za-z_])/, '_')
  return {uri: `urn:biolord:${safe}`, prefix, expansion: `urn:biolord:${safe}:`}
}
