import {extend} from '../domain/extend.js'
import {isForeignFiller, isFunctionWord, isPhraseWord, isSideBySide} from '../domain/function-words.js'
import {GrowingKeys, hashedWord} from '../domain/key-hash.js'
import {isFiller, keyOfForms, lexicalKey, splitWords, type Word} from '../domain/lexical-key.js'
import {looseKeyOfForms, looseParts, saysDisorder} from '../domain/loose-key.js'
import type {Span} from '../domain/mention.js'
import {isOfSpecies} from '../domain/species-names.js'
import {stateNoun} from '../domain/state-nouns.js'
import {hasLikeWord} from '../domain/word-parts.js'
import type {ConceptFilter, TermHit, TermIndex} from '../index-store/term-index.js'

/** What the dictionary needs of an index. */
export type Dictionary = Pick<
  TermIndex,
  'termsWithKey' | 'termsWithLooseKey' | 'mayHaveKey' | 'mayHaveLooseKey' | 'knowsWord' | 'maxKeyWords'
>

/** A stretch of a sentence whose key names a concept. `first` and `last` are places in the words, inclusive. */
export interface DictionarySpan extends Span {
  readonly first: number
  readonly last: number
}

/**
 * Finds the stretches of a sentence whose lexical key names a concept, shorter ones inside longer ones too.
 *
 * @param text - The whole text.
 * @param words - The words of one sentence, offsets in `text`.
 * @returns In order of their start, then end.
 */
export function findDictionarySpans(
  text: string,
  words: readonly Word[],
  dictionary: Dictionary,
  filter?: ConceptFilter,
): DictionarySpan[] {
  const found: DictionarySpan[] = []
  const hashed = words.map(({form}) => hashedWord(form))
  const states = words.map(({form}) => {
    const noun = stateNoun(form)
    return noun !== undefined && dictionary.knowsWord(noun)
  })
  const known = words.map(
    ({form}, i) => hashed[i] === undefined || states[i] || dictionary.knowsWord(form) || hasLikeWord(form),
  )
  const joined = words.map((word, i) => i > 0 && joins(text.slice(words[i - 1]!.end, word.start)))
  for (const [first, {start}] of words.entries()) {
    if (hashed[first] === undefined) continue
    const keys = new GrowingKeys()
    let telling = 0
    for (let last = first; last < words.length && known[last]; last++) {
      if (last > first && !joined[last]) break
      const word = hashed[last]
      if (word === undefined) continue
      if (++telling > dictionary.maxKeyWords) break
      keys.add(word)
      // next to all runs of words are no name, and that costs least to know
      const isState = states[first] && last === first
      if (!isState && !dictionary.mayHaveKey(keys.key) && !dictionary.mayHaveLooseKey(keys.looseKey)) continue
      const {end} = words[last]!
      const forms = words.slice(first, last + 1).map(({form}) => form)
      const [name] = namesOf(text.slice(start, end), forms, dictionary, filter)
      if (!name) continue
      if (first === last && isOfSpecies(text, {start, end}, (words[first - 1] ?? words[first]!).start))
        continue
      // "absence de perte de poids" has its loss of weight without the first "de"
      if (isForeignFiller(forms[0]!) && !startsWith(name.term, forms[0]!)) continue
      // "vibration absent at the toes" has its toes
      if (forms[0] === 'absent' && isFiller(forms[1] ?? '')) continue
      // "hair loss, weight gain" has no inverted name
      const mustEnd = name.byLooseKey === true || text.slice(start, end).includes(',')
      if (!(mustEnd && goesOn(text, words[last]!, words[last + 1]))) found.push({start, end, first, last})
    }
  }
  return found
}

/**
 * The names that a stretch of running text may be: those with its key, or where there is none, the state that its word says somebody
 * to be in ("dizzy"), or those whose words mean the same one by one.
 *
 * @param forms - The normalised words of the mention.
 */
export function namesOf(
  mention: string,
  forms: readonly string[],
  dictionary: Pick<Dictionary, 'termsWithKey' | 'termsWithLooseKey'>,
  filter?: ConceptFilter,
): readonly (TermHit & {readonly byLooseKey?: true})[] {
  const isPlausible = (hit: TermHit) => isPlausibleMention(mention, hit)
  const same = dictionary.termsWithKey(keyOfForms(forms), filter).filter(isPlausible)
  if (same.length > 0) return same
  const noun = forms.length === 1 ? stateNoun(forms[0]!) : undefined
  if (noun !== undefined)
    return dictionary.termsWithKey(noun, filter).filter((hit) => isPlausibleMention(noun, hit))
  // a word alone means too much, and so do two phrases: "short of breath with shortness of breath"
  if (mention.includes(',') || forms.some(isFunctionWord)) return []
  if (forms.filter((form) => looseParts(form).length > 0).length < 2) return []
  const loose = looseKeyOfForms(forms)
  if (loose === '') return []
  // "weight loss absent" is no loss of weight by other words
  if (forms.at(-1) === 'absent' && looseKeyOfForms(forms.slice(0, -1)) === loose) return []
  const isDisorder = saysDisorder(forms)
  return dictionary
    .termsWithLooseKey(loose, filter)
    .filter(
      (hit) => isPlausible(hit) && (isDisorder || !saysDisorder(splitWords(hit.term).map(({form}) => form))),
    )
    .map((hit) => extend(hit, {byLooseKey: true as const}))
}

function startsWith(term: string, form: string): boolean {
  return splitWords(term)[0]?.form === form
}

/** Whether a phrase goes on: "enlarged cardiac" in "enlarged cardiac silhouette" is not what means the same. */
export function goesOn(text: string, last: Word, next: Word | undefined): boolean {
  return isPhraseWord(next) && !isFiller(next.form) && isSideBySide(text, last, next)
}

/** What may stand between two words of one mention: a space or a wrapped line, a hyphen, a slash, a comma. */
function joins(gap: string): boolean {
  return /^(?:[ \t]*(?:(?:\r?\n|\r)[ \t]*)?|[-‐‑–/'’]|, ?)$/u.test(gap)
}

/**
 * Whether a text in running prose may stand for a term. The key alone forgets case, order and commas; this takes back
 * what that lets through: "cat" for CAT, "pain, chest" across a list.
 */
function isPlausibleMention(mention: string, {term}: Pick<TermHit, 'term'>): boolean {
  // "a hepatitis" is not hepatitis A
  if (/^a\s/iu.test(mention) && !term.startsWith(mention.slice(0, 2))) return false
  if (mention.includes(',') && !(term.includes(',') && headOf(mention) === headOf(term))) return false
  if (isShortForm(term))
    return mention === term || (mention.length > 2 && mention.replace(/s$/u, '') === term)
  return mention.length > 2 || mention === term
}

/** The key of what stands before the first comma: "fever, seizures" is a list, and not "Seizures, Fever". */
function headOf(text: string): string {
  return lexicalKey(text.slice(0, text.indexOf(',')))
}

/** "CAT", "AIDS", "RA", "HbA1c": few letters, a capital after the first. */
function isShortForm(term: string): boolean {
  return term.length <= 6 && /^\S+$/u.test(term) && /\p{Lu}/u.test(term.slice(1))
}
