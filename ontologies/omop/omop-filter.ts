import type {ReaderOptions} from '../reader.js'

/** Whether a concept was asked for, by its domain, vocabulary and standing; case does not count. */
export type WantsConcept = (domain: string, vocabulary: string, standard: string) => boolean

export function conceptFilter({domain, standardOnly, vocabulary}: ReaderOptions): WantsConcept {
  const domains = lowerCase(domain)
  const vocabularies = lowerCase(vocabulary)
  return (domainId, vocabularyId, standard) =>
    (domains?.has(domainId.toLowerCase()) ?? true) &&
    (vocabularies?.has(vocabularyId.toLowerCase()) ?? true) &&
    (!standardOnly || standard === 'S')
}

function lowerCase(values: readonly string[] | undefined): Set<string> | undefined {
  return values?.length ? new Set(values.map((value) => value.toLowerCase())) : undefined
}
