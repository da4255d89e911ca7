import {isFiller, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import {overlaps} from './find-dictionary-spans.js'

/** Longest span that is tried, in words without fillers. Of GSC+'s mentions 97 % are no longer. */
const maxWords = 5

/** A stretch of words; `first` and `last` are places in the words of its sentence, inclusive. */
interface Run {
  readonly first: number
  readonly last: number
}

/**
 * Finds the stretches of a sentence that could name a concept though no dictionary holds them: runs of words between
 * punctuation, function words and the spans already taken, and every part of such a run.
 *
 * @param words - The words of one sentence, offsets in `text`.
 * @param taken - Spans that are mentions already.
 * @returns Spans that overlap each other, in order of their start.
 */
export function findNounSpans(text: string, words: readonly Word[], taken: readonly Span[]): (Span & Run)[] {
  const spans: (Span & Run)[] = []
  for (const run of splitRuns(text, words, taken)) {
    for (let first = run.first; first <= run.last; first++) {
      const {form, start} = words[first] as Word
      if (isFiller(form)) continue
      let telling = 0
      for (let last = first; last <= run.last; last++) {
        const {end, form} = words[last] as Word
        if (isFiller(form)) continue
        if (++telling > maxWords) break
        if (telling > 1 || isTellingWord(text.slice(start, end))) spans.push({start, end, first, last})
      }
    }
  }
  return spans
}

function splitRuns(text: string, words: readonly Word[], taken: readonly Span[]): Run[] {
  const runs: Run[] = []
  let first: number | undefined
  for (const [i, word] of words.entries()) {
    const previous = words[i - 1]
    const apart = previous && !/^(?:\s|[-‐‑–/'’])+$/u.test(text.slice(previous.end, word.start))
    const outside = functionWords.has(word.form) || taken.some((span) => overlaps(word, span))
    if ((apart || outside) && first !== undefined) {
      runs.push({first, last: i - 1})
      first = undefined
    }
    if (!outside) first ??= i
  }
  if (first !== undefined) runs.push({first, last: words.length - 1})
  return runs
}

/** A single word is tried where it is long enough to be a name and not a number. */
function isTellingWord(word: string): boolean {
  return word.length >= 5 && /\p{L}{4}/u.test(word)
}

/** @param form - A normalised word. */
export function isFunctionWord(form: string): boolean {
  return functionWords.has(form)
}

/**
 * Words that no name of a finding or disorder begins or ends with. Closed classes of English (articles, pronouns,
 * prepositions, conjunctions, auxiliaries, common adverbs) in the form of `normaliseWord`, and the verbs of reporting.
 */
const functionWords: ReadonlySet<string> = new Set(
  `a and or but nor so yet if then than that this these those it its he she they we i you his her hi their our your my
  who whom whose which what when where why how all any both each either neither every some such no not none other
  another same own only very too also just even more most much many few several less least about above across after
  against along among around as before behind below beneath beside between beyond despite down during except from into
  like near off onto out outside over per since through throughout till toward under until unto up upon via with within
  without versu v is are wa were be been being am do doe did done have ha had having can could may might must shall
  should will would there here again once ever never always often sometime usually now today currently recently
  previously still well however therefore thu although though because while whereas whether i.e e.g etc
  show showed shown report reported describe described present presented reveal revealed include included including
  find found suggest suggested deny denied denie note noted state stated appear appeared seem seemed become became
  cause caused causing associated related due occur occurred develop developed undergo underwent continue take took
  taken give given use used using observe observed identify identified see seen say said tell told feel felt get got
  go went come came make made know known patient mr mr ms dr`.split(/\s+/u),
)
