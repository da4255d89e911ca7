/**
 * One record of comma-separated values. Texts stay as they are, line ends in them included.
 *
 * @returns The record without its line end.
 * @see RFC 4180, section 2 (quoting).
 */
export function csvRecord(values: readonly (string | number | null | undefined)[]): string {
  return values.map((value) => csvField(String(value ?? ''))).join(',')
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
