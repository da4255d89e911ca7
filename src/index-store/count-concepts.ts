import type {Database, SqlValue} from './sqlite.js'
import type {IndexCounts} from './term-index.js'

/** Counts what a finished database holds: of one source, by its number, or of all. */
export function countConcepts(database: Database, source?: number): IndexCounts {
  const ofSource =
    source === undefined ? '' : 'JOIN concept ON concept.number = concept AND concept.source = ?'
  const count = (sql: string): number =>
    database
      .prepare<SqlValue[], number>(sql)
      .pluck()
      .get(...(source === undefined ? [] : [source]))!
  return {
    concepts: count(`SELECT count(DISTINCT term.concept) FROM term ${ofSource}`),
    names: count(`SELECT count(*) FROM term ${ofSource}`),
    definitions: count(`SELECT count(*) FROM definition ${ofSource}`),
    texts: count(
      source === undefined
        ? 'SELECT count(*) FROM text'
        : `SELECT count(DISTINCT text) FROM (
             SELECT text, concept FROM term UNION ALL SELECT text, concept FROM definition
           ) AS used JOIN concept ON concept.number = used.concept AND concept.source = ?`,
    ),
  }
}
