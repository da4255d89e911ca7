import type {ReportProblem} from '../src/domain/ontology.js'
import {CsvLineJoiner} from './csv-line-joiner.js'
import {readLines} from './read-lines.js'
import type {SourceFile} from './source-files.js'

/** A record of CSV; `line` is that of its first character, from 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvOptions {
  readonly delimiter?: string
  readonly isLeadingComment?: (line: string) => boolean
}

/** Splits one record, which may hold line ends in its quoted cells. */
export type SplitRecord = (text: string) => readonly string[]

/**
 * Reads RFC 4180: cells in quotes may hold delimiters, doubled quotes and line ends; the header is a record like others.
 *
 * Reports, beside what `readLines` does, `unclosed-quote` and `bad-quote` (the line is skipped, reading goes on with the
 * next): a quote that is never closed costs its own line and no other.
 *
 * @param options.delimiter - One character; a comma.
 * @param options.isLeadingComment - Which lines before the first record are no records.
 * @returns The records that a piece of the file completed, at a time.
 */
export async function* readCsv(
  file: Pick<SourceFile, 'path' | 'open'>,
  report: ReportProblem,
  {delimiter = ',', isLeadingComment}: CsvOptions = {},
): AsyncGenerator<readonly CsvRecord[]> {
  const joiner = new CsvLineJoiner(file.path, report, delimiter, await recordSplitter(delimiter))
  let hasStarted = isLeadingComment === undefined
  for await (const {firstLine, lines} of readLines(file, report)) {
    const records: CsvRecord[] = []
    lines.forEach((line, index) => {
      if (!hasStarted && (line === '' || isLeadingComment?.(line))) return
      hasStarted = true
      joiner.push(line, firstLine + index, records)
    })
    if (records.length > 0) yield records
  }
  const last: CsvRecord[] = []
  joiner.end(last)
  if (last.length > 0) yield last
}

/** A splitter of single records; quick where a record holds no quote. */
export async function recordSplitter(delimiter: string): Promise<SplitRecord> {
  const {parse} = await import('csv-parse/sync')
  const options = {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    // a quote inside a cell that starts without one (`5" pipe`) stands for itself
    relax_quotes: true,
    to: 1,
  }
  return (text) => (text.includes('"') ? (parse(text, options)[0] ?? ['']) : text.split(delimiter))
}
