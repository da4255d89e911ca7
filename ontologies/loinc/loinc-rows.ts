import type {OntologyRow, ReportProblem, SourceLine, TermRow} from '../../src/domain/ontology.js'
import {shown} from '../shown.js'

/** The cell of a column by its name, lower case; empty where the release has no such column. */
export type CellOf = (column: string) => string

/** The axes that make up a LOINC name, and what else tells terms apart; kept as properties. */
const properties = [
  'component',
  'property',
  'time_aspct',
  'system',
  'scale_typ',
  'method_typ',
  'status',
  'order_obs',
  'example_ucum_units',
]

/** CLASSTYPE, "1=Laboratory class; 2=Clinical class; 3=Claims attachments; 4=Surveys" (LOINC Users' Guide, appendix A). */
const classTypes = new Map([
  ['1', 'Laboratory'],
  ['2', 'Clinical'],
  ['3', 'Claims attachment'],
  ['4', 'Survey'],
])

/**
 * Rows of one line of `Loinc.csv`. Deprecated terms are history; discouraged ones stay in use, since results carry them.
 *
 * RELATEDNAMES2 is left out: its words ("Point in time", "Serum") belong to parts that thousands of terms share, and none
 * of them names a term.
 *
 * Reports `bad-id` and `empty-name` (skipped).
 *
 * @param englishRank - Rank of the names where a user prefers other languages.
 */
export function loincRows(
  cell: CellOf,
  englishRank: number,
  report: ReportProblem,
  at: SourceLine,
): OntologyRow[] {
  const id = cell('loinc_num')
  if (!isLoincNumber(id)) {
    report({kind: 'bad-id', severity: 'skipped', message: `${shown(id)} is not a LOINC number.`, at})
    return []
  }
  const name = cell('long_common_name') || cell('displayname') || cell('shortname')
  if (name === '') {
    report({kind: 'empty-name', severity: 'skipped', message: `The term ${id} has no name.`, at})
    return []
  }
  const term = (text: string, scope: TermRow['scope']): OntologyRow => ({
    row: 'term',
    conceptId: id,
    text,
    scope,
    language: 'en',
    ...(englishRank > 0 ? {rank: englishRank} : {}),
    at,
  })
  const others = new Set([cell('displayname'), cell('shortname'), cell('consumer_name')])
  const types = [cell('class'), classTypes.get(cell('classtype')) ?? '']
  const definition = cell('definitiondescription')
  const replacementId = cell('map_to')
  return [
    {row: 'concept', id, active: cell('status').toUpperCase() !== 'DEPRECATED', at},
    term(name, 'preferred'),
    ...[...others].filter((text) => text !== '' && text !== name).map((text) => term(text, 'exact')),
    ...(definition
      ? [{row: 'definition', conceptId: id, text: definition, language: 'en', at} as const]
      : []),
    ...types
      .filter((type) => type !== '')
      .map((type): OntologyRow => ({row: 'type', conceptId: id, type, at})),
    ...properties
      .filter((property) => cell(property) !== '')
      .map(
        (property): OntologyRow => ({
          row: 'property',
          conceptId: id,
          property: property.toUpperCase(),
          value: cell(property),
          at,
        }),
      ),
    ...(replacementId ? replacementRows(id, replacementId, at) : []),
  ]
}

export function replacementRows(id: string, replacementId: string, at: SourceLine): OntologyRow[] {
  return [{row: 'replacement', id, replacementId, reason: 'replaced-by', at}]
}

/** `2345-7`; parts (`LP14635-4`) and answers (`LA6576-8`) are no terms. */
function isLoincNumber(id: string): boolean {
  return /^\d{1,10}-\d$/.test(id)
}
