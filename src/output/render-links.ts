import type {Assertion, LinkedMention} from '../domain/mention.js'
import {renderTable, type TableStyle} from './table.js'
import {tsvLine} from './tsv.js'

/** Order of the columns of `link --format tsv`: a contract, add at the end only. */
export const linkTsvColumns = [
  'doc', 'line', 'start', 'end', 'text', 'score', 'cosine', 'match', 'id', 'name', 'source', 'type',
] as const // biome-ignore format: one line

/** A mention as one line of tab-separated values, in the order of {@link linkTsvColumns}; empty concept fields for NIL. */
export function linkTsv({concept, cosine, doc, end, line, match, score, start, text}: LinkedMention): string {
  const {id, name, source, type} = concept ?? {}
  return tsvLine([doc, line, start, end, text, score, cosine, match, id, name, source, type])
}

/** The mentions of one document as a table for people. */
export function linkTable(mentions: readonly LinkedMention[], style: TableStyle): string {
  return renderTable(
    [
      {title: 'line', align: 'right'},
      {title: 'text', flex: 1},
      {title: 'concept', flex: 1.2},
      {title: 'id', flex: 0.8},
      {title: 'type', flex: 0.5},
      {title: 'score', align: 'right'},
      {title: 'context', flex: 0.5},
    ],
    mentions.map(({assertion, concept, line, score, text}) => [
      String(line),
      text,
      concept?.name ?? '(none)',
      concept?.id ?? '',
      concept?.type ?? '',
      score === null ? '' : score.toFixed(2),
      assertionWords(assertion).join(', '),
    ]),
    style,
  )
}

/** The properties that hold: `['negated', 'family']`. */
export function assertionWords(assertion: Assertion): string[] {
  return Object.entries(assertion).flatMap(([property, holds]) => (holds ? [property] : []))
}
