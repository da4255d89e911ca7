import type {ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {isAsWide} from '../header-columns.js'
import {readLines} from '../read-lines.js'
import {cellsOf} from './rrf-file.js'
import type {RrfTableFile} from './rrf-release.js'

/** A row of a table. */
export class RrfRow {
  constructor(
    private readonly cells: readonly string[],
    private readonly places: ReadonlyMap<string, number>,
    readonly at: SourceLine,
  ) {}

  /** The cell of a column; empty where the table lacks the column. */
  get(column: string): string {
    return this.cells[this.places.get(column) ?? -1] ?? ''
  }
}

/**
 * Reads a table of RRF: no header, no quoting, a bar ends every column. Reports `too-few-columns`, `too-many-columns` (the
 * cells would be in the wrong columns: the row is skipped), `fewer-rows` and `more-rows` than MRFILES promises.
 *
 * @returns Rows of a piece of the file at a time.
 */
export async function* readRrfRows(
  {file, columns, rows: promised}: Pick<RrfTableFile, 'file' | 'columns' | 'rows'>,
  report: ReportProblem,
): AsyncGenerator<readonly RrfRow[]> {
  const places = new Map(columns.map((name, index) => [name, index]))
  let lineCount = 0
  let found = 0
  for await (const {firstLine, lines} of readLines(file, report)) {
    const rows: RrfRow[] = []
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!
      if (line === '') continue
      found++
      lineCount = firstLine + i
      const at = {file: file.path, line: lineCount}
      const cells = cellsOf(line)
      if (isAsWide(cells, columns.length, report, at)) rows.push(new RrfRow(cells, places, at))
    }
    if (rows.length > 0) yield rows
  }
  if (promised === undefined || promised === found) return
  const message = `The table has ${found} rows instead of the ${promised} that MRFILES.RRF promises.`
  report({
    kind: found < promised ? 'fewer-rows' : 'more-rows',
    severity: found < promised ? 'skipped' : 'warning',
    message,
    at: {file: file.path, line: Math.max(1, lineCount)},
  })
}
