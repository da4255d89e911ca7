import type {Span} from './mention.js'

/** A short form that a text defines: "chronic obstructive pulmonary disease (COPD)". Spans are in the whole text. */
export interface AbbreviationDefinition {
  readonly shortForm: string
  readonly short: Span
  readonly long: Span
}

/**
 * Finds the abbreviations that a text defines in brackets, in either order of long and short form.
 *
 * @see Schwartz AS, Hearst MA. A simple algorithm for identifying abbreviation definitions in biomedical text. PSB 2003.
 * @returns In order of the text. The first definition of a short form stands; callers may look further.
 */
export function findAbbreviations(text: string): AbbreviationDefinition[] {
  const found: AbbreviationDefinition[] = []
  for (const match of text.matchAll(/\(([^()\n]{2,200})\)/g)) {
    const inside = {start: match.index + 1, end: match.index + match[0].length - 1}
    const definition = shortInBrackets(text, inside) ?? longInBrackets(text, inside)
    if (definition) found.push(definition)
  }
  return found
}

/** "long form (SF)" or "long form (SF, and more)". */
function shortInBrackets(text: string, inside: Span): AbbreviationDefinition | undefined {
  const content = text.slice(inside.start, inside.end)
  const shortForm = (content.split(/[,;:]| or /u)[0] ?? '').trim()
  if (!looksLikeShortForm(shortForm)) return undefined
  const shortStart = inside.start + content.indexOf(shortForm)
  const windowStart = Math.max(0, inside.start - 1 - 250)
  const sentence = text.slice(windowStart, inside.start - 1).trimEnd()
  const before = sentence.slice(
    Math.max(sentence.lastIndexOf('. '), sentence.lastIndexOf('\n\n'), sentence.lastIndexOf(';')) + 1,
  )
  const words = Math.min(shortForm.length + 5, shortForm.length * 2)
  const longStart = matchLongForm(shortForm, lastWords(before, words))
  if (longStart === undefined) return undefined
  const end = windowStart + sentence.length
  return {
    shortForm,
    short: {start: shortStart, end: shortStart + shortForm.length},
    long: {start: end - longStart, end},
  }
}

/** "SF (long form)". */
function longInBrackets(text: string, inside: Span): AbbreviationDefinition | undefined {
  const before = text.slice(Math.max(0, inside.start - 20), inside.start - 1)
  const shortForm = /([\p{L}\p{N}][\p{L}\p{N}./-]*)\s+$/u.exec(before)?.[1]
  if (shortForm === undefined || !looksLikeShortForm(shortForm)) return undefined
  const longForm = text.slice(inside.start, inside.end).trim()
  if (!/\s/.test(longForm)) return undefined
  const length = matchLongForm(shortForm, longForm)
  if (length !== longForm.length) return undefined
  const shortEnd = inside.start - 1 - (before.length - before.trimEnd().length)
  const longStart = text.indexOf(longForm, inside.start)
  return {
    shortForm,
    short: {start: shortEnd - shortForm.length, end: shortEnd},
    long: {start: longStart, end: longStart + longForm.length},
  }
}

/** 2 to 10 characters, at most two words, at least one letter; a capital somewhere, since "(see)" defines nothing. */
function looksLikeShortForm(shortForm: string): boolean {
  if (shortForm.length < 2 || shortForm.length > 10 || shortForm.split(/\s+/u).length > 2) return false
  return /^[\p{L}\p{N}]/u.test(shortForm) && /\p{Lu}/u.test(shortForm)
}

function lastWords(text: string, count: number): string {
  const starts = [...text.matchAll(/\S+/g)].map((match) => match.index)
  return text.slice(starts[Math.max(0, starts.length - count)] ?? text.length)
}

/**
 * The matching step of the paper: every letter of the short form, from the right, must occur in the long form in order,
 * the first one at the start of a word.
 *
 * @returns Length of the long form, counted from the end of `candidate`; `undefined` when there is none.
 */
function matchLongForm(shortForm: string, candidate: string): number | undefined {
  const long = candidate.toLowerCase()
  if (long.length !== candidate.length) return undefined // letters that change length in lower case
  let at = long.length - 1
  for (let s = shortForm.length - 1; s >= 0; s--) {
    const letter = shortForm.charAt(s).toLowerCase()
    if (!/[\p{L}\p{N}]/u.test(letter)) continue
    while (
      at >= 0 &&
      (long[at] !== letter || (s === 0 && at > 0 && /[\p{L}\p{N}]/u.test(long[at - 1] ?? '')))
    )
      at--
    if (at < 0) return undefined
    at--
  }
  const start = long.lastIndexOf(' ', at) + 1
  const form = candidate.slice(start)
  const words = form.split(/\s+/u).length
  const letters = shortForm.replace(/[^\p{L}\p{N}]/gu, '').length
  if (form.length <= shortForm.length || words > Math.min(letters + 5, letters * 2)) return undefined
  return form.toLowerCase().split(/\s+/u).includes(shortForm.toLowerCase()) ? undefined : form.length
}
