/** Bold on and off, as `styleText` writes them. */
const ownStyles: ReadonlySet<string> = new Set(['\u001B[1m', '\u001B[22m', '\n', '\t'])

/**
 * A text as a terminal may show it: what a name, a file or a document could give it orders by, or turn the reading direction
 * with, stands as U+FFFD. Line ends, tabs and our own bold stay.
 */
export function forTerminal(text: string): string {
  return text.replace(/\u001B\[\d+m|[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, (order) =>
    ownStyles.has(order) ? order : '\uFFFD',
  )
}
