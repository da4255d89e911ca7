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

/**
 * The text with an LF for each CR that has none, as in HL7 messages and in files of old systems, so that a line ends there too. All
 * offsets stay.
 */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/gu, '\n') : text
}
