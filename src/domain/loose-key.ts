import {isFiller, splitWords} from './lexical-key.js'
import {disorderPart, wordParts} from './word-parts.js'

/**
 * A key that joins more than `lexicalKey` does and is wrong more often: for mentions that have no strict match, as
 * evidence that something else must bear out; in running text only for whole phrases.
 *
 * A short form between brackets only repeats what stands before it and is left out.
 *
 * @returns The empty string for a text without words, or with none but words for any disorder.
 * @see docs/lexical-keys.md for what it gains and costs.
 */
export function looseKey(text: string): string {
  const plain = text.replace(bracketed, ' ')
  return looseKeyOfForms(splitWords(plain.trim() === '' ? text : plain).map(({form}) => form))
}

/** {@link looseKey} for words that are already normalised, none of them a short form between brackets. */
export function looseKeyOfForms(forms: readonly string[]): string {
  const parts = new Set(forms.flatMap(looseParts))
  if (isWithoutDisorder(parts.size)) parts.delete(disorderPart)
  return [...parts].sort().join(' ')
}

/** What a normalised word adds to the parts of a loose key. */
export function looseParts(form: string): readonly string[] {
  return isFiller(form) || emptyWords.has(form) ? [] : wordParts(form)
}

/**
 * Whether a loose key leaves out the part for any disorder: what is wrong with a kidney is not the kidney; with more words it
 * goes without saying.
 *
 * @param parts - How many distinct ones there are, this one counted.
 */
export function isWithoutDisorder(parts: number): boolean {
  return parts !== 2
}

/** Whether words say that something is wrong with what others name. */
export function saysDisorder(forms: readonly string[]): boolean {
  return forms.some((form) => wordParts(form).includes(disorderPart))
}

/** "dehydrogenase (G6PD) deficiency" */
const bracketed = /(?<=\p{L}{3,}\s)\([\p{Lu}\d-]{2,8}\)/gu

const emptyWords: ReadonlySet<string> = new Set('finding symptom with from due'.split(' '))
