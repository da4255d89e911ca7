import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import type {OntologyReader} from '../reader.js'
import {AtomChoice, isSuppressed} from './atom-choice.js'
import {readAtomRanks} from './atom-ranks.js'
import {attributeRows} from './attribute-rows.js'
import {ConceptIdSet} from './concept-id-set.js'
import {describeRrf} from './describe-rrf.js'
import {archivedAtomRows, retiredCuiRows, retiredRxcuiRows} from './history-rows.js'
import {KnownConcepts} from './known-concepts.js'
import {mapRows} from './map-rows.js'
import {MapSources} from './map-sources.js'
import {readAtoms} from './read-atoms.js'
import {type RrfRow, readRrfRows} from './read-rrf-rows.js'
import {languageOfSource, readSourceTable, type SourceTable} from './read-source-table.js'
import {relationRows} from './relation-rows.js'
import type {RrfDialect} from './rrf-dialect.js'
import {findRrfRelease, holdsRrf, type RrfTableFile} from './rrf-release.js'

/** A reader of Rich Release Format, which the UMLS and RxNorm share. */
export function createRrfReader(
  dialect: RrfDialect,
  looksFor: string,
  options: OntologyReader['options'],
): OntologyReader {
  return {
    format: dialect.format,
    looksFor,
    options,
    joinsSources: true,

    recognise: (source) => holdsRrf(source, dialect),

    async describe(source, asked) {
      return describeRrf(await findRrfRelease(source, dialect), dialect, asked)
    },

    async *read(source, report, asked) {
      const {tables} = await findRrfRelease(source, dialect)
      const choice = new AtomChoice(asked)
      choice.refuseTypesWithout(tables.STY)
      const sources = await readSourceTable(tables.SAB, dialect)
      const concepts = new KnownConcepts(report)
      const mapTable = tables.MAP ?? tables.SMAP
      const mapSources = await MapSources.collect(mapTable, sources)
      const rank = await readAtomRanks(tables.RANK, dialect, choice, report)
      const ofTypes = await conceptsOfTypes(tables.STY, choice)
      yield* readAtoms(tables.CONSO!, {concepts, choice, rank, ofTypes, mapSources}, report)

      const reading = {concepts, choice, mapSources, narrows: choice.narrows}
      yield* each(tables.STY, report, (row, rows) => typeRows(row, rows, concepts))
      yield* each(tables.DEF, report, (row, rows) => definitionRows(row, rows, concepts, choice, sources))
      yield* each(tables.REL, report, (row, rows) => relationRows(row, rows, reading))
      yield* each(tables.SAT, report, (row, rows) => attributeRows(row, rows, reading))
      yield* each(mapTable, report, (row, rows) => mapRows(row, rows, reading, report))
      const retired = dialect.format === 'umls-rrf' ? retiredCuiRows : retiredRxcuiRows
      yield* each(tables.CUI, report, (row, rows) => retired(row, rows, reading, report))
      yield* each(tables.ATOMARCHIVE, report, (row, rows) => archivedAtomRows(row, rows, reading, report))
    },
  }
}

async function* each(
  table: RrfTableFile | undefined,
  report: ReportProblem,
  makeRows: (row: RrfRow, rows: OntologyRow[]) => void,
): AsyncGenerator<readonly OntologyRow[]> {
  if (table === undefined) return
  for await (const lines of readRrfRows(table, report)) {
    const rows: OntologyRow[] = []
    for (const row of lines) makeRows(row, rows)
    if (rows.length > 0) yield rows
  }
}

/** STY stands in a table of its own, which is read before CONSO where types are asked for, and again for its rows. */
async function conceptsOfTypes(
  table: RrfTableFile | undefined,
  {types}: AtomChoice,
): Promise<ConceptIdSet | undefined> {
  if (types === undefined || table === undefined) return undefined
  const concepts = new ConceptIdSet()
  for await (const rows of readRrfRows(table, () => {})) {
    for (const row of rows) if (types.has(row.get('TUI'))) concepts.add(row.get('CUI'))
  }
  return concepts
}

function typeRows(row: RrfRow, rows: OntologyRow[], concepts: KnownConcepts): void {
  const conceptId = row.get('CUI')
  if (!concepts.admits(conceptId, 'type-of-unknown-concept', row.at)) return
  rows.push({row: 'type', conceptId, type: row.get('STY'), at: row.at})
}

/** MRDEF has no language; a source has one. */
function definitionRows(
  row: RrfRow,
  rows: OntologyRow[],
  concepts: KnownConcepts,
  choice: AtomChoice,
  sources: SourceTable,
): void {
  const [conceptId, sab] = [row.get('CUI'), row.get('SAB')]
  const language = languageOfSource(sources, sab)
  if (isSuppressed(row) || !choice.hasSource(sab)) return
  if (language !== undefined && !choice.hasLanguage(language)) return
  if (!concepts.admits(conceptId, 'definition-of-unknown-concept', row.at)) return
  rows.push({
    row: 'definition',
    conceptId,
    termId: row.get('ATUI') || undefined,
    text: row.get('DEF'),
    language,
    at: row.at,
  })
}
