import type {ReportProblem, SourceLine} from '../src/domain/ontology.js'

/**
 * The column names of a first line, for formats whose columns are known: without quotes, lower case.
 *
 * @returns Empty for an empty line.
 */
export function headerCells(line: string, delimiter: string): string[] {
  if (line.trim() === '') return []
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, '').toLowerCase())
}

/** Whether a header names all these columns. */
export function hasColumns(header: readonly string[], names: readonly string[]): boolean {
  return names.every((name) => header.includes(name))
}

/**
 * Whether a row is as wide as its header; else reports `too-few-columns` or `too-many-columns` (skipped), since which cell
 * belongs to which column is then unknown.
 */
export function isAsWide(
  cells: readonly string[],
  width: number,
  report: ReportProblem,
  at: SourceLine,
): boolean {
  if (cells.length === width) return true
  report({
    kind: cells.length < width ? 'too-few-columns' : 'too-many-columns',
    severity: 'skipped',
    message: `The row has ${cells.length} columns instead of ${width}.`,
    at,
  })
  return false
}
