import {normaliseWord} from './word-form.js'

/** The long form of a short form, or of its plural; `undefined` where it is none. */
export type LongFormOf = (shortForm: string) => string | undefined

/**
 * Writes a mention out: every word that is a short form becomes its long form ("non-FAP", "MEN1 tumours", "PLNs",
 * "type 1 NF"), and one in brackets that only repeats what stands before it goes.
 *
 * @param longFormOf - Where the mention stands.
 * @returns `undefined` where the mention has none of them.
 */
export function expandAbbreviations(mention: string, longFormOf: LongFormOf): string | undefined {
  if (!/\p{Lu}/u.test(mention)) return undefined
  const plain = mention.replace(/(?<=\S)\s*[([]([^()[\]]{2,12})[)\]]/gu, (bracket, inside: string) =>
    longFormOf(inside) === undefined ? bracket : '',
  )
  const whole = longFormOf(plain)
  if (whole !== undefined) return whole
  // a hyphenated short form before its parts
  const runs = plain.replace(/[\p{L}\p{N}][\p{L}\p{N}/-]*/gu, (run) => {
    return (
      expandWord(run, longFormOf) ??
      run.replace(/[\p{L}\p{N}]+/gu, (part) => expandWord(part, longFormOf) ?? part)
    )
  })
  if (runs === mention) return undefined
  return withoutEcho(runs)
}

/** The short form itself, its plural, or with a number of its own ("MEN1" where MEN is defined). */
function expandWord(word: string, longFormOf: LongFormOf): string | undefined {
  const known = longFormOf(word)
  if (known !== undefined) return known
  const numbered = /^(\p{Lu}{2,})-?(\d{1,2}[A-Za-z]?)$/u.exec(word)
  const long = numbered?.[1] && longFormOf(numbered[1])
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
