/**
 * One line of tab-separated values without quoting: tabs and line ends inside a value become spaces, absent values are
 * empty.
 *
 * @returns The line with its LF.
 */
export function tsvLine(values: readonly (string | number | null | undefined)[]): string {
  return `${values.map((value) => String(value ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`
}
