import {InputError} from '../../src/errors.js'
import type {ReaderOptions} from '../reader.js'
import type {SourceFile} from '../source-files.js'
import {givenColumns, listColumns, namesColumns} from './given-columns.js'
import {guessColumns} from './guess-columns.js'
import {guessSeparator, singleValue} from './guess-separator.js'
import type {TableForm} from './read-records.js'
import {sampleTable, type TableSample} from './sample-table.js'
import {holdsCodes, holdsSeveral, type TableColumn} from './table-columns.js'
import {findHeader, type HeaderPlace, namesIdsAndNames} from './table-header.js'

/** A column with what parts its values, where it may hold several. */
export interface LaidOutColumn extends TableColumn {
  /** Absent: of codes, any of the usual separators. */
  readonly separator?: string
}

/** How the rows of one file are to be read. */
export interface TableLayout {
  readonly file: SourceFile
  readonly form: TableForm
  readonly header: HeaderPlace
  /** Columns of the header, or of the first row. */
  readonly width: number
  readonly columns: readonly LaidOutColumn[]
  /** Some ids, for the source's code. */
  readonly sampleIds: readonly string[]
}

/** Without a header, only so few columns are guessed: ids, names, synonyms. */
const mostUnnamedColumns = 3

/** Fewest rows from which a table whose columns say nothing is told from text that looks like one by chance. */
const fewestRows = 3

/**
 * Whether a file is a table: one whose columns can be guessed, or so regular that a user may name them.
 *
 * @throws {InputError} When the file is damaged or unreadable.
 */
export async function isTable(file: SourceFile): Promise<boolean> {
  const sample = await sampleTable(file)
  if (!sample || !isPlausible(sample, {})) return false
  return sample.records.length >= fewestRows || 'columns' in layOut(file, sample, {})
}

/**
 * Finds the columns of a table.
 *
 * @returns `undefined` for a file that is no table, or whose columns can neither be guessed nor were given.
 * @throws {UsageError} When a column that was given is not there.
 */
export async function findLayout(file: SourceFile, options: ReaderOptions): Promise<TableLayout | undefined> {
  const sample = await sampleTable(file)
  if (!sample || !isPlausible(sample, options)) return undefined
  const layout = layOut(file, sample, options)
  return 'columns' in layout ? layout : undefined
}

/**
 * {@link findLayout} for a file that must be a table.
 *
 * @throws {InputError} When it is none, or the columns cannot be guessed; the hint says how to name them.
 */
export async function needLayout(file: SourceFile, options: ReaderOptions): Promise<TableLayout> {
  const sample = await sampleTable(file)
  if (!sample || !isPlausible(sample, options)) {
    throw new InputError(
      'INPUT_UNKNOWN_FORMAT',
      `${file.path} is no table: its first lines are not parted into the same columns by tabs, commas, semicolons or bars.`,
      'Give CSV, TSV or JSON Lines, or name the columns (--id-column 1 --name-column 2).',
    )
  }
  const layout = layOut(file, sample, options)
  if ('columns' in layout) return layout
  throw new InputError(
    'INPUT_UNKNOWN_FORMAT',
    `${file.path} looks like a table, but which column holds the ${layout.missing} is not clear.`,
    `Name the columns with --id-column and --name-column. ${listColumns(layout.headers, layout.width)}`,
  )
}

/** What is regular, has a header that names both ids and names, or is called a table by the user. */
function isPlausible(sample: TableSample, options: ReaderOptions): boolean {
  if (sample.isRegular || namesColumns(options)) return true
  return sample.isHalfRegular && namesIdsAndNames(findHeader(sample, options).headers)
}

interface Unclear {
  readonly missing: string
  readonly headers: readonly string[]
  readonly width: number
}

function layOut(file: SourceFile, sample: TableSample, options: ReaderOptions): TableLayout | Unclear {
  const {header, headers, rows, width} = findHeader(sample, options)
  if (header === 'none' && width > mostUnnamedColumns && !namesColumns(options)) {
    return {missing: 'ids and which the names', headers, width}
  }
  const given = givenColumns(options, headers, width, file.path)
  const cellsOf = (index: number) => rows.map(({cells}) => cells[index] ?? '')
  const values = Array.from({length: width}, (_, index) => cellsOf(index).map(singleValue))
  const columns = guessColumns(headers, values, given)
  const missing = missingRoles(columns)
  if (missing !== undefined) return {missing, headers, width}
  const id = columns.find(({role}) => role === 'id')!
  return {
    file,
    form: sample.form,
    header,
    width,
    columns: columns.map((column) => ({
      ...column,
      ...separatorOf(column, options, () => cellsOf(column.index)),
    })),
    sampleIds: values[id.index]!.filter((value) => value !== ''),
  }
}

function missingRoles(columns: readonly TableColumn[]): string | undefined {
  const has = (wanted: string) => columns.some(({role}) => role === wanted)
  const isNamed = has('name') || has('synonyms')
  if (has('id')) return isNamed ? undefined : 'names'
  return isNamed ? 'ids' : 'ids and which the names'
}

function separatorOf(
  {role}: TableColumn,
  {separator}: ReaderOptions,
  cells: () => Parameters<typeof guessSeparator>[0],
): {separator?: string} {
  if (!holdsSeveral(role)) return {}
  if (role === 'id') return {separator: '|'}
  if (separator !== undefined && separator !== '') return {separator}
  return holdsCodes(role) ? {} : {separator: guessSeparator(cells())}
}
