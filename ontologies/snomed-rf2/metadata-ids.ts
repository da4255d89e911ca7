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

/**
 * Association reference sets that say what became of a retired concept, by the reason that a replacement row gives.
 * `moved-to` points to the namespace that took the concept over, not to a concept of the same meaning.
 *
 * @see SNOMED CT Release File Specification, "Association Reference Set", "Historical associations"
 */
export const historicalAssociations: Readonly<Record<string, string>> = {
  '900000000000527005': 'same-as',
  '900000000000526001': 'replaced-by',
  '900000000000523009': 'possibly-equivalent-to',
  '900000000000524003': 'moved-to',
  '900000000000525002': 'moved-from',
  '900000000000528000': 'was-a',
  '900000000000529008': 'similar-to',
  '900000000000530003': 'alternative',
  '1186921001': 'possibly-replaced-by',
  '1186924009': 'partially-equivalent-to',
}

/** The one whose target is the retired concept: "this was moved here from that". */
export const movedFrom = '900000000000525002'

/**
 * Map reference sets whose codes are bare, and the vocabulary of the codes.
 *
 * @see The International Edition's simple and complex map reference sets; UK Clinical Edition, US Edition
 */
export const mapPrefixes: Readonly<Record<string, string>> = {
  '447562003': 'ICD10',
  '999002271000000101': 'ICD10',
  '6011000124106': 'ICD10CM',
  '447563008': 'ICD9CM',
  '446608001': 'ICDO',
  '450993002': 'ICPC2',
  '900000000000497000': 'CTV3',
  '900000000000498005': 'SNOMED-RT',
  '999002741000000101': 'OPCS4',
  '1126441000000105': 'OPCS4',
  '1382401000000109': 'OPCS4',
  '1891651000000103': 'OPCS4',
  '816210007': 'MEDDRA',
  '1193497006': 'MEDDRA',
  '784008009': 'ORPHA',
  '467614008': 'GMDN',
  '711112009': 'ICNP',
  '712505008': 'ICNP',
}
