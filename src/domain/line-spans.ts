import type {Span} from './mention.js'

/** The lines of a text in order, each with its LF. */
export function* lineSpans(text: string): Generator<Span> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline + 1
    yield {start, end}
    start = end
  }
}
