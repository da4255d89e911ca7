import type {Database, SqlValue} from './sqlite.js'

/** How an update changed a concept. */
export interface ConceptChange {
  /**
   * `added`: new, or in use again; `retired`: gone or no longer in use, `after` names what replaced it; `renamed`: another
   * preferred name; `moved`: other parents.
   */
  readonly change: 'added' | 'retired' | 'renamed' | 'moved'
  readonly source: string
  readonly id: string
  /** Name, or ids of parents joined by `|`. */
  readonly before: string
  readonly after: string
}

/** Concepts with names of one database, in a table of their own: over two databases SQLite finds no index by itself. */
const live = (table: string, schema: string) => `
  CREATE TEMP TABLE ${table} (code TEXT, id TEXT, number INTEGER, name TEXT, PRIMARY KEY (code, id)) WITHOUT ROWID;
  INSERT INTO ${table}
  SELECT source.code, concept.id, concept.number, concept.name
  FROM ${schema}.concept JOIN ${schema}.source ON source.number = concept.source
  WHERE concept.active AND NOT concept.left_out
  ORDER BY 1, 2;`

const parents = (schema: string, concept: string) => `
  coalesce((
    SELECT group_concat(id, '|') FROM (
      SELECT DISTINCT parent.id
      FROM ${schema}.relation JOIN ${schema}.concept AS parent ON parent.number = relation.target
      WHERE relation.concept = ${concept}
        AND relation.kind = (SELECT number FROM ${schema}.relation_kind WHERE name = 'is-a')
      ORDER BY parent.number
    )
  ), '')`

interface Pair {
  readonly code: string
  readonly id: string
  readonly oldName: string | null
  readonly newName: string | null
  readonly oldParents: string
  readonly newParents: string
  readonly replacements: string
}

/**
 * What is different in a database from an earlier one of the same index, by source, then id.
 *
 * @param earlier - Schema that the earlier one is attached as.
 */
export function* compareDatabases(database: Database, earlier: string): Generator<ConceptChange> {
  database.exec(live('temp.concept_now', 'main') + live('temp.concept_then', earlier))
  const pairs = database.prepare<SqlValue[], Pair>(`
    SELECT * FROM (
      SELECT
        coalesce(new.code, old.code) AS code, coalesce(new.id, old.id) AS id,
        old.name AS oldName, new.name AS newName,
        CASE WHEN new.id IS NULL OR old.id IS NULL THEN '' ELSE ${parents(earlier, 'old.number')} END AS oldParents,
        CASE WHEN new.id IS NULL OR old.id IS NULL THEN '' ELSE ${parents('main', 'new.number')} END AS newParents,
        CASE WHEN new.id IS NOT NULL THEN '' ELSE coalesce((
          SELECT group_concat(id, '|') FROM (
            SELECT DISTINCT current.id
            FROM main.concept AS retired JOIN main.source ON source.number = retired.source
            JOIN main.history ON history.concept = retired.number
            JOIN main.concept AS current ON current.number = history.replacement
            -- the index of ids knows no case
            WHERE retired.id = old.id COLLATE NOCASE AND retired.id = old.id AND source.code = old.code
            ORDER BY current.number
          )
        ), '') END AS replacements
      FROM temp.concept_now AS new FULL JOIN temp.concept_then AS old
        ON old.code = new.code AND old.id = new.id
    )
    WHERE oldName IS NOT newName OR oldParents <> newParents
    ORDER BY code, id
  `)
  for (const {code: source, id, newName, newParents, oldName, oldParents, replacements} of pairs.iterate()) {
    if (oldName === null) yield {change: 'added', source, id, before: '', after: newName ?? ''}
    else if (newName === null) yield {change: 'retired', source, id, before: oldName, after: replacements}
    else {
      if (oldName !== newName) yield {change: 'renamed', source, id, before: oldName, after: newName}
      if (oldParents !== newParents)
        yield {change: 'moved', source, id, before: oldParents, after: newParents}
    }
  }
  database.exec('DROP TABLE temp.concept_now; DROP TABLE temp.concept_then')
}
