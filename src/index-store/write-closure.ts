import type {ReportProblem} from '../domain/ontology.js'
import {Hierarchy, type PairLimits} from './hierarchy.js'
import {jsonOf} from './number-sets.js'
import type {Database, SqlValue} from './sqlite.js'

/** SNOMED CT has some 6 million pairs; a chain of 100,000 concepts has 5 billion. */
const closureLimits: PairLimits = {pairs: 50_000_000, steps: 1_000_000_000}

/**
 * Fills the table of what is below each concept, and reports circles. Where the hierarchy would fill more than the limits,
 * the table stays empty, that is reported, and queries walk the hierarchy. Needs the relations in their table.
 *
 * What is above a concept is always walked: that takes a quarter of a millisecond in a hierarchy of SNOMED CT's size, where
 * an index by concept would take its 80 MB again.
 */
export function writeClosure(
  database: Database,
  report: ReportProblem,
  limits: PairLimits = closureLimits,
): void {
  const hierarchy = readHierarchy(database)
  reportCircles(database, hierarchy, report)
  const isWritten = hierarchy.countPairs(limits) !== undefined
  database.prepare<SqlValue[]>('INSERT INTO meta VALUES (?, ?)').run('closure', isWritten ? 1 : 0)
  if (!isWritten) {
    reportTooLarge(database, limits, report)
    return
  }
  // a list of JSON is taken three times faster than a row each
  const insert = database.prepare<SqlValue[]>('INSERT INTO closure SELECT ?, value FROM json_each(?)')
  for (const ancestor of hierarchy.parents()) {
    insert.run(ancestor, jsonOf(hierarchy.descendantsOf(ancestor)))
  }
}

/** Whether the table of what is below each concept is filled. */
export function hasClosure(database: Database): boolean {
  return (
    database.prepare<SqlValue[], number>(`SELECT value FROM meta WHERE name = 'closure'`).pluck().get() === 1
  )
}

const isARelations = `FROM relation WHERE kind = (SELECT number FROM relation_kind WHERE name = 'is-a')`

function readHierarchy(database: Database): Hierarchy {
  const count = (sql: string) => database.prepare<SqlValue[], number>(sql).pluck().get() ?? 0
  const size = count('SELECT max(number) + 1 FROM staging.numbered')
  const relations = count(`SELECT count(*) ${isARelations}`)
  const children = new Uint32Array(relations)
  const parents = new Uint32Array(relations)
  const pairs = database.prepare<SqlValue[], [number, number]>(`SELECT concept, target ${isARelations}`).raw()
  let next = 0
  for (const [child, parent] of pairs.iterate()) {
    children[next] = child
    parents[next++] = parent
  }
  return new Hierarchy(size, children, parents)
}

/** At the first row of the hierarchy: none of them is at fault by itself. */
function reportTooLarge(database: Database, limits: PairLimits, report: ReportProblem): void {
  const first = database
    .prepare<SqlValue[], {path: string; line: number}>(`
      SELECT file.path, relation.line
      FROM staging.relation JOIN staging.file ON file.number = relation.file
      WHERE relation.relation = 'is-a'
      ORDER BY relation.rowid LIMIT 1
    `)
    .get()!
  const [pairs, steps] = [limits.pairs, limits.steps].map((limit) => limit.toLocaleString('en-US'))
  report({
    kind: 'hierarchy-too-large',
    severity: 'warning',
    message: `The hierarchy is too deep or too dense to write out what is below each concept (over ${pairs} pairs, or ${steps} \
steps to count them); filters by descendants walk it instead, which is slower.`,
    at: {file: first.path, line: first.line},
  })
}

interface CircleRow {
  readonly id: string
  readonly path: string
  readonly line: number
  readonly size: number
}

/** Reports each circle once, at a row that is part of it. A concept under itself is the smallest of them. */
function reportCircles(database: Database, hierarchy: Hierarchy, report: ReportProblem): void {
  database.exec('CREATE TABLE staging.circle (child INTEGER, parent INTEGER, size INTEGER)')
  const insert = database.prepare<SqlValue[]>('INSERT INTO staging.circle VALUES (?, ?, ?)')
  for (const {child, parent, size} of hierarchy.circles()) insert.run(child, parent, size)
  const circles = database.prepare<SqlValue[], CircleRow>(circleRows)
  for (const {id, line, path, size} of circles.iterate()) {
    const others = size === 1 ? 'itself' : `itself, in a circle of ${size} concepts`
    report({
      kind: 'is-a-cycle',
      severity: size === 1 ? 'skipped' : 'warning',
      message: `The concept "${id}" is below ${others}.`,
      at: {file: path, line},
    })
  }
}

/** CROSS JOIN: there are few circles and many rows, which one scan goes through. */
const circleRows = `
  SELECT relation.concept AS id, file.path, relation.line, 1 AS size
  FROM staging.relation JOIN staging.file ON file.number = relation.file
  WHERE relation.relation = 'is-a' AND relation.concept = relation.target
  UNION ALL
  SELECT id, path, line, size FROM (
    SELECT
      relation.concept AS id, file.path, relation.line, circle.size, min(relation.rowid)
    FROM staging.circle
    CROSS JOIN staging.numbered AS child ON child.number = circle.child
    CROSS JOIN staging.numbered AS parent ON parent.number = circle.parent
    JOIN staging.relation
      ON relation.source = child.source AND relation.concept = child.concept AND relation.target = parent.concept
    JOIN staging.file ON file.number = relation.file
    WHERE relation.relation = 'is-a'
    GROUP BY circle.child, circle.parent
  )
`
