import {lineSpans, withLineFeeds} from './line-spans.js'
import {listMarker} from './list-marker.js'
import type {Span} from './mention.js'
import {trimSpan} from './spans.js'

/**
 * Splits a text into sentences. Clinical notes are wrapped and listed, so a line end alone does not end a sentence, but
 * a blank line, a list item, a heading (a line ending in a colon) or a table row does.
 *
 * @yields Non-empty spans in order, without white space at their ends.
 */
export function* splitSentences(text: string): Generator<Span> {
  const lined = withLineFeeds(text)
  for (const block of splitBlocks(lined)) yield* splitBlock(lined, block)
}

/** "CXR: clear" on a line of its own. */
const label = /^\s*\p{Lu}[\p{L}\p{N} /-]{0,25}:\s/u

function* splitBlocks(text: string): Generator<Span> {
  const width = widthOf(text)
  let start = 0
  let previous = ''
  for (const {end: lineEnd, start: lineStart} of lineSpans(text)) {
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + 400))
    if (lineStart > start && startsBlock(line, previous, width)) {
      yield {start, end: lineStart}
      start = lineStart
    }
    previous = text.slice(Math.max(lineStart, lineEnd - 400), lineEnd)
  }
  if (start < text.length) yield {start, end: text.length}
}

/** Short lines are not wrapped prose: a list without bullets, a table, an address. */
const wrappedLine = 40

/** Lines looked at for the width of a text. */
const measuredLines = 10_000

/** Texts are not wrapped sooner. */
const narrowest = 72

/** How long the lines of a text are that have no room left, in UTF-16 units. */
function widthOf(text: string): number {
  let width = narrowest
  let lines = 0
  for (const {end, start} of lineSpans(text)) {
    width = Math.max(width, end - start - (text[end - 1] === '\n' ? 1 : 0))
    if (++lines >= measuredLines) break
  }
  return width
}

/** Words that no line ends with of itself, in the languages of the headings. */
const goesOnBehind: ReadonlySet<string> = new Set(
  `a an the of in on at to for by from with without and or but no not is was are were has had have his her their this that which who than as
  der die das den dem des ein eine einen einem einer im am zum zur von vom mit ohne und oder kein keine keinen bei nach für auf
  le la les un une du de des en au aux avec sans et ou par pour pas sur el los las una del con sin y o por para no
  het een van voor met zonder en of geen bij naar op te och eller med utan av för på till ej inte ett i og uden til ikke et den det`.split(
    /\s+/u,
  ),
)

/** Whether the line was ended though the next word had room, and what follows begins anew. */
function isEnded(before: string, line: string, width: number): boolean {
  const [, first = ''] = /^\s*((?=\p{Lu}|\d)\S+)/u.exec(line) ?? []
  if (first === '' || before.length + 1 + first.length > width) return false
  const last = /[\p{L}\p{M}]+$/u.exec(before)?.[0]
  return last !== undefined ? !goesOnBehind.has(last.toLowerCase()) : /[\p{N}.!?)%]$/u.test(before)
}

function startsBlock(line: string, previous: string, width: number): boolean {
  const before = previous.trimEnd()
  if (before === '' || line.trim() === '') return true
  if (/[:;|\t]$/u.test(before) || line.includes('\t') || line.includes('|')) return true
  if (listMarker.test(line) || label.test(line)) return true
  if (isEnded(before, line, width)) return true
  return before.length < wrappedLine && !/^\s*[\p{Ll}(]/u.test(line)
}

/** Very long blocks (a file without a line end) are cut at white space, so that time stays linear. */
const blockLimit = 20_000

function* splitBlock(text: string, {start, end}: Span): Generator<Span> {
  for (let from = start; from < end; ) {
    const to = end - from > blockLimit ? cutBefore(text, from, from + blockLimit) : end
    yield* splitPiece(text, from, to)
    from = to
  }
}

const segmenter = new Intl.Segmenter('en', {granularity: 'sentence'})

// biome-ignore format: word lists
/** Abbreviations that what they belong to follows, in the languages of the headings. Lower case, without the last dot. */
const openAbbreviations: ReadonlySet<string> = new Set([
  'dr', 'drs', 'mr', 'mrs', 'ms', 'prof', 'st', 'vs', 'e.g', 'i.e', 'cf', 'approx', 'resp', 'fig', 'dept',
  'z.b', 'd.h', 'u.a', 'v.a', 'z.n', 'st.n', 'st.p', 'bzw', 'ca', 'evtl', 'ggf', 'inkl', 'hr', 'fr', 'verd', 'sog', 'vgl',
  'a.e', 'nr', 'p.ex', 'mme', 'mlle', 'env', 'p.ej', 'sr', 'sra', 'dra', 'aprox',
  'bijv', 'i.v.m', 't.g.v', 't.p.v', 'dhr', 'mevr', 'mw', 'o.a', 'o.b.v', 'm.n', 'i.p.v',
  't.ex', 'bl.a', 'd.v.s', 'p.g.a', 'misst', 'ev', 'trol', 'f.eks', 'dvs', 'evt', 'obs', 'mhp',
  'vd.a', 'verd.a', 'zust', 'zust.n', 'anamn', 'bek', 'vorbek', 'lt', 'z.a', 'susp', 'atcd', 'antec', 'mog', 'gn', 'wsch', 'wrs',
  'waarsch', 'voorgesch', 'hered', 'tidl', 'disp', 'gl',
])

// biome-ignore format: word lists
/** Abbreviations that may end a sentence, but not before a figure or a small letter. */
const closeAbbreviations: ReadonlySet<string> = new Set([
  'q.d', 'b.i.d', 't.i.d', 'q.i.d', 'p.o', 'i.v', 'i.m', 's.c', 'p.r.n', 'q.h.s', 'a.m', 'p.m', 'no', 'nos', 'p.n', 'tbl',
  'max', 'min', 'tab', 'caps', 'inj', 'wt', 'ht', 'temp', 'o.d', 'h.s', 'etc', 'usw', 'tgl', 'pat', 'pt', 'd',
])

/** How a month begins that follows its day: "3. Mai". */
const month =
  /^(?:jan|feb|fév|mär|mar|maa|mrt|apr|avr|mai|maj|mei|jun|juin|jul|juil|aug|sep|okt|oct|nov|dez|dec|déc)/iu

/** "Fever? no": in the languages of the headings. */
const denial = /^(?:no|none|nil|nein|non|nee|nej)(?!\p{L})/iu

/**
 * Whether a segment goes on in the next one: it ends in a title, in "e.g.", in the number of a list item, in the day of a
 * date, in the question mark of "? pneumonia" or "Imp: ?pneumonia", or in a question that is denied.
 */
function goesOn(segment: string, next: string): boolean {
  if (/^\(?\d{1,3}[.)]\s*$|^[(\s]*\?+\s*$/u.test(segment)) return true
  if (/[\s(:,;/[]\?+$/u.test(segment)) return /^[\p{L}\p{N}]/u.test(next)
  if (/\?\s*$/u.test(segment) && denial.test(next)) return true
  if (/(?:^|\s)\d{1,2}\.\s*$/u.test(segment)) return month.test(next)
  // "V. a." and "Verd. a." have a space within
  const [, first, last] = /(?:^|[\s(])(?:(\p{L}{1,4})\.\s)?(\p{L}[\p{L}.]{0,8})\.\s*$/u.exec(segment) ?? []
  if (last === undefined) return false
  const abbreviations = first === undefined ? [last] : [last, `${first}.${last}`]
  return abbreviations
    .map((abbreviation) => abbreviation.toLowerCase())
    .some(
      (abbreviation) =>
        openAbbreviations.has(abbreviation) ||
        (closeAbbreviations.has(abbreviation) && !/^\p{Lu}/u.test(next)),
    )
}

function* splitPiece(text: string, from: number, to: number): Generator<Span> {
  // Unicode's rules break at every line end; here only the text decides
  const piece = text.slice(from, to).replace(/[\r\n]/g, ' ')
  let start = 0
  for (const {index, segment} of segmenter.segment(piece)) {
    const end = index + segment.length
    if (end < piece.length && goesOn(piece.slice(Math.max(start, end - 20), end), piece.slice(end, end + 5)))
      continue
    yield* shortened(text, from + start, from + end)
    start = end
  }
}

/** No sentence is longer: what a list without a full stop costs would grow with the square of its length. */
const longestSentence = 2000

function* shortened(text: string, start: number, end: number): Generator<Span> {
  for (let from = start; from < end; ) {
    const to = end - from > longestSentence ? cutBefore(text, from, from + longestSentence) : end
    const span = trimSpan(text, from, to)
    if (span.start < span.end) yield span
    from = to
  }
}

/** Where to cut: behind the last blank, or where there is none between two characters. */
function cutBefore(text: string, from: number, most: number): number {
  const space = text.slice(from, most + 1).lastIndexOf(' ')
  if (space > 0) return from + space
  return isLowSurrogate(text, most) ? most - 1 : most
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}
