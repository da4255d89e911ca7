import type {LinkedMention} from '../domain/mention.js'
import {assertionWords} from './assertion-words.js'
import {codesOf} from './codes-of.js'

/** Columns that flags add at the end, in this order. */
export const optionalColumns = ['assertion', 'section', 'sentence', 'mapped', 'evidence'] as const

export type OptionalColumn = (typeof optionalColumns)[number]

/** What they are of. */
type Told = Pick<LinkedMention, 'assertion' | 'section' | 'sentence' | 'mapped' | 'evidence'>

const values: Readonly<Record<OptionalColumn, (told: Told) => string>> = {
  assertion: ({assertion}) => assertionWords(assertion).join(' '),
  section: ({section = ''}) => section,
  sentence: ({sentence}) => (sentence ? `${sentence.start}-${sentence.end}` : ''),
  mapped: ({mapped = []}) => codesOf(mapped),
  evidence: ({evidence = []}) => evidence.join('; '),
}

/**
 * What the columns say of a mention: the properties that hold, joined by blanks; the kind of section; start and end of the
 * sentence (`104-150`); codes of the target vocabulary joined by `|`; evidence joined by `; `.
 */
export function optionalValues(mention: Told, columns: readonly OptionalColumn[]): string[] {
  return columns.map((column) => values[column](mention))
}
