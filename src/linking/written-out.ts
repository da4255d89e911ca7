import {splitWords, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import type {Stretch} from './find-stretches.js'

/** Places of words in a sentence, inclusive. */
export interface Run {
  readonly first: number
  readonly last: number
}

/** A mention that is written out by words that stand apart. */
export interface Reading {
  /** Its own words. */
  readonly own: Run
  /** These and those that it shares, in order. */
  readonly pieces: readonly [Run, Run]
  /** From its first word, or that of the part that it shares words with, to the last of both. */
  readonly whole: Run
}

/** The words of the pieces, as if nothing stood between. */
export function textOf(text: string, words: readonly Word[], pieces: readonly Run[]): string {
  return pieces.map(({first, last}) => text.slice(words[first]!.start, words[last]!.end)).join(' ')
}

/** The stretch in the sentence as if its full form alone stood there, which says what it looks like. */
export function toStretch(text: string, sentence: Span, words: readonly Word[], reading: Reading): Stretch {
  const {own, pieces, whole} = reading
  const linkAs = textOf(text, words, pieces)
  const spanOf = ({first, last}: Run): Span => ({start: words[first]!.start, end: words[last]!.end})
  const [before, after] = pieces.map(spanOf) as [Span, Span]
  const {end, start} = spanOf(whole)
  const lead = text.slice(sentence.start, start)
  const within = `${lead}${linkAs}${text.slice(end, sentence.end)}`
  const written = splitWords(within)
  return {
    start: before.start,
    end: after.end,
    pieces: {own: spanOf(own), spans: [before, after]},
    linkAs,
    isAbbreviation: false,
    within,
    words: written,
    first: written.findIndex((word) => word.end > lead.length),
    last: written.findLastIndex((word) => word.start < lead.length + linkAs.length),
  }
}
