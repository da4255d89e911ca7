/** Where a line of CSV leaves a reader: after a whole record, inside a quoted cell, or at a quote RFC 4180 does not allow. */
export type QuoteState = 'closed' | 'open' | 'bad'

/**
 * Follows the quotes of one line. A quote opens a cell at its start only, a doubled one stands for itself, a closing one
 * is followed by the delimiter or the end of the line; elsewhere (`5" pipe`) it is a character like others.
 *
 * @param open - Whether the line starts inside a quoted cell.
 * @see RFC 4180, section 2, rules 5 to 7
 */
export function scanQuotes(line: string, delimiter: string, open: boolean): QuoteState {
  if (!open && !line.includes('"')) return 'closed'
  let inside = open
  for (let at = 0; ; ) {
    if (!inside) {
      if (line[at] !== '"') {
        const next = line.indexOf(delimiter, at)
        if (next < 0) return 'closed'
        at = next + delimiter.length
        continue
      }
      inside = true
      at++
    }
    const quote = line.indexOf('"', at)
    if (quote < 0) return 'open'
    const after = line[quote + 1]
    if (after === '"') at = quote + 2
    else if (after === undefined) return 'closed'
    else if (after !== delimiter) return 'bad'
    else {
      inside = false
      at = quote + 2
    }
  }
}
