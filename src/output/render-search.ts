import type {FoundConcept} from '../domain/mention.js'
import {renderTable, type TableStyle} from './table.js'
import {tsvLine} from './tsv.js'

/** A found concept as one line: score, cosine, id, name, term, source; empty where there is no score. */
export function searchTsv({cosine, id, name, score, source, term}: FoundConcept): string {
  return tsvLine([score, cosine, id, name, term, source])
}

/** Found concepts as a table for people. */
export function searchTable(candidates: readonly FoundConcept[], style: TableStyle): string {
  return renderTable(
    [
      {title: 'score', align: 'right'},
      {title: 'cosine', align: 'right'},
      {title: 'concept', flex: 1.2},
      {title: 'found by', flex: 1},
      {title: 'id'},
      {title: 'source', flex: 0.5},
    ],
    candidates.map(({cosine, id, name, score, source, term}) => [
      score?.toFixed(2) ?? '',
      cosine?.toFixed(2) ?? '',
      name,
      term === name ? '' : term,
      id,
      source,
    ]),
    style,
  )
}
