/** Concepts of the SNOMED CT model that RF2 columns refer to. */

/** `typeId` of a description. */
export const descriptionTypes = {
  fullySpecified: '900000000000003001',
  synonym: '900000000000013009',
  definition: '900000000000550004',
} as const

/** `typeId` of the relationship that makes the hierarchy. */
export const isA = '116680003'

/** `acceptabilityId` in a language reference set. */
export const preferred = '900000000000548007'

/** Language reference sets, the one to take first where a release has several. */
export const languageRefsets = {
  usEnglish: '900000000000509007',
  gbEnglish: '900000000000508004',
} as const

/**
 * Association reference sets in which the target stands for a concept that was retired. Left out are those that say
 * something else: MOVED TO (the target is a namespace), MOVED FROM (it points back), SIMILAR TO, REFERS TO, anatomy.
 */
export const historicalAssociations: Readonly<Record<string, string>> = {
  '900000000000527005': 'same-as',
  '900000000000526001': 'replaced-by',
  '900000000000523009': 'possibly-equivalent-to',
  '900000000000528000': 'was-a',
  '900000000000530003': 'alternative',
  '1186921001': 'possibly-replaced-by',
  '1186924009': 'partially-equivalent-to',
}

/** Map reference sets whose targets are bare codes, and the prefix that says of which vocabulary. */
export const mapPrefixes: Readonly<Record<string, string>> = {
  '446608001': 'ICDO',
  '447562003': 'ICD10',
  '447563008': 'ICD9CM',
  '6011000124106': 'ICD10CM',
  '900000000000497000': 'CTV3',
  '900000000000498005': 'SNOMED-RT',
}
