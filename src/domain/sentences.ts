import type {Span} from './mention.js'

/**
 * Splits a text into sentences. Clinical notes are wrapped and listed, so a line end alone does not end a sentence, but
 * a blank line, a list item, a heading (a line ending in a colon) or a table row does.
 *
 * @yields Non-empty spans in order, without white space at their ends.
 */
export function* splitSentences(text: string): Generator<Span> {
  for (const block of splitBlocks(text)) yield* splitBlock(text, block)
}

const listItem = /^\s*(?:[-*•·‣▪–+>]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s/iu

/** "CXR: clear" on a line of its own. */
const label = /^\s*\p{Lu}[\p{L}\p{N} /-]{0,25}:\s/u

function* splitBlocks(text: string): Generator<Span> {
  let start = 0
  let previous = ''
  let lineStart = 0
  while (lineStart < text.length) {
    const newline = text.indexOf('\n', lineStart)
    const lineEnd = newline === -1 ? text.length : newline + 1
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + 400))
    if (lineStart > start && startsBlock(line, previous)) {
      yield {start, end: lineStart}
      start = lineStart
    }
    previous = text.slice(Math.max(lineStart, lineEnd - 400), lineEnd)
    lineStart = lineEnd
  }
  if (start < text.length) yield {start, end: text.length}
}

/** Short lines are not wrapped prose: a list without bullets, a table, an address. */
const wrappedLine = 40

function startsBlock(line: string, previous: string): boolean {
  const before = previous.trimEnd()
  if (before === '' || line.trim() === '') return true
  if (/[:;|\t]$/u.test(before) || line.includes('\t') || line.includes('|')) return true
  if (listItem.test(line) || label.test(line)) return true
  return before.length < wrappedLine && !/^\s*[\p{Ll}(]/u.test(line)
}

/** Very long blocks (a file without a line end) are cut at white space, so that time stays linear. */
const blockLimit = 20_000

function* splitBlock(text: string, {start, end}: Span): Generator<Span> {
  for (let from = start; from < end; ) {
    let to = Math.min(end, from + blockLimit)
    if (to < end) {
      const space = text.lastIndexOf(' ', to)
      if (space > from) to = space
      else if (isLowSurrogate(text, to)) to -= 1
    }
    yield* splitPiece(text, from, to)
    from = to
  }
}

const segmenter = new Intl.Segmenter('en', {granularity: 'sentence'})

/** Segments that end like this go on in the next one: titles, "e.g.", the number of a list item. */
const goesOn =
  /(?:^|[\s(])(?:[Dd]r|Mrs?|Ms|Prof|St|vs?|e\.g|i\.e|cf|approx|resp|no|Fig|q\.d|b\.i\.d|p\.o)\.\s*$|^\(?\d{1,3}[.)]\s*$/u

function* splitPiece(text: string, from: number, to: number): Generator<Span> {
  // Unicode's rules break at every line end; here only the text decides
  const piece = text.slice(from, to).replace(/[\r\n]/g, ' ')
  let start = 0
  for (const {index, segment} of segmenter.segment(piece)) {
    const end = index + segment.length
    if (end < piece.length && goesOn.test(piece.slice(Math.max(start, end - 20), end))) continue
    const span = trimSpan(text, from + start, from + end)
    if (span) yield span
    start = end
  }
}

function trimSpan(text: string, start: number, end: number): Span | undefined {
  const sentence = text.slice(start, end)
  const trimmed = sentence.trim()
  if (trimmed === '') return undefined
  const lead = sentence.length - sentence.trimStart().length
  return {start: start + lead, end: start + lead + trimmed.length}
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
