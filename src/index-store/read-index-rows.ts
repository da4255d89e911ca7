import type {OntologyRow} from '../domain/ontology.js'
import {ownName, sourceScope} from './add-synonyms.js'
import type {Database, SqlValue} from './sqlite.js'
import {scopeOfCode} from './term-scope-code.js'

const rowsPerBatch = 10_000

/**
 * The rows of one source of a finished database, such that joining them again gives the same tables. The user's own
 * synonyms are not among them: they are added anew.
 *
 * @param place - What stands for file in the places of the rows.
 */
export function* readIndexRows(
  database: Database,
  code: string,
  place: string,
): Generator<readonly OntologyRow[]> {
  const source = database
    .prepare<SqlValue[], number>('SELECT number FROM source WHERE code = ?')
    .pluck()
    .get(code)
  if (source === undefined) return
  const at = {file: place, line: 0}
  for (const {sql, toRow} of readings) {
    let batch: OntologyRow[] = []
    for (const found of database.prepare<SqlValue[], Found>(sql).iterate(source)) {
      for (const language of languagesOf(found)) batch.push({...toRow({...found, language}), at})
      if (batch.length < rowsPerBatch) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }
}

/** Columns of all readings; each fills those that its row needs. */
interface Found {
  readonly id: string
  readonly text: string
  readonly other: string
  readonly number: number
  readonly group: number
  readonly priority: number
  readonly rule: string
  readonly advice: string
  readonly language: string | null
}

type Placeless<Row> = Row extends OntologyRow ? Omit<Row, 'at'> : never

interface Reading {
  readonly sql: string
  readonly toRow: (found: Found) => Placeless<OntologyRow>
}

/** A name that several languages spell alike was a row of each. */
function languagesOf({language = null}: Found): (string | null)[] {
  return language === null ? [null] : language.split(' ')
}

const languageOf = ({language}: Found) => (language === null ? {} : {language})

const readings: readonly Reading[] = [
  {
    sql: 'SELECT id, active AS number, left_out AS priority FROM concept WHERE source = ? ORDER BY concept.number',
    toRow: ({id, number, priority}) => ({
      row: 'concept',
      id,
      active: number === 1,
      ...(priority === 1 ? {leftOut: true as const} : {}),
    }),
  },
  {
    sql: `
      SELECT concept.id, text.text, ${sourceScope} AS number, term.rank AS priority, term.language
      FROM concept JOIN term ON term.concept = concept.number JOIN text ON text.number = term.text
      WHERE concept.source = ? AND term.own <> ${ownName}
      ORDER BY concept.number, term.rank`,
    toRow: (found) => ({
      row: 'term',
      conceptId: found.id,
      text: found.text,
      scope: scopeOfCode(found.number),
      rank: found.priority,
      ...languageOf(found),
    }),
  },
  {
    // concepts without terms still go by a name
    sql: `
      SELECT id, name AS text FROM concept
      WHERE source = ? AND (NOT active OR left_out) AND name <> id
      ORDER BY number`,
    toRow: ({id, text}) => ({row: 'term', conceptId: id, text, scope: 'preferred'}),
  },
  {
    sql: `
      SELECT concept.id, text.text, definition.language
      FROM concept JOIN definition ON definition.concept = concept.number JOIN text ON text.number = definition.text
      WHERE concept.source = ?
      ORDER BY concept.number, definition.rank`,
    toRow: (found) => ({row: 'definition', conceptId: found.id, text: found.text, ...languageOf(found)}),
  },
  {
    sql: `
      SELECT concept.id, type.name AS text
      FROM concept JOIN concept_type ON concept_type.concept = concept.number JOIN type ON type.number = concept_type.type
      WHERE concept.source = ?
      ORDER BY concept.number, type.number`,
    toRow: ({id, text}) => ({row: 'type', conceptId: id, type: text}),
  },
  {
    sql: `
      SELECT concept.id, relation_kind.name AS text, target.id AS other, relation.role_group AS "group"
      FROM concept JOIN relation ON relation.concept = concept.number
      JOIN relation_kind ON relation_kind.number = relation.kind
      JOIN concept AS target ON target.number = relation.target
      WHERE concept.source = ?
      ORDER BY concept.number, relation.kind, relation.target, relation.role_group`,
    toRow: ({group, id, other, text}) => ({
      row: 'relation',
      conceptId: id,
      relation: text,
      targetId: other,
      group,
    }),
  },
  {
    sql: `
      SELECT concept.id, property.property AS text, property.value AS other, property.role_group AS "group"
      FROM concept JOIN property ON property.concept = concept.number
      WHERE concept.source = ?
      ORDER BY concept.number, property.property, property.value, property.role_group`,
    toRow: ({group, id, other, text}) => ({
      row: 'property',
      conceptId: id,
      property: text,
      value: other,
      group,
    }),
  },
  {
    sql: `
      SELECT concept.id, refset.id AS text
      FROM concept JOIN member ON member.concept = concept.number JOIN refset ON refset.number = member.refset
      WHERE concept.source = ?
      ORDER BY concept.number, refset.number`,
    toRow: ({id, text}) => ({row: 'member', conceptId: id, refset: text}),
  },
  {
    sql: `
      SELECT concept.id, map.target AS text, map.relation AS other, map.map_group AS "group", map.priority, rule, advice
      FROM concept JOIN map ON map.concept = concept.number
      WHERE concept.source = ?
      ORDER BY concept.number, map.map_group, map.priority`,
    toRow: ({advice, group, id, other, priority, rule, text}) => ({
      row: 'map',
      conceptId: id,
      target: text,
      relation: other,
      group,
      priority,
      rule,
      advice,
    }),
  },
  {
    sql: `
      SELECT concept.id, replacement.id AS text, history.reason AS other
      FROM concept JOIN history ON history.concept = concept.number
      JOIN concept AS replacement ON replacement.number = history.replacement
      WHERE concept.source = ?
      ORDER BY concept.number, history.replacement, history.reason`,
    toRow: ({id, other, text}) => ({row: 'replacement', id, replacementId: text, reason: other}),
  },
]
