/** A line of a text, without its end; `line` counts from 1. */
export interface TextLine {
  readonly line: number
  readonly lineText: string
}

/** Splits at LF and CRLF. The empty rest after a last line end is no line. */
export function* splitLines(text: string): Generator<TextLine> {
  let start = 0
  for (let line = 1; start < text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    yield {line, lineText: text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end)}
    start = end + 1
  }
}
