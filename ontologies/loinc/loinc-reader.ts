import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {isAsWide} from '../header-columns.js'
import {readCsv} from '../read-csv.js'
import type {OntologyReader} from '../reader.js'
import {SeenIds} from '../seen-ids.js'
import {findLoinc, holdsLoinc, type LoincFile} from './loinc-files.js'
import {languageOf, rankOfLanguage} from './loinc-languages.js'
import {type CellOf, loincRows, replacementRows} from './loinc-rows.js'

/**
 * Reads the table of LOINC terms, and from a whole release also what replaces deprecated terms, the hierarchy of parts, and
 * names in the languages that are asked for.
 *
 * @see https://loinc.org/kb/users-guide/ "LOINC database structure"
 */
export const loincReader: OntologyReader = {
  format: 'loinc',
  looksFor: 'LOINC (a Loinc.csv with LOINC_NUM, COMPONENT and LONG_COMMON_NAME)',
  options: ['language'],

  recognise: holdsLoinc,

  async describe(source) {
    const {table} = await findLoinc(source)
    const release = /loinc[_-]?(\d+\.\d+)/i.exec(`${table.file.path}`)?.[1]
    return {format: 'loinc', code: 'loinc', ...(release ? {release} : {})}
  },

  async *read(source, report, {language = []} = {}) {
    const {hierarchies, maps, table, variants} = await findLoinc(source)
    const englishRank = rankOfLanguage('en-US', language) ?? language.length
    yield* fileRows(table, report, (cell, at) => loincRows(cell, englishRank, report, at))
    for (const file of maps) yield* fileRows(file, report, mapRows)
    const seen = new SeenIds()
    for (const file of hierarchies) yield* fileRows(file, report, (cell, at) => hierarchyRows(cell, seen, at))
    for (const file of variants) {
      const code = languageOf(file.file.name)
      const rank = code === undefined ? undefined : rankOfLanguage(code, language)
      if (code === undefined || rank === undefined) continue
      yield* fileRows(file, report, (cell, at) => variantRows(cell, code, rank, at))
    }
  },
}

async function* fileRows(
  {file, header}: LoincFile,
  report: ReportProblem,
  makeRows: (cell: CellOf, at: SourceLine) => OntologyRow[],
): AsyncGenerator<readonly OntologyRow[]> {
  const positions = new Map(header.map((name, index) => [name, index]))
  let isHeader = true
  for await (const records of readCsv(file, report)) {
    const rows: OntologyRow[] = []
    for (const {cells, line} of records) {
      const at = {file: file.path, line}
      if (!isHeader && isAsWide(cells, header.length, report, at)) {
        rows.push(...makeRows((name) => cells[positions.get(name) ?? -1]?.trim() ?? '', at))
      }
      isHeader = false
    }
    if (rows.length > 0) yield rows
  }
}

function mapRows(cell: CellOf, at: SourceLine): OntologyRow[] {
  const [id, replacementId] = [cell('loinc'), cell('map_to')]
  return id && replacementId ? replacementRows(id, replacementId, at) : []
}

/**
 * A line of the hierarchy. The parts above the terms become concepts so that "descendants of" works; their names are
 * properties and not terms, or "Glucose" would be found as a part and never as a measurement.
 */
function hierarchyRows(cell: CellOf, seen: SeenIds, at: SourceLine): OntologyRow[] {
  const [conceptId, targetId] = [cell('code'), cell('immediate_parent')]
  const rows: OntologyRow[] = []
  if (/^LP/i.test(conceptId) && seen.add(conceptId)) {
    rows.push({row: 'concept', id: conceptId, active: true, at})
    const value = cell('code_text')
    if (value) rows.push({row: 'property', conceptId, property: 'PART_NAME', value, at})
  }
  if (conceptId && targetId) rows.push({row: 'relation', conceptId, relation: 'is-a', targetId, at})
  return rows
}

function variantRows(cell: CellOf, language: string, rank: number, at: SourceLine): OntologyRow[] {
  const conceptId = cell('loinc_num')
  const names = [cell('long_common_name'), cell('linguisticvariantdisplayname'), cell('shortname')]
  const [name, ...others] = [...new Set(names.filter((text) => text !== ''))]
  const term = (text: string, scope: 'preferred' | 'exact'): OntologyRow => ({
    row: 'term',
    conceptId,
    text,
    scope,
    language: language.toLowerCase(),
    ...(rank > 0 ? {rank} : {}),
    at,
  })
  return name === undefined ? [] : [term(name, 'preferred'), ...others.map((text) => term(text, 'exact'))]
}
