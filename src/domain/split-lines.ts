/** A line of a text, without its end; `line` counts from 1. */
export interface TextLine {
  readonly line: number
  readonly lineText: string
}

/**
 * Splits at LF and CRLF. The empty rest after a last line end is no line.
 *
 * @param before - Lines that stand before the text.
 */
export function* splitLines(text: string, before = 0): Generator<TextLine> {
  let start = 0
  for (let line = before + 1; start < text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    yield {line, lineText: text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end)}
    start = end + 1
  }
}
