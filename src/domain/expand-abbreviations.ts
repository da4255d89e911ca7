import type {AbbreviationDefinition} from './abbreviations.js'
import {normaliseWord} from './word-form.js'

/** Long forms by short form. */
export type LongForms = ReadonlyMap<string, string>

/** @param definitions - Of two with one short form the first counts. */
export function longFormsOf(
  definitions: readonly Pick<AbbreviationDefinition, 'shortForm' | 'longForm'>[],
): LongForms {
  const longForms = new Map<string, string>()
  for (const {longForm, shortForm} of definitions) {
    for (const spelling of [shortForm, shortForm.replace(/(?<=\p{Lu}|\d)s$/u, '')])
      if (!longForms.has(spelling)) longForms.set(spelling, longForm)
  }
  return longForms
}

/**
 * Writes a mention out: every word that is a short form becomes its long form ("non-FAP", "MEN1 tumours", "PLNs",
 * "type 1 NF"), and one in brackets that only repeats what stands before it goes.
 *
 * @param longForms - Of the short forms that are known where the mention stands.
 * @returns `undefined` where the mention has none of them.
 */
export function expandAbbreviations(mention: string, longForms: LongForms): string | undefined {
  if (longForms.size === 0 || !/\p{Lu}/u.test(mention)) return undefined
  const plain = mention.replace(/(?<=\S)\s*[([]([^()[\]]{2,12})[)\]]/gu, (bracket, inside: string) =>
    longForms.has(inside) ? '' : bracket,
  )
  const whole = longForms.get(plain)
  if (whole !== undefined) return whole
  // a hyphenated short form before its parts
  const runs = plain.replace(/[\p{L}\p{N}][\p{L}\p{N}/-]*/gu, (run) => {
    return (
      expandWord(run, longForms) ??
      run.replace(/[\p{L}\p{N}]+/gu, (part) => expandWord(part, longForms) ?? part)
    )
  })
  if (runs === mention) return undefined
  return withoutEcho(runs)
}

/** The short form itself, its plural, or with a number of its own ("MEN1" where MEN is defined). */
function expandWord(word: string, longForms: LongForms): string | undefined {
  const known = longForms.get(word) ?? longForms.get(word.replace(/(?<=\p{Lu}|\d)s$/u, ''))
  if (known !== undefined) return known
  const numbered = /^(\p{Lu}{2,})-?(\d{1,2}[A-Za-z]?)$/u.exec(word)
  const long = numbered?.[1] && longForms.get(numbered[1])
  return long ? `${long} ${numbered[2]}` : undefined
}

/** "VHL disease" is "von Hippel-Lindau disease", not "… disease disease". */
function withoutEcho(text: string): string {
  // the second word is only looked at, since it may begin a pair too
  return text.replace(
    /(?<![\p{L}\p{N}])([\p{L}\p{N}]{3,}) (?=([\p{L}\p{N}]{3,})(?![\p{L}\p{N}]))/gu,
    (first, one: string, other: string) => (normaliseWord(one) === normaliseWord(other) ? '' : first),
  )
}
