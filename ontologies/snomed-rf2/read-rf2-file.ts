import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {type LineBatch, readLines} from '../read-lines.js'
import {isBlankOrComment, type Rf2File} from './rf2-file.js'
import {Rf2LineChecker} from './rf2-line-checker.js'
import {type Rf2RowOptions, rf2RowMakers} from './rf2-rows.js'

/**
 * Reads one RF2 file. Reports `comment-line`, and what {@link Rf2LineChecker} finds.
 *
 * RF2 has no quoting: a tab always ends a column, a line end always ends a row. Two rows of one id are both yielded: to
 * notice them, every id would have to be kept.
 *
 * @returns Rows of a piece of the file at a time.
 */
export async function* readRf2File(
  {file, kind, columnCount}: Rf2File,
  options: Rf2RowOptions,
  report: ReportProblem,
): AsyncGenerator<readonly OntologyRow[]> {
  const makeRows = rf2RowMakers[kind]
  const checker = new Rf2LineChecker(kind, columnCount, report)
  for await (const batch of rf2Lines(file, report)) {
    const rows: OntologyRow[] = []
    batch.lines.forEach((line, index) => {
      if (line === '') return
      const at = {file: file.path, line: batch.firstLine + index}
      const columns = line.split('\t')
      if (checker.check(columns, at)) makeRows(columns, at, rows, options)
    })
    if (rows.length > 0) yield rows
  }
}

/** The lines of an RF2 file with the header and what is no row made empty. */
export async function* rf2Lines(file: Rf2File['file'], report: ReportProblem): AsyncGenerator<LineBatch> {
  let headerSeen = false
  for await (const {firstLine, lines} of readLines(file, report)) {
    const rows = lines.map((line, index) => {
      // rows start with a digit, or with a UUID's letter
      if (line.charCodeAt(0) <= 35 && isBlankOrComment(line)) {
        if (line.startsWith('#')) {
          report({
            kind: 'comment-line',
            severity: 'warning',
            message: 'The line starts with "#": RF2 knows no comments. It was left out.',
            at: {file: file.path, line: firstLine + index},
          })
        }
        return ''
      }
      if (headerSeen) return line
      headerSeen = true
      return ''
    })
    yield {firstLine, lines: rows}
  }
}
