import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import type {BitSet} from '../bit-set.js'
import {versionOf} from './effective-time.js'
import {type KeptLines, keptNameOf} from './kept-lines.js'
import type {Rf2File} from './rf2-file.js'
import {Rf2LineChecker} from './rf2-line-checker.js'
import {rf2Lines} from './rf2-lines.js'
import {type Rf2RowOptions, rf2RowMakers} from './rf2-rows.js'

/** Which rows of a file count, and what else their reading depends on. */
export interface Rf2FileReading {
  /** The lines that count; absent: all, since no other file has versions of its rows. */
  readonly lines?: BitSet
  /** Rows with a later effective time do not count. */
  readonly upTo?: string
  readonly kept: KeptLines
  readonly rows: Rf2RowOptions
  readonly report: ReportProblem
}

/**
 * Reads one RF2 file. Reports what `rf2Lines` and {@link Rf2LineChecker} find, and `later-than-release`; a version that
 * does not count is left out without a word.
 *
 * RF2 has no quoting: a tab always ends a column, a line end always ends a row. Two rows of one id in a lone Snapshot are
 * both yielded: to notice them, every id would have to be kept.
 *
 * @returns Rows of a piece of the file at a time.
 */
export async function* readRf2File(
  file: Rf2File,
  {kept, lines: counting, report, rows: options, upTo}: Rf2FileReading,
): AsyncGenerator<readonly OntologyRow[]> {
  const makeRows = rf2RowMakers[file.kind]
  const checker = new Rf2LineChecker(file, report)
  const keptName = keptNameOf(file)
  const isTooLate = (time: string) => upTo !== undefined && versionOf(time, file.date) > versionOf(upTo)
  let started = false
  for await (const batch of rf2Lines(file.file, report)) {
    const rows: OntologyRow[] = []
    batch.lines.forEach((line, index) => {
      if (line === '') return
      const at = {file: file.file.path, line: batch.firstLine + index}
      const columns = line.split('\t')
      if (!checker.check(columns, at)) return
      if (isTooLate(columns[1]!)) {
        if (file.releaseType === 'snapshot') reportTooLate(at, report)
        return
      }
      if (counting && !counting.has(at.line)) return
      checker.warnOfOddities(columns, at)
      makeRows(columns, at, rows, options)
      // after the first row: a concept comes before what is said of it
      if (!started) {
        kept.start(file, rows)
        started = true
      }
      kept.keep(keptName, file.kind, columns, line, at, rows)
    })
    if (rows.length > 0) yield rows
  }
}

/** Full files hold the version before; a Snapshot does not. */
function reportTooLate(at: SourceLine, report: ReportProblem): void {
  report({
    kind: 'later-than-release',
    severity: 'skipped',
    message: 'The row is later than the date asked for, and a Snapshot does not say what was there before.',
    at,
  })
}
