import {readLines} from '../read-lines.js'
import type {SourceFile} from '../source-files.js'
import {parseObject} from './object-record.js'
import {isComment, readRecords, type TableForm, type TableRecord} from './read-records.js'

/** A table's form, and its first records, the header line among them where there is one. */
export interface TableSample {
  readonly form: TableForm
  readonly records: readonly TableRecord[]
  /** Lines before the first record that start with `#`. */
  readonly comments: readonly string[]
  /** Whether almost every record has as many cells as the first: what is no table would have to do so by chance. */
  readonly isRegular: boolean
  /** Whether at least half of them have: enough where the header leaves no doubt. */
  readonly isHalfRegular: boolean
}

/** Share of the lines that may hold NUL bytes: damage, while a file that is no text has them everywhere. */
const mostBinary = 0.1

/** Wider files are matrices, of which a sample alone would fill the memory. */
const mostColumns = 1000

const sampleLines = 2000
const sampleLength = 1 << 20

/** Share of the records that must have the width of the first, one bad one allowed from four on. */
const regularShare = 0.9
const fewestForOneBad = 4

/**
 * Reads the start of a file as a table: JSON objects, else text parted by tabs, commas, semicolons or pipes, whichever
 * gives the most regular rows. A tab in the first line settles it: what holds tabs may hold commas in any number.
 *
 * @returns `undefined` for what has no columns at all.
 * @throws {InputError} When the file is damaged or unreadable.
 */
export async function sampleTable(file: SourceFile): Promise<TableSample | undefined> {
  if (!file.canUnpack) return undefined
  const lines = await firstLines(file)
  const first = lines?.find((line) => line.trim() !== '' && !isComment(line))
  if (lines === undefined || first === undefined) return undefined
  if (first.startsWith('{')) return sampleObjects(lines)
  if (first.includes('\t')) return sampleDelimited(lines, tabbedForm(first))
  const samples = await Promise.all(
    forms.filter(({delimiter}) => first.includes(delimiter)).map((form) => sampleDelimited(lines, form)),
  )
  const usable = samples.filter((sample) => sample !== undefined)
  return (
    usable.find(({isRegular}) => isRegular) ?? usable.find(({isHalfRegular}) => isHalfRegular) ?? usable[0]
  )
}

/** Tabs part columns without quotes; where every column of the header has quotes, a program (R) wrote them everywhere. */
function tabbedForm(header: string): TableForm {
  const isQuoted = header.split('\t').every((cell) => /^".*"$/.test(cell))
  return {kind: isQuoted ? 'csv' : 'plain', delimiter: '\t'}
}

/** In the order in which they are believed; semicolons where commas are decimal points. */
const forms: readonly Exclude<TableForm, {kind: 'json'}>[] = [
  {kind: 'csv', delimiter: ','},
  {kind: 'csv', delimiter: ';'},
  {kind: 'plain', delimiter: '|'},
]

/** @returns `undefined` for what is not text. */
async function firstLines(file: SourceFile): Promise<string[] | undefined> {
  const found: string[] = []
  let length = 0
  let binary = 0
  const report = ({kind}: {kind: string}) => {
    if (kind === 'nul-byte') binary++
  }
  reading: for await (const {lines} of readLines(file, report)) {
    for (const line of lines) {
      found.push(line)
      length += line.length
      if (found.length >= sampleLines || length >= sampleLength) break reading
    }
  }
  return binary > Math.max(1, mostBinary * found.length) ? undefined : found
}

async function sampleObjects(lines: readonly string[]): Promise<TableSample | undefined> {
  const filled = lines.filter((line) => line.trim() !== '')
  const objects = filled.map(parseObject).filter((object) => object !== undefined)
  if (objects.length < regularShare * filled.length) return undefined
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))].slice(0, mostColumns)
  if (keys.includes('resourceType')) return undefined // FHIR, which has readers of its own
  const form: TableForm = {kind: 'json', keys}
  return {form, records: await recordsOf(lines, form), comments: [], isRegular: true, isHalfRegular: true}
}

async function sampleDelimited(lines: readonly string[], form: TableForm): Promise<TableSample | undefined> {
  const records = await recordsOf(lines, form)
  const width = records[0]?.cells.length ?? 0
  if (width < 2 || width > mostColumns) return undefined
  const isTabbed = form.kind === 'plain' && form.delimiter === '\t'
  // many a program leaves empty cells out at the end of a line
  const fitting = records.filter(
    ({cells: {length}}) => length === width || (isTabbed && length > 1 && length < width),
  )
  const bad = records.length - fitting.length
  const mostBad = Math.max((1 - regularShare) * records.length, records.length >= fewestForOneBad ? 1 : 0)
  const comments = lines.slice(0, (records[0]?.line ?? 1) - 1).filter(isComment)
  return {form, records, comments, isRegular: bad <= mostBad, isHalfRegular: bad <= records.length / 2}
}

/** Problems are reported when the table is read for good. */
async function recordsOf(lines: readonly string[], form: TableForm): Promise<TableRecord[]> {
  async function* open() {
    yield Buffer.from(lines.join('\n'))
  }
  const records: TableRecord[] = []
  for await (const batch of readRecords({path: '', open}, form, () => {})) records.push(...batch)
  return records
}
