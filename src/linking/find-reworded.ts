import {isPossessive} from '../domain/function-words.js'
import {inflectionsOf} from '../domain/inflections.js'
import type {Language} from '../domain/language.js'
import {isFiller, lexicalKey, splitWords, type Word} from '../domain/lexical-key.js'
import {spellingsInCapitals} from '../domain/long-form.js'
import {plainPhraseAt} from '../domain/plain-phrases.js'
import {copulas} from '../domain/predicate-words.js'
import {recall} from '../domain/recall.js'
import type {Abbreviations} from '../domain/short-forms.js'
import {longWord} from '../domain/shortened-words.js'
import {nounsOfPerson} from '../domain/state-nouns.js'
import {normaliseWord} from '../domain/word-form.js'
import type {ConceptFilter} from '../index-store/term-index.js'
import {type Dictionary, findDictionarySpans, goesOn} from './find-dictionary-spans.js'
import type {Stretch} from './find-stretches.js'
import {firstName, plainName} from './plain-name.js'
import {isSaidOfPerson} from './said-of-person.js'
import type {Run} from './written-out.js'

/** Words of a sentence for which others are written. */
interface Rewording extends Run {
  readonly as: string
  /** Whether they may be a name by themselves: "passed out", but not the "abd" of "abd pain". */
  readonly isWhole: boolean
  readonly isShortForm?: boolean
}

/**
 * Finds names that a sentence says in other words: with shortened ones ("abd pain", "LV dysfunction"), with a possessive for an
 * article ("ringing in my ears"), plainly ("passed out"), of somebody ("she is weak") or by a short form that needs no definition
 * ("CKD stage 3"), or in another form of a word of its language ("Metastasen"). What the document defines is none of those, however it is
 * written.
 *
 * @param words - The words of one sentence, offsets in `text`.
 * @returns In order of their start, then end; linked as what they are written out.
 */
export function findReworded(
  text: string,
  words: readonly Word[],
  {abbreviations, language}: {readonly abbreviations: Abbreviations; readonly language: Language},
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Stretch[] {
  const sentence = text.slice(words[0]?.start, words.at(-1)?.end)
  const rewordings = rewordingsOf(text, words, {
    nameOf: (names) => firstName(names, dictionary, filter),
    knownFormOf: (word, form) => knownForm(word, form, language, dictionary),
    longFormOf: (word) => {
      const longForm = plainName(word, sentence, dictionary, filter)
      if (longForm === undefined) return undefined
      if (spellingsInCapitals(word).some((spelling) => abbreviations.has(spelling))) return undefined
      const conceptsOf = (name: string) =>
        dictionary.termsWithKey(lexicalKey(name), filter).map(({concept}) => concept)
      // what the terminology calls so itself goes first
      const own = conceptsOf(word)
      if (own.length === 0) return longForm
      return conceptsOf(longForm).some((concept) => own.includes(concept)) ? longForm : undefined
    },
  })
  if (rewordings.length === 0) return []
  const runs = withOthers(words, rewordings)
  let within = ''
  let at = words[0]!.start
  // where each run begins in the sentence that is written out
  const starts = runs.map(({as, first, last}) => {
    const {start} = words[first]!
    const {end} = words[last]!
    within += text.slice(at, start)
    at = end
    const began = within.length
    within += as ?? text.slice(start, end)
    return began
  })
  const written = splitWords(within)
  return findDictionarySpans(within, written, dictionary, filter).flatMap(({end, first, last, start}) => {
    const from = starts.findLastIndex((began) => began <= start)
    const to = starts.findLastIndex((began) => began < end)
    const isReworded = runs.slice(from, to + 1).some(({as}) => as !== undefined)
    if (!isReworded || (from === to && !runs[from]!.isWhole)) return []
    return [
      {
        start: words[runs[from]!.first]!.start,
        end: words[runs[to]!.last]!.end,
        within,
        words: written,
        first,
        last,
        linkAs: within.slice(start, end),
        isAbbreviation: from === to && runs[from]!.isShortForm === true,
      },
    ]
  })
}

/** What words may stand for in the dictionary. */
interface Names {
  /** The first of some names that it has. */
  nameOf(names: readonly string[]): string | undefined
  /** For a word that it does not know, another form that it knows. */
  knownFormOf(word: string, form: string): string | undefined
  /** The name of a short form that needs no definition. */
  longFormOf(shortForm: string): string | undefined
}

/** In order, none over another. */
function rewordingsOf(text: string, words: readonly Word[], names: Names): Rewording[] {
  const forms = words.map(({form}) => form)
  const found: Rewording[] = []
  for (let first = 0; first < words.length; first++) {
    const rewording =
      plainPhrase(text, words, forms, first, names) ??
      stateOfPerson(text, words, first, names) ??
      shortForm(text, words, first, names) ??
      longForm(text, words, first) ??
      otherForm(text, words, first, names)
    if (!rewording) continue
    found.push(rewording)
    first = rewording.last
  }
  return found
}

function plainPhrase(
  text: string,
  words: readonly Word[],
  forms: readonly string[],
  first: number,
  {nameOf}: Names,
): Rewording | undefined {
  const phrase = plainPhraseAt(forms, first)
  if (!phrase) return undefined
  const last = first + phrase.forms.length - 1
  const written = text.slice(words[first]!.start, words[last]!.end)
  if (/[.,:;()\n]/u.test(written)) return undefined
  if (phrase.names.length === 0) return {first, last, as: written, isWhole: false}
  // what the terminology says of these very words goes first
  const own = phrase.forms.filter((form) => !copulas.has(form)).join(' ')
  const as = nameOf([own]) === undefined ? nameOf(phrase.names) : undefined
  return as === undefined ? undefined : {first, last, as, isWhole: true}
}

function stateOfPerson(
  text: string,
  words: readonly Word[],
  at: number,
  {nameOf}: Names,
): Rewording | undefined {
  const nouns = nounsOfPerson(words[at]!.form)
  if (nouns.length === 0 || !isSaidOfPerson(text, words, at)) return undefined
  const as = nameOf(nouns)
  return as === undefined ? undefined : {first: at, last: at, as, isWhole: true}
}

function shortForm(
  text: string,
  words: readonly Word[],
  at: number,
  {longFormOf}: Names,
): Rewording | undefined {
  const {end, start} = words[at]!
  const written = text.slice(start, end)
  const as = longFormOf(written)
  if (as === undefined) return undefined
  // "diabetes insipidus", where the index has none
  if (as.startsWith(written.toLowerCase()) && goesOn(text, words[at]!, words[at + 1])) return undefined
  // "non-STEMI"
  if (/\bnon[-‐‑–]$/iu.test(text.slice(Math.max(0, start - 5), start))) return undefined
  return {first: at, last: at, as, isWhole: true, isShortForm: true}
}

function longForm(text: string, words: readonly Word[], at: number): Rewording | undefined {
  const {end, form, start} = words[at]!
  const isArticle = isPossessive(form) && isFiller(words[at - 1]?.form ?? '')
  const as = isArticle ? 'the' : longWord(text.slice(start, end))
  return as === undefined ? undefined : {first: at, last: at, as, isWhole: false}
}

function otherForm(
  text: string,
  words: readonly Word[],
  at: number,
  {knownFormOf}: Names,
): Rewording | undefined {
  const {end, form, start} = words[at]!
  const as = knownFormOf(text.slice(start, end), form)
  return as === undefined ? undefined : {first: at, last: at, as, isWhole: true}
}

/** Letters alone, and enough of them to have an ending. */
const inflectable = /^\p{L}{5,}$/u

function knownForm(
  word: string,
  form: string,
  language: Language,
  dictionary: Pick<Dictionary, 'knowsWord'>,
): string | undefined {
  if (language === 'en' || !inflectable.test(word) || dictionary.knowsWord(form)) return undefined
  let known = knownForms.get(dictionary)
  if (!known) {
    known = new Map()
    knownForms.set(dictionary, known)
  }
  const found = recall(known, remembered, `${language} ${word}`, () => {
    for (const other of inflectionsOf(word, language))
      if (dictionary.knowsWord(normaliseWord(other))) return other
    return ''
  })
  return found === '' ? undefined : found
}

/** By dictionary, language and word; the empty string where there is none. */
const knownForms = new WeakMap<object, Map<string, string>>()
const remembered = 50_000

type MaybeReworded = Run & Partial<Rewording>

/** All words in runs: those that are reworded, and each of the others by itself. */
function withOthers(words: readonly Word[], rewordings: readonly Rewording[]): MaybeReworded[] {
  const starting = new Map(rewordings.map((rewording) => [rewording.first, rewording]))
  const runs: MaybeReworded[] = []
  for (let first = 0; first < words.length; first++) {
    const run = starting.get(first) ?? {first, last: first}
    runs.push(run)
    first = run.last
  }
  return runs
}
