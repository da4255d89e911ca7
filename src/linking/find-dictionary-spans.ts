import {isFiller, keyOfForms, type Word} from '../domain/lexical-key.js'
import type {Span} from '../domain/mention.js'
import type {ConceptFilter, TermHit, TermIndex} from '../index-store/term-index.js'

/** What the dictionary needs of an index. */
export type Dictionary = Pick<TermIndex, 'termsWithKey' | 'knowsWord' | 'maxKeyWords'>

/**
 * Finds the stretches of a sentence whose lexical key names a concept. Longer spans win over shorter ones that they
 * touch, then earlier ones over later ones.
 *
 * @param text - The whole text.
 * @param words - The words of one sentence, offsets in `text`.
 * @param accept - Says whether a span may be a mention; see `isPlausibleMention`.
 * @returns Non-overlapping spans in order of the text.
 */
export function findDictionarySpans(
  text: string,
  words: readonly Word[],
  dictionary: Dictionary,
  filter?: ConceptFilter,
): Span[] {
  const found: (Span & {readonly words: number})[] = []
  const known = words.map(({form}) => isFiller(form) || dictionary.knowsWord(form))
  for (const [first, start] of words.entries()) {
    if (!known[first] || isFiller(start.form)) continue
    const forms: string[] = []
    let telling = 0
    for (let last = first; last < words.length && known[last]; last++) {
      const end = words[last] as Word
      if (last > first && !joins(text.slice((words[last - 1] as Word).end, end.start))) break
      forms.push(end.form)
      if (isFiller(end.form)) continue
      if (++telling > dictionary.maxKeyWords) break
      const span = {start: start.start, end: end.end}
      const mention = text.slice(span.start, span.end)
      const hits = dictionary.termsWithKey(keyOfForms(forms), filter)
      if (hits.some((hit) => isPlausibleMention(mention, hit))) found.push({...span, words: telling})
    }
  }
  return keepLongest(found)
}

/** What may stand between two words of one mention: a space or a wrapped line, a hyphen, a slash, a comma. */
function joins(gap: string): boolean {
  return /^(?:[ \t]*\r?\n?[ \t]*|[-‐‑–/'’]|, ?)$/u.test(gap)
}

/**
 * Whether a text in running prose may stand for a term. The key alone forgets case, order and commas; this takes back
 * what that lets through: "cat" for CAT, "pain, chest" across a list.
 */
export function isPlausibleMention(mention: string, {term}: Pick<TermHit, 'term'>): boolean {
  if (mention.includes(',') && !term.includes(',')) return false
  if (isShortForm(term))
    return mention === term || (mention.length > 2 && mention.replace(/s$/u, '') === term)
  return mention.length > 2 || mention === term
}

/** "CAT", "AIDS", "RA", "HbA1c": few letters, a capital after the first. */
function isShortForm(term: string): boolean {
  return term.length <= 6 && /^\S+$/u.test(term) && /\p{Lu}/u.test(term.slice(1))
}

function keepLongest<T extends Span & {readonly words: number}>(spans: T[]): Span[] {
  const kept: Span[] = []
  for (const span of spans.sort((a, b) => b.words - a.words || a.start - b.start)) {
    if (!kept.some((other) => overlaps(span, other))) kept.push({start: span.start, end: span.end})
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** Whether two spans share a character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
