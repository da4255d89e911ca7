import type {TextLine} from '../../domain/split-lines.js'
import {splitLines} from '../../domain/split-lines.js'
import {InputError} from '../../errors.js'
import {CsvLineJoiner} from '../../files/csv-line-joiner.js'
import {type CsvRecord, recordSplitter, type SplitRecord} from '../../files/csv-records.js'
import type {ReaderOptions, TableColumns, TextReader} from '../document-reader.js'
import type {InputText} from '../read-text.js'

/** What a column of texts is called, the most telling first. */
const textNames = ['text', 'note', 'note_text', 'notetext', 'mention', 'label', 'name', 'term', 'description']

/** What else a header may hold, so that it is not taken for a row where the column is given by number. */
const headerNames = new Set([
  ...textNames,
  'id',
  'code',
  'date',
  'patient_id',
  'note_id',
  'row_id',
  'type',
  'source',
])

const delimiters = ['\t', ';', ','] as const

/** Characters and lines at the start by which the delimiter is told. */
const lookedAt = 1 << 16
const sampledLines = 20

/** A row of a table that has a text. */
interface TextRow extends TextLine {
  readonly id: string
}

/** Every row of CSV or TSV is a document, named by its id column or its file and line. */
export async function loadCsvReader(): Promise<TextReader> {
  const splitters = new Map<string, SplitRecord>()
  for (const delimiter of delimiters) splitters.set(delimiter, await recordSplitter(delimiter))
  return function* (input, options) {
    const delimiter = guessDelimiter(input.text)
    const split = splitters.get(delimiter) as SplitRecord
    for (const {id, lineText} of rowsOf(input, delimiter, split, options)) yield {id, text: lineText}
  }
}

/** The column of a table as a list of mentions; `line` is where the row starts. */
export async function readMentionColumn(input: InputText, options: ReaderOptions): Promise<TextLine[]> {
  const delimiter = guessDelimiter(input.text)
  return [...rowsOf(input, delimiter, await recordSplitter(delimiter), options)]
}

/** Whether a file called `.csv` or `.tsv` has a column that is surely of texts. */
export function isTextTable(start: string, name: string): boolean {
  if (!/\.[ct]sv(?:\.gz)?$/i.test(name)) return false
  const head = start.slice(0, lookedAt)
  const [first = ''] = head.replace(/^\uFEFF/u, '').split(/\r?\n/, 1)
  const cells = first.split(guessDelimiter(head)).map((cell) => plain(cell.replace(/^"(.*)"$/, '$1')))
  return cells.some((cell) => cell === 'text' || cell === 'note' || cell === 'note_text')
}

function* rowsOf(
  {name, text}: InputText,
  delimiter: string,
  split: SplitRecord,
  {columns = {}, onBadLine}: ReaderOptions,
): Generator<TextRow> {
  let layout: {text: number; id: number | undefined; width: number} | undefined
  for (const {cells, line} of recordsOf(name, text.replace(/^\uFEFF/u, ''), delimiter, split, onBadLine)) {
    if (layout === undefined) {
      const isHeader = isHeaderFor(cells, columns)
      layout = {...columnsOf(name, cells, columns, isHeader), width: cells.length}
      if (isHeader) continue
    }
    if (cells.length !== layout.width) {
      onBadLine({name, line, reason: `${cells.length} cells instead of ${layout.width}`})
      continue
    }
    const id = layout.id === undefined ? '' : (cells[layout.id] ?? '').trim()
    yield {line, id: id === '' ? `${name}:${line}` : id, lineText: cells[layout.text] ?? ''}
  }
}

function* recordsOf(
  name: string,
  text: string,
  delimiter: string,
  split: SplitRecord,
  onBadLine: ReaderOptions['onBadLine'],
): Generator<CsvRecord> {
  const report: ConstructorParameters<typeof CsvLineJoiner>[1] = ({at, kind}) =>
    onBadLine({
      name,
      line: at?.line ?? 1,
      reason: kind === 'bad-quote' ? 'a cell goes on after its closing quote' : 'a quote is not closed',
    })
  const joiner = new CsvLineJoiner(name, report, delimiter, split)
  for (const {line, lineText} of splitLines(text)) {
    const records: CsvRecord[] = []
    joiner.push(lineText, line, records)
    yield* records
  }
  const last: CsvRecord[] = []
  joiner.end(last)
  yield* last
}

/** A column named in words is in the header; beside a number, a first row is one that has the name of a common column. */
function isHeaderFor(cells: readonly string[], columns: TableColumns): boolean {
  const named = [columns.text, columns.id].filter((column) => column !== undefined)
  if (columns.text === undefined || named.some((column) => !isNumber(column))) return true
  return cells.some((cell) => headerNames.has(plain(cell)))
}

/** The message names no other column: without a header, the first row is a patient's. */
function columnsOf(
  name: string,
  cells: readonly string[],
  {id, text}: TableColumns,
  isHeader: boolean,
): {text: number; id: number | undefined} {
  const find = (column: string): number => {
    const exact = isHeader ? cells.findIndex((cell) => cell.trim() === column) : -1
    const at = exact >= 0 || !isHeader ? exact : cells.findIndex((cell) => plain(cell) === plain(column))
    if (at >= 0) return at
    if (isNumber(column) && Number(column) <= cells.length) return Number(column) - 1
    throw new InputError(
      'INPUT_UNUSABLE',
      `${name} has no column ${column}; its first row has ${cells.length}.`,
      'Give a name of its header, or a number from 1.',
    )
  }
  return {
    text: text === undefined ? guessTextColumn(name, cells) : find(text),
    id: id === undefined ? undefined : find(id),
  }
}

function guessTextColumn(name: string, cells: readonly string[]): number {
  const names = cells.map(plain)
  const at = textNames.map((textName) => names.indexOf(textName)).find((index) => index >= 0)
  if (at !== undefined) return at
  throw new InputError(
    'INPUT_UNUSABLE',
    `${name} has no column called text or note.`,
    'Name the column: --column NAME.',
  )
}

/** The delimiter that most of the first lines have as often as the header; a tab where none is there. */
function guessDelimiter(text: string): string {
  const lines = text
    .slice(0, lookedAt)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampledLines)
  let best = {delimiter: '\t', share: 0}
  for (const delimiter of delimiters) {
    const [width = 1, ...widths] = lines.map((line) => line.split(delimiter).length)
    if (width === 1) continue
    const share = 1 + widths.filter((other) => other === width).length
    if (share > best.share) best = {delimiter, share}
  }
  return best.delimiter
}

function plain(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

function isNumber(column: string): boolean {
  return /^[1-9]\d*$/.test(column)
}
