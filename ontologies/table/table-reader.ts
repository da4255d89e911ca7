import type {OntologyDescription, OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {InputError} from '../../src/errors.js'
import type {OntologyReader, ReaderOptions} from '../reader.js'
import {SeenIds} from '../seen-ids.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {byRelativePath} from '../source-listing.js'
import {describeColumns} from './describe-columns.js'
import {readRecords} from './read-records.js'
import {RecordRows} from './record-rows.js'
import {codeOfTable} from './table-code.js'
import {findLayout, isTable, needLayout, type TableLayout} from './table-layout.js'

/**
 * Reads tables of any columns: CSV, TSV, JSON Lines. What the columns give is guessed from their headers and contents,
 * said in the notes of the description, and can be given.
 */
export const tableReader: OntologyReader = {
  format: 'table',
  looksFor: 'a table (CSV, TSV or JSON Lines with a column of ids and one of names)',
  options: [
    'idColumn',
    'nameColumn',
    'synonymsColumn',
    'definitionColumn',
    'typeColumn',
    'parentColumn',
    'separator',
  ],
  isFallback: true,

  async recognise({files, kind}) {
    const [only] = files
    // what a user may name the columns of is a table; of a folder's files only what needs no help
    if (kind === 'file' && only) return isTable(only)
    for (const file of files) if (await findLayout(file, {})) return true
    return false
  },

  async describe(source, options = {}): Promise<OntologyDescription> {
    const layouts = await layoutsOf(source, options)
    const notes = new Set(layouts.flatMap(describeColumns))
    return {format: 'table', code: codeOfTable(layouts[0]!), notes: [...notes]}
  },

  async *read(source, report, options = {}) {
    const layouts = await layoutsOf(source, options)
    const hasKinds = layouts.some(({columns}) => columns.some(({role}) => role === 'kind of name'))
    const seen = new SeenIds()
    const named = hasKinds ? new SeenIds() : undefined
    for (const layout of layouts)
      yield* readTable(layout, new RecordRows(layout, seen, named, report), report)
  },
}

async function* readTable(
  layout: TableLayout,
  maker: RecordRows,
  report: ReportProblem,
): AsyncGenerator<readonly OntologyRow[]> {
  let isHeader = layout.header === 'line'
  for await (const records of readRecords(layout.file, layout.form, report)) {
    const rows: OntologyRow[] = []
    for (const record of records) {
      if (!isHeader) maker.add(record, rows)
      isHeader = false
    }
    if (rows.length > 0) yield rows
  }
  const last: OntologyRow[] = []
  maker.end(last)
  if (last.length > 0) yield last
}

/** @throws {InputError} When no file is a table whose columns are clear. */
async function layoutsOf(
  {files, path}: SourceFiles,
  options: ReaderOptions,
): Promise<[TableLayout, ...TableLayout[]]> {
  const [only] = files
  if (files.length === 1 && only) return [await needLayout(only, options)]
  const layouts: TableLayout[] = []
  for (const file of [...files].sort(byRelativePath)) {
    const layout = await layoutIn(file, options)
    if (layout) layouts.push(layout)
  }
  const [first, ...more] = layouts
  if (first !== undefined) return [first, ...more]
  throw new InputError(
    'INPUT_UNUSABLE',
    `${path} holds no table with a column of ids and one of names.`,
    'Give the table by its own path, and name its columns with --id-column and --name-column.',
  )
}

/** Of several files, those without the columns that were given are no part of the terminology. */
async function layoutIn(file: SourceFile, options: ReaderOptions): Promise<TableLayout | undefined> {
  try {
    return await findLayout(file, options)
  } catch (failure) {
    if (failure instanceof InputError) throw failure
    return undefined
  }
}
