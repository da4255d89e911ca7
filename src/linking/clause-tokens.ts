import type {Span} from '../domain/mention.js'

/** A word, a number, a sign or a mention of a sentence. Offsets are in the sentence. */
export interface ClauseToken extends Span {
  readonly kind: 'word' | 'sign' | 'mention' | 'mark'
  /** As written, straight apostrophes; what phrases are compared with. Empty for a mention. */
  readonly text: string
}

/**
 * Elided and contracted words keep their apostrophe (`d'`, `can'`); ticks and signed brackets are one token; a tab divides
 * cells; other white space divides words only.
 */
const tokenPattern =
  /(?<mark>\[[ xX✓✔_+nNyY-]?\]|\([ xX+-]?\)|[☐☑☒✓✔✗✘])|(?<word>[\p{L}\p{N}\p{M}]+['’]?)|(?<sign>\t|[^\s])/gu

/** Stands for the characters of mentions, so that no trigger is found inside of one. */
const mask = '\uFFFC'

/** Splits a phrase of the rules, or a sentence without mentions, into tokens. */
export function splitClause(text: string): ClauseToken[] {
  const tokens: ClauseToken[] = []
  for (const match of text.matchAll(tokenPattern)) {
    const {mark, word} = match.groups as {mark?: string; word?: string}
    const [written] = match
    const start = match.index
    tokens.push({
      start,
      end: start + written.length,
      kind: mark === undefined ? (word === undefined ? 'sign' : 'word') : 'mark',
      text: written.replace('’', "'"),
    })
  }
  return tokens
}

/**
 * Splits a sentence into tokens, with one token for each run of overlapping mentions.
 *
 * @param mentions - Spans in the sentence, in any order.
 */
export function tokenizeClause(sentence: string, mentions: readonly Span[]): ClauseToken[] {
  const merged = mergeSpans(mentions)
  let masked = ''
  let at = 0
  for (const {end, start} of merged) {
    masked += sentence.slice(at, start) + mask.repeat(end - start)
    at = end
  }
  masked += sentence.slice(at)
  const tokens: ClauseToken[] = []
  let next = 0
  for (const token of splitClause(masked)) {
    const mention = merged[next]
    if (mention === undefined || token.start < mention.start) tokens.push(token)
    else if (token.end >= mention.end) {
      tokens.push({...mention, kind: 'mention', text: ''})
      next++
    }
  }
  return tokens
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && span.start < last.end) {
      if (span.end > last.end) merged[merged.length - 1] = {start: last.start, end: span.end}
    } else if (span.end > span.start) merged.push({start: span.start, end: span.end})
  }
  return merged
}
