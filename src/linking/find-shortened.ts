import {isPossessive} from '../domain/function-words.js'
import {isFiller, splitWords, type Word} from '../domain/lexical-key.js'
import {longWord} from '../domain/shortened-words.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import {type Dictionary, findDictionarySpans} from './find-dictionary-spans.js'
import type {Stretch} from './find-stretches.js'

/**
 * Finds names of two words and more that are written with shortened ones ("abd pain", "LV dysfunction"), or with a possessive for an
 * article ("ringing in my ears").
 *
 * @param words - The words of one sentence, offsets in `text`.
 * @returns In order of their start, then end; linked as what they are written out.
 */
export function findShortened(
  text: string,
  words: readonly Word[],
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Stretch[] {
  const longWordAt = ({end, form, start}: Word, i: number) =>
    isPossessive(form) && isFiller(words[i - 1]?.form ?? '') ? 'the' : longWord(text.slice(start, end))
  if (!words.some(longWordAt)) return []
  const longWords = words.map(longWordAt)
  let within = ''
  let at = words[0]!.start
  // where each word begins in the sentence that is written out
  const starts = words.map(({end, start}, i) => {
    within += text.slice(at, start)
    at = end
    const began = within.length
    within += longWords[i] ?? text.slice(start, end)
    return began
  })
  const written = splitWords(within)
  return findDictionarySpans(within, written, dictionary, filter).flatMap(({end, first, last, start}) => {
    const from = starts.findLastIndex((began) => began <= start)
    const to = starts.findLastIndex((began) => began < end)
    if (from === to || longWords.slice(from, to + 1).every((word) => word === undefined)) return []
    return [
      {
        start: words[from]!.start,
        end: words[to]!.end,
        within,
        words: written,
        first,
        last,
        linkAs: within.slice(start, end),
        isAbbreviation: false,
      },
    ]
  })
}
