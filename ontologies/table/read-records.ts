import type {ReportProblem} from '../../src/domain/ontology.js'
import {readCsv} from '../read-csv.js'
import {readLines} from '../read-lines.js'
import type {SourceFile} from '../source-files.js'
import {objectRecord} from './object-record.js'

/** A cell; several values only where the format itself tells them apart (an array of JSON Lines). */
export type Cell = string | readonly string[]

/** A row of a table; `line` is that of its start, from 1. */
export interface TableRecord {
  readonly line: number
  readonly cells: readonly Cell[]
}

/** How a table is written: CSV with quotes (RFC 4180), text whose quotes are characters like others, or JSON Lines. */
export type TableForm =
  | {readonly kind: 'csv'; readonly delimiter: string}
  | {readonly kind: 'plain'; readonly delimiter: string}
  | {readonly kind: 'json'; readonly keys: readonly string[]}

/** Tables of this field may start with lines of `#`, one of which may name the columns (CTD, GAF). */
export function isComment(line: string): boolean {
  return line.startsWith('#')
}

/**
 * The records of a table, its header line among them; blank lines and the comments before the first record are none. Reports what `readLines` and `readCsv` do;
 * JSON Lines: `bad-json`, `unsafe-number` (skipped), `nested-value` (warning).
 */
export async function* readRecords(
  file: Pick<SourceFile, 'path' | 'open'>,
  form: TableForm,
  report: ReportProblem,
): AsyncGenerator<readonly TableRecord[]> {
  if (form.kind === 'csv') {
    yield* readCsv(file, report, {delimiter: form.delimiter, isLeadingComment: isComment})
    return
  }
  let hasStarted = false
  for await (const {firstLine, lines} of readLines(file, report)) {
    const records: TableRecord[] = []
    lines.forEach((text, index) => {
      if (text.trim() === '' || (!hasStarted && isComment(text))) return
      hasStarted = true
      const line = firstLine + index
      if (form.kind === 'plain') records.push({line, cells: text.split(form.delimiter)})
      else {
        const cells = objectRecord(text, form.keys, report, {file: file.path, line})
        if (cells) records.push({line, cells})
      }
    })
    if (records.length > 0) yield records
  }
}
