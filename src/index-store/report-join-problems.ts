import type {Problem, ReportProblem} from '../domain/ontology.js'
import type {Database, SqlValue} from './sqlite.js'

interface Check {
  readonly kind: string
  readonly severity: Problem['severity']
  readonly message: (value: string) => string
  /** Gives `value`, `file` and `line` of each row at fault. */
  readonly sql: string
}

/** Reports what only shows when the rows of a release are put together. Needs the staged rows, numbered. */
export function reportJoinProblems(database: Database, report: ReportProblem): void {
  for (const {kind, message, severity, sql} of checks) {
    const rows = database.prepare<SqlValue[], {value: string; path: string; line: number}>(`
      SELECT fault.value, file.path, fault.line
      FROM (${sql}) AS fault JOIN staging.file ON file.number = fault.file
    `)
    for (const {line, path, value} of rows.iterate()) {
      report({kind, severity, message: message(value), at: {file: path, line}})
    }
  }
}

/** Rows whose concept, named in `column`, is not in the release. */
function unknownConcept(table: string, column = 'concept'): string {
  return `
    SELECT ${column} AS value, file, line FROM staging.${table} AS fault_row
    WHERE NOT EXISTS (
      SELECT 1 FROM staging.numbered
      WHERE numbered.source = fault_row.source AND numbered.concept = fault_row.${column}
    )`
}

const checks: readonly Check[] = [
  {
    kind: 'duplicate-concept',
    severity: 'warning',
    message: (id) => `The concept "${id}" is listed more than once; its rows are taken together.`,
    sql: `
      SELECT value, file, line FROM (
        SELECT
          concept AS value, file, line, rowid AS place,
          row_number() OVER (PARTITION BY source, concept ORDER BY rowid) AS time
        FROM staging.concept
      )
      WHERE time > 1 ORDER BY place`,
  },
  {
    kind: 'empty-name',
    severity: 'skipped',
    message: (id) => `A name of the concept "${id}" is empty.`,
    sql: `SELECT concept AS value, file, line FROM staging.term WHERE text = ''`,
  },
  {
    kind: 'empty-definition',
    severity: 'skipped',
    message: (id) => `A definition of the concept "${id}" is empty.`,
    sql: `SELECT concept AS value, file, line FROM staging.definition WHERE text = ''`,
  },
  {
    kind: 'name-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A name belongs to the concept "${id}", which is not in the release.`,
    sql: unknownConcept('term'),
  },
  {
    kind: 'definition-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A definition belongs to the concept "${id}", which is not in the release.`,
    sql: unknownConcept('definition'),
  },
  {
    kind: 'type-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A type is given for the concept "${id}", which is not in the release.`,
    sql: unknownConcept('type'),
  },
  {
    kind: 'relation-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A relation belongs to the concept "${id}", which is not in the release.`,
    sql: unknownConcept('relation'),
  },
  {
    kind: 'relation-to-unknown-concept',
    severity: 'skipped',
    message: (id) => `A relation points to the concept "${id}", which is not in the release.`,
    sql: unknownConcept('relation', 'target'),
  },
  {
    kind: 'relation-to-inactive-concept',
    severity: 'skipped',
    message: (id) => `A relation of an active concept points to "${id}", which is inactive.`,
    sql: `
      SELECT relation.target AS value, relation.file, relation.line
      FROM staging.relation
      CROSS JOIN staging.numbered AS source ON source.source = relation.source AND source.concept = relation.concept
      CROSS JOIN staging.numbered AS target ON target.source = relation.source AND target.concept = relation.target
      WHERE source.active AND NOT target.active`,
  },
  {
    kind: 'map-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A map belongs to the concept "${id}", which is not in the release.`,
    sql: unknownConcept('map'),
  },
  {
    kind: 'property-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A value is given for the concept "${id}", which is not in the release.`,
    sql: unknownConcept('property'),
  },
  {
    kind: 'member-of-unknown-concept',
    severity: 'skipped',
    message: (id) => `A reference set has the member "${id}", which is not in the release.`,
    sql: unknownConcept('member'),
  },
  {
    kind: 'replacement-by-unknown-concept',
    severity: 'skipped',
    message: (id) => `A retired id is replaced by "${id}", which is not in the release.`,
    sql: unknownConcept('replacement', 'replacement'),
  },
]
