import {extend} from '../domain/extend.js'
import {isSideBySide} from '../domain/function-words.js'
import {splitWords, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import {type Abbreviations, definitionAt} from '../domain/short-forms.js'
import {isWithin, overlaps} from '../domain/spans.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import type {Said} from './assert-context.js'
import {type Dictionary, findDictionarySpans} from './find-dictionary-spans.js'
import {findNounSpans} from './find-noun-spans.js'
import type {WordSpan} from './span-features.js'

/** A stretch of running text that may be a mention. */
export interface Stretch extends Span, WordSpan {
  /** The text that decides its link: its own, or the long form of an abbreviation. */
  readonly linkAs: string
  readonly isAbbreviation: boolean
  /** Where it is not one piece: see `findCoordinated`. */
  readonly pieces?: Pieces
  /** Where a sentence says it of something: see `findPredicated`. */
  readonly said?: Said
}

/** Where a part of a coordination is. */
export interface Pieces {
  /** Its own words. */
  readonly own: Span
  /** These and those that it shares with a name beside it, in order of the text. */
  readonly spans: readonly Span[]
}

/** The words of a sentence, offsets in the whole text. */
export function wordsOf(text: string, {end, start}: Span): Word[] {
  return splitWords(text.slice(start, end)).map((word) => ({
    start: word.start + start,
    end: word.end + start,
    form: word.form,
  }))
}

/**
 * Stretches of a sentence that a name or an abbreviation of the document was found for, shorter ones inside longer ones
 * too.
 *
 * @param words - See {@link wordsOf}.
 */
export function findNamedStretches(
  text: string,
  words: readonly Word[],
  abbreviations: Abbreviations,
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Stretch[] {
  const short = findShortForms(text, words, abbreviations)
  // a name as long as a short form of several words says what it says ("MPS IVA"), any other may mean something else
  const isOther = (span: Span, other: Stretch) =>
    overlaps(span, other) && !(other.last > other.first && isWithin(other, span))
  const named = findDictionarySpans(text, words, dictionary, filter)
    .filter((span) => !short.some((other) => isOther(span, other)))
    .map((span) => toStretch(text, words, span))
  return [...short, ...named]
}

/**
 * Stretches of a sentence beside mentions that are sure, which may name a concept all the same.
 *
 * @param words - See {@link wordsOf}.
 */
export function findTriedStretches(text: string, words: readonly Word[], sure: readonly Span[]): Stretch[] {
  return findNounSpans(text, words, sure).map((span) => toStretch(text, words, span))
}

/** A word that may be a misspelt one: letters alone, and enough of them. */
const misspellable = /^\p{L}{5,}$/u

/**
 * Stretches of a sure mention with a word beside it that no name has, which may be a misspelt one: "abdomnal pain", where "pain" is
 * sure.
 *
 * @param words - See {@link wordsOf}.
 */
export function findWidened(
  text: string,
  words: readonly Word[],
  sure: readonly Span[],
  dictionary: Pick<Dictionary, 'knowsWord'>,
): Stretch[] {
  const isUnknown = (left: number, right: number, word: Word | undefined) =>
    word !== undefined &&
    misspellable.test(word.form) &&
    isSideBySide(text, words[left], words[right]) &&
    !dictionary.knowsWord(word.form) &&
    !sure.some((span) => overlaps(span, word))
  return sure.flatMap((mention) => {
    const first = words.findIndex(({start}) => start === mention.start)
    const last = words.findLastIndex(({end}) => end === mention.end)
    if (first === -1 || last < first) return []
    const firsts = isUnknown(first - 1, first, words[first - 1]) ? [first - 1, first] : [first]
    const lasts = isUnknown(last, last + 1, words[last + 1]) ? [last + 1, last] : [last]
    return firsts
      .flatMap((from) => lasts.map((to) => ({first: from, last: to})))
      .filter((run) => run.first < first || run.last > last)
      .map((run) =>
        toStretch(text, words, {start: words[run.first]!.start, end: words[run.last]!.end, ...run}),
      )
  })
}

function toStretch<Found extends Span>(text: string, words: readonly Word[], span: Found) {
  const linkAs = text.slice(span.start, span.end)
  return extend(span, {within: text, words, linkAs, isAbbreviation: false})
}

/** No short form is longer, the s of its plural among it; see `findAbbreviations`. */
const longestShortForm = 11

/**
 * Uses of the short forms that this document defines, the defining ones too: of one word, or of more ("IL-6"), and those that
 * end one of more (the ICH of "W-ICH"). Which definition may be needed for a part of the text, `decisive` in link-document.ts says.
 */
function findShortForms(text: string, words: readonly Word[], abbreviations: Abbreviations): Stretch[] {
  const found: Stretch[] = []
  if (abbreviations.size === 0) return found
  const add = (first: number, last: number): boolean => {
    const [{start}, {end}] = [words[first]!, words[last]!]
    const linkAs = definitionAt(abbreviations, text.slice(start, end), start)?.longForm
    if (linkAs !== undefined)
      found.push({start, end, within: text, words, first, last, linkAs, isAbbreviation: true})
    return linkAs !== undefined
  }
  for (let first = 0; first < words.length; first++) {
    let last = first
    while (last + 1 < words.length && words[last + 1]!.end - words[first]!.start <= longestShortForm) last++
    while (last >= first && !add(first, last)) last--
    for (; first < last; first++) add(first + 1, last)
  }
  return found
}
