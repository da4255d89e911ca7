import {numberFilter} from './concept-filter.js'
import {ConceptSets} from './concept-sets.js'
import {jsonOf} from './number-sets.js'
import type {Database, SqlValue} from './sqlite.js'
import type {ConceptFilter} from './term-index.js'
import {findUnknownValues, unknownValueError} from './unknown-values.js'

/** What a filter chose from. */
export interface BeforeFilter {
  /** Active concepts with at least one name. */
  readonly concepts: number
  /** Distinct names per concept, added up. */
  readonly names: number
}

/**
 * Marks numbered concepts that a filter of the build does not allow, and drops names and definitions in languages that it
 * does not. A concept that has no other names is marked as well. Marked ones get no names, but keep their place in the
 * hierarchy. Needs types, relations, reference sets and history in their tables.
 *
 * @param hasKeptSources - Some sources are what another index, built with the same filter, holds of them: names in other
 *   languages are not there any more.
 * @returns What the filter chose from, by number of the source; of kept sources, what is left of it.
 * @throws {UsageError} When the filter goes by something that no source has.
 */
export function leaveOut(
  database: Database,
  filter: ConceptFilter,
  hasKeptSources: boolean,
): ReadonlyMap<number, BeforeFilter> {
  const before = countNamed(database)
  // the concepts themselves are written last, under the names that are chosen until then
  database.exec(`
    CREATE INDEX IF NOT EXISTS staging.number_by_id ON numbered (concept COLLATE NOCASE);
    CREATE TEMP VIEW concept AS SELECT number, source, concept AS id, concept AS name, active FROM staging.numbered;
  `)
  const sets = new ConceptSets(database)
  const languages = () => languagesOf(database)
  const [unknown] = findUnknownValues(database, sets, languages, filter).filter(
    ({kind}) => kind !== 'language' || !hasKeptSources,
  )
  if (unknown) throw unknownValueError('What was read', unknown)
  const allowed = numberFilter(filter, sets, languages)
  database.exec('DROP VIEW temp.concept')
  if (allowed?.concepts) {
    database
      .prepare<SqlValue[]>(`
        UPDATE staging.numbered SET left_out = 1
        WHERE active AND number NOT IN (SELECT value FROM json_each(?))
      `)
      .run(jsonOf(allowed.concepts))
  }
  if (allowed?.languages) dropOtherLanguages(database, JSON.stringify([...allowed.languages]))
  return before
}

function dropOtherLanguages(database: Database, languages: string): void {
  const isKept = '(language IS NULL OR language IN (SELECT value FROM json_each(:languages)))'
  const run = (sql: string) => database.prepare<{languages: string}[]>(sql).run({languages})
  run(`
    UPDATE staging.numbered SET left_out = 1
    WHERE active AND number IN (
      SELECT numbered.number
      FROM staging.term JOIN staging.numbered ON numbered.source = term.source AND numbered.concept = term.concept
      WHERE term.text <> ''
      GROUP BY numbered.number
      HAVING max(${isKept}) = 0
    )
  `)
  // an inactive concept or one that is left out goes by its name in whatever language
  run(`
    DELETE FROM staging.term
    WHERE NOT ${isKept} AND EXISTS (
      SELECT 1 FROM staging.numbered
      WHERE numbered.source = term.source AND numbered.concept = term.concept AND active AND NOT left_out
    )
  `)
  run(`DELETE FROM staging.definition WHERE NOT ${isKept}`)
}

function languagesOf(database: Database): string[] {
  return database
    .prepare<SqlValue[], string>(`
      SELECT language FROM staging.term WHERE language IS NOT NULL
      UNION
      SELECT language FROM staging.definition WHERE language IS NOT NULL
      ORDER BY language
    `)
    .pluck()
    .all()
}

function countNamed(database: Database): ReadonlyMap<number, BeforeFilter> {
  const counted = database.prepare<SqlValue[], BeforeFilter & {source: number}>(`
    SELECT source, count(DISTINCT number) AS concepts, count(*) AS names
    FROM (
      SELECT DISTINCT numbered.source, numbered.number, term.folded
      FROM staging.term JOIN staging.numbered ON numbered.source = term.source AND numbered.concept = term.concept
      WHERE numbered.active AND term.text <> ''
    )
    GROUP BY source
  `)
  return new Map(counted.all().map(({concepts, names, source}) => [source, {concepts, names}]))
}
