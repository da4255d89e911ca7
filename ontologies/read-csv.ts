import type {ReportProblem} from '../src/domain/ontology.js'
import {CsvLineJoiner} from '../src/files/csv-line-joiner.js'
import {type CsvRecord, recordSplitter} from '../src/files/csv-records.js'
import {readLines} from './read-lines.js'
import type {SourceFile} from './source-files.js'

export interface CsvOptions {
  readonly delimiter?: string
  readonly isLeadingComment?: (line: string) => boolean
}

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
