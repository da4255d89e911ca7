import type {Span} from '../domain/mention.js'
import type {CodePoints} from './code-points.js'

/** A place as a format gives it: code points, end exclusive. */
export interface CodePointSpan {
  readonly start: number
  readonly end: number
}

/** Where a mention is, as `GivenMention` says it. */
export interface MentionPlace extends Span {
  readonly spans?: readonly Span[]
}

/**
 * Finds the place of a mention in a text.
 *
 * @param pieces - At least one, in any order. Pieces with nothing between them but white space with a line end are one: some
 *   formats have no mention across a line end.
 * @param quoted - What the format says stands there; white space and `...` between pieces do not matter.
 * @returns What is wrong, as a string that quotes nothing, where it cannot be right.
 */
export function locateMention(
  text: string,
  points: CodePoints,
  pieces: readonly CodePointSpan[],
  quoted: string | undefined,
): MentionPlace | string {
  if (pieces.length === 0) return 'it has no place'
  const inside = ({end, start}: CodePointSpan) =>
    Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && end <= points.length
  if (!pieces.every(inside)) return 'its offsets lie outside of the text'
  if (pieces.some(({end, start}) => start >= end)) return 'it covers nothing'
  const sorted = pieces
    .map(({end, start}) => ({start: points.toUtf16(start), end: points.toUtf16(end)}))
    .sort((a, b) => a.start - b.start)
  const spans: Span[] = []
  for (const piece of sorted) {
    const last = spans.at(-1)
    if (last && piece.start < last.end) return 'its pieces overlap'
    if (last && isLineEnd(text.slice(last.end, piece.start)))
      spans.splice(-1, 1, {start: last.start, end: piece.end})
    else spans.push(piece)
  }
  const start = (spans[0] as Span).start
  const end = (spans.at(-1) as Span).end
  if (quoted !== undefined && !isQuoted(text, spans, quoted)) return 'the text at its offsets is another'
  return {start, end, ...(spans.length > 1 && {spans})}
}

function isLineEnd(gap: string): boolean {
  return /[\r\n]/.test(gap) && gap.trim() === ''
}

/**
 * Whether a quotation is the text of a mention: of its pieces, or from the first to the last; white space and `...` do not
 * matter.
 *
 * @param spans - In order of the text, at least one.
 */
export function isQuoted(text: string, spans: readonly Span[], quoted: string): boolean {
  const start = (spans[0] as Span).start
  const end = (spans.at(-1) as Span).end
  // far longer ones are not looked at: many of them would take no end of time
  const longest = 2 * quoted.length + 1000
  const isSame = (words: readonly string[]) => bare(words.join('')) === bare(quoted)
  const length = spans.reduce((sum, span) => sum + span.end - span.start, 0)
  return (
    (length <= longest && isSame(spans.map((span) => text.slice(span.start, span.end)))) ||
    (end - start <= longest && isSame([text.slice(start, end)]))
  )
}

/** Without what formats replace or add: white space, and dots between pieces. */
function bare(words: string): string {
  return words.replace(/\s+|\.{3}/g, '')
}
