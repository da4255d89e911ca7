import {GrowingKeys, hashedWord} from '../domain/key-hash.js'
import {splitWords, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import {type Dictionary, namesOf} from './find-dictionary-spans.js'
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

/** The normalised words of runs. */
export function formsOf(words: readonly Word[], runs: readonly Run[]): string[] {
  return runs.flatMap(({first, last}) => words.slice(first, last + 1).map(({form}) => form))
}

/** The names that pieces may be, as if nothing stood between them: see {@link namesOf}. */
export function namesOfPieces(
  text: string,
  words: readonly Word[],
  pieces: readonly Run[],
  dictionary: Dictionary,
  filter?: ConceptFilter,
): ReturnType<typeof namesOf> {
  const forms = formsOf(words, pieces)
  // next to all that stand apart are no name together, and that costs least to know
  if (forms.length > 1 && !mayHaveName(forms, dictionary)) return []
  return namesOf(textOf(text, words, pieces), forms, dictionary, filter)
}

function mayHaveName(forms: readonly string[], dictionary: Dictionary): boolean {
  const keys = new GrowingKeys()
  for (const form of forms) {
    const word = hashedWord(form)
    if (word) keys.add(word)
  }
  return dictionary.mayHaveKey(keys.key) || dictionary.mayHaveLooseKey(keys.looseKey)
}

/** The words of the pieces, as if nothing stood between. */
function textOf(text: string, words: readonly Word[], pieces: readonly Run[]): string {
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
