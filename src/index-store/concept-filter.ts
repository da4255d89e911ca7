import type {Database, SqlValue} from './sqlite.js'
import type {ConceptFilter} from './term-index.js'

/** A filter in the database's own numbers; an absent set allows all. */
export interface NumberedFilter {
  readonly sources?: ReadonlySet<number>
  readonly types?: ReadonlySet<number>
}

/** @returns `undefined` when the filter allows every concept. */
export function numberFilter(
  database: Database,
  filter: ConceptFilter | undefined,
): NumberedFilter | undefined {
  if (!filter?.sources && !filter?.types) return undefined
  return {
    sources: filter.sources && numbersOf(database, 'SELECT number, code AS name FROM source', filter.sources),
    types: filter.types && numbersOf(database, 'SELECT number, name FROM type', filter.types),
  }
}

function numbersOf(database: Database, sql: string, names: readonly string[]): ReadonlySet<number> {
  const wanted = new Set(names.map(caseless))
  const rows = database.prepare<SqlValue[], {number: number; name: string}>(sql).all()
  return new Set(rows.filter(({name}) => wanted.has(caseless(name))).map(({number}) => number))
}

/**
 * Names and definitions of the concepts that a filter allows.
 *
 * @returns Text numbers, ascending, without repetition.
 */
export function textsOfMembers(database: Database, {sources, types}: NumberedFilter): Uint32Array {
  const conditions = [
    ...(sources ? [`concept.source IN (${[...sources].join(', ')})`] : []),
    ...(types
      ? [`concept.number IN (SELECT concept FROM concept_type WHERE type IN (${[...types].join(', ')}))`]
      : []),
  ]
  const texts = database
    .prepare<SqlValue[], number>(`
      WITH member AS MATERIALIZED (SELECT number FROM concept WHERE active AND ${conditions.join(' AND ')})
      SELECT text FROM term WHERE concept IN (SELECT number FROM member)
      UNION
      SELECT text FROM definition WHERE concept IN (SELECT number FROM member)
      ORDER BY text
    `)
    .pluck()
  return Uint32Array.from(texts.all())
}

function caseless(name: string): string {
  return name.toLowerCase()
}
