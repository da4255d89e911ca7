import type {ReportProblem} from '../src/domain/ontology.js'
import {LineSplitter} from './line-splitter.js'
import type {SourceFile} from './source-files.js'

/** Some lines of a file, as many as a piece of it completed. */
export interface LineBatch {
  /** Number of `lines[0]`, from 1; the others follow without a gap. */
  readonly firstLine: number
  /** Without line ends. The line of a problem that skipped it stands here as an empty one. */
  readonly lines: readonly string[]
}

/**
 * Reads a UTF-8 text by lines, in memory that does not grow with the file nor with its longest line.
 *
 * Ends at LF or CRLF, drops a byte order mark. Reports `invalid-utf8` (warning: the bytes became U+FFFD), `nul-byte` and
 * `line-too-long` (the line is skipped).
 *
 * @param options.maxLineBytes - Longest line that is still read; 1 MiB.
 * @throws {InputError} What opening and reading the file throws.
 */
export async function* readLines(
  file: Pick<SourceFile, 'path' | 'open'>,
  report: ReportProblem,
  {maxLineBytes = 1 << 20}: {maxLineBytes?: number} = {},
): AsyncGenerator<LineBatch> {
  const splitter = new LineSplitter(file.path, report, maxLineBytes)
  for await (const chunk of file.open()) {
    const batch = splitter.push(chunk)
    if (batch.lines.length > 0) yield batch
  }
  const last = splitter.end()
  if (last.lines.length > 0) yield last
}
