/** Names that the same vocabulary goes by, folded as {@link vocabularyKey} folds; the first stands for all. */
const synonyms: readonly (readonly string[])[] = [
  ['snomedct', 'snomed', 'sct', 'sctid', 'snomedctus', 'snomedctusa', 'snomedctcore', 'snomedrf2'],
  ['mesh', 'msh', 'mshd', 'meshd'],
  ['umls', 'umlscui', 'cui'],
  ['icd10', 'icd10who', 'icd10int'],
  ['icd10cm', 'icd10cmus'],
  ['icd9cm', 'icd9', 'icd9cmdx'],
  ['icdo', 'icdo3', 'icdo2'],
  ['ctv3', 'readctv3'],
  ['hp', 'hpo'],
  ['ncit', 'nci', 'ncithesaurus'],
  ['orphanet', 'ordo', 'orpha', 'orphacode'],
  ['omim', 'mim'],
  ['loinc', 'lnc', 'ln'],
  ['rxnorm', 'rxcui', 'rxn'],
]

const keys = new Map(synonyms.flatMap(([first, ...more]) => more.map((name) => [name, first as string])))

/**
 * What names of a vocabulary are compared by: `ICD-10-CM`, `icd10cm` and `ICD10CM` share a key, and so do the names under
 * which terminologies speak of one vocabulary (`MSH` in UMLS, `MESH` elsewhere). Revisions are not the same vocabulary:
 * `ICD10` is not `ICD10CM`.
 */
export function vocabularyKey(name: string): string {
  const undated = name.replace(/(?<=\w)_\d{4}(?:_\d\d){0,2}$/, '') // SNOMEDCT_US_2018_03_01, ICD9CM_2005
  const folded = undated.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return keys.get(folded) ?? folded
}

/** The two parts of a map's target, `ICD10CM:I21.9`; one without a colon has no vocabulary. */
export function splitTarget(target: string): {readonly vocabulary: string; readonly code: string} {
  const colon = target.indexOf(':')
  return {vocabulary: target.slice(0, Math.max(0, colon)), code: target.slice(colon + 1)}
}
