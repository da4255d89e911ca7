import type {Database, SqlValue} from './sqlite.js'

/** How an update changed a concept. */
export interface ConceptChange {
  /**
   * `added`: new, or in use again; `retired`: gone, no longer in use or left out by a filter, `after` names what replaced
   * it; `renamed`: another preferred name; `moved`: other parents.
   */
  readonly change: 'added' | 'retired' | 'renamed' | 'moved'
  readonly source: string
  readonly id: string
  /** Name, or ids of parents joined by `|`. */
  readonly before: string
  readonly after: string
}

interface Concept {
  readonly source: string
  readonly id: string
  readonly name: string
  readonly inUse: number
  readonly parents: string
  readonly replacements: string
}

/** Concepts in the order of their numbers, which is that of sources and ids. */
const conceptsOf = (schema: string) => `
  SELECT
    source.code AS source, concept.id, concept.name, concept.active AND NOT concept.left_out AS inUse,
    coalesce((
      SELECT group_concat(id, '|') FROM (
        SELECT DISTINCT parent.id
        FROM ${schema}.relation JOIN ${schema}.concept AS parent ON parent.number = relation.target
        WHERE relation.concept = concept.number
          AND relation.kind = (SELECT number FROM ${schema}.relation_kind WHERE name = 'is-a')
        ORDER BY parent.number
      )
    ), '') AS parents,
    coalesce((
      SELECT group_concat(id, '|') FROM (
        SELECT DISTINCT current.id
        FROM ${schema}.history JOIN ${schema}.concept AS current ON current.number = history.replacement
        WHERE history.concept = concept.number
        ORDER BY current.number
      )
    ), '') AS replacements
  FROM ${schema}.concept JOIN ${schema}.source ON source.number = concept.source
  ORDER BY concept.number`

/**
 * What is different in a database from an earlier one of the same index, by source, then id. Goes through both side by
 * side: joining them costs minutes.
 *
 * @param earlier - Schema that the earlier one is attached as; absent: there was none, and all is new.
 */
export function* compareDatabases(database: Database, earlier: string | undefined): Generator<ConceptChange> {
  const read = (schema: string) => database.prepare<SqlValue[], Concept>(conceptsOf(schema)).iterate()
  const befores = earlier === undefined ? emptyIterator : read(earlier)
  const afters = read('main')
  try {
    let before = next(befores)
    let after = next(afters)
    while (before || after) {
      const order = compareConcepts(before, after)
      if (order < 0) yield* changesOf(before, undefined)
      else if (order > 0) yield* changesOf(undefined, after)
      else yield* changesOf(before, after)
      if (order <= 0) before = next(befores)
      if (order >= 0) after = next(afters)
    }
  } finally {
    befores.return?.()
    afters.return?.()
  }
}

const emptyIterator: Iterator<Concept> = [][Symbol.iterator]()

function next(concepts: Iterator<Concept>): Concept | undefined {
  const {done, value} = concepts.next()
  return done ? undefined : value
}

function changesOf(before: Concept | undefined, after: Concept | undefined): ConceptChange[] {
  const {id, source} = (before ?? after) as Concept
  if (!before?.inUse)
    return after?.inUse ? [{change: 'added', source, id, before: '', after: after.name}] : []
  if (!after?.inUse) {
    return [{change: 'retired', source, id, before: before.name, after: after?.replacements ?? ''}]
  }
  const changes: ConceptChange[] = []
  if (before.name !== after.name) {
    changes.push({change: 'renamed', source, id, before: before.name, after: after.name})
  }
  if (before.parents !== after.parents) {
    changes.push({change: 'moved', source, id, before: before.parents, after: after.parents})
  }
  return changes
}

/** What has ended comes last. */
function compareConcepts(a: Concept | undefined, b: Concept | undefined): number {
  if (!a || !b) return a ? -1 : 1
  return compareTexts(a.source, b.source) || compareTexts(a.id, b.id)
}

/** As SQLite sorts: by the bytes of UTF-8. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b))
}
