import type {Measures} from './bootstrap.js'
import {addMatches, type MatchCounts, precisionRecall} from './metrics.js'

/** The ways in which whole text is compared with gold. */
const textMatches = ['exact', 'overlap', 'one-to-one', 'document'] as const
export type TextMatch = (typeof textMatches)[number]

/** Counts of a document; `document` alone where the gold marks no mentions. */
export type TextCounts = Readonly<Partial<Record<TextMatch, MatchCounts>>>

/** Precision, recall and F1 of each kind of match over all documents together. */
export function measureTexts(documents: readonly TextCounts[]): Measures {
  const measures: Record<string, number> = {}
  for (const kind of textMatches) {
    const counts = documents.flatMap((document) => document[kind] ?? [])
    if (counts.length === 0) continue
    const {f1, precision, recall} = precisionRecall(counts.reduce(addMatches))
    measures[`${kind}-precision`] = precision
    measures[`${kind}-recall`] = recall
    measures[`${kind}-f1`] = f1
  }
  return measures
}
