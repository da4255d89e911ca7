import {lexicalKey, splitWords} from '../domain/lexical-key.js'
import {plainPhraseAt} from '../domain/plain-phrases.js'
import {plainLongForms} from '../domain/plain-short-forms.js'
import {longWord} from '../domain/shortened-words.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'

/**
 * The name of an index that a short form stands for which needs no definition; `undefined` where it has none.
 *
 * @param text - What the short form stands in.
 */
export function plainName(
  shortForm: string,
  text: string,
  index: Pick<TermIndex, 'termsWithKey'>,
  filter?: ConceptFilter,
): string | undefined {
  return firstName(plainLongForms(shortForm, text), index, filter)
}

/** A mention with the short forms and plain words written out that need no definition; `undefined` where it has none. */
export function withPlainNames(
  mention: string,
  index: Pick<TermIndex, 'termsWithKey'>,
  filter?: ConceptFilter,
): string | undefined {
  const whole = plainName(mention, mention, index, filter) ?? nameOfPhrase(mention, index, filter)
  if (whole !== undefined) return whole
  const written = mention.replace(wholeWords, (word) => {
    const name = plainName(word, mention, index, filter)
    // "diabetes insipidus" has nothing to do with diabetes mellitus
    return name === undefined || name.startsWith(word.toLowerCase()) ? word : name
  })
  // "abd pain", but not the "Ca" of "low Ca"
  const long = written.replace(wholeWords, (word) => longWord(word) ?? word)
  if (long !== written && /\s/u.test(mention) && index.termsWithKey(lexicalKey(long), filter).length > 0)
    return long
  return written === mention ? undefined : written
}

/** "Passed out" */
function nameOfPhrase(
  mention: string,
  index: Pick<TermIndex, 'termsWithKey'>,
  filter?: ConceptFilter,
): string | undefined {
  const forms = splitWords(mention).map(({form}) => form)
  const phrase = plainPhraseAt(forms, 0)
  return phrase?.forms.length === forms.length ? firstName(phrase.names, index, filter) : undefined
}

/** The first of some names that an index has. */
export function firstName(
  names: readonly string[],
  index: Pick<TermIndex, 'termsWithKey'>,
  filter?: ConceptFilter,
): string | undefined {
  return names.find((name) => index.termsWithKey(lexicalKey(name), filter).length > 0)
}

/** Not the gene TIA-1, nor CAD/CAM. */
const wholeWords = /(?<![\p{L}\p{N}/-])[\p{L}\p{N}]+(?![\p{L}\p{N}/-])/gu
