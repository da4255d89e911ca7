import {longestLongForm, matchLongForm, spellsInitials} from './long-form.js'
import type {Span} from './mention.js'
import {trimSpan} from './spans.js'

/** A short form that a text defines: "chronic obstructive pulmonary disease (COPD)". Spans are in the whole text. */
export interface AbbreviationDefinition {
  readonly shortForm: string
  readonly short: Span
  readonly long: Span
  /** Mostly the text of `long`; "Duchenne muscular dystrophy" of "Duchenne and Becker muscular dystrophy (DMD, BMD)". */
  readonly longForm: string
}

/**
 * Finds the abbreviations that a text defines: in round or square brackets, in either order of long and short form;
 * after "or"; in lists ("MS = multiple sclerosis", "Abbreviations: MS, multiple sclerosis; …").
 *
 * @see `matchLongForm` for how the letters are compared.
 * @returns In order of the short forms. The first definition of a short form stands; callers may look further.
 */
export function findAbbreviations(text: string): AbbreviationDefinition[] {
  const found: AbbreviationDefinition[] = []
  for (const inside of findBrackets(text)) {
    const definitions = shortInBrackets(text, inside)
    found.push(...(definitions.length > 0 ? definitions : longInBrackets(text, inside)))
  }
  return found.concat(afterOr(text), inLists(text)).sort((a, b) => a.short.start - b.short.start)
}

/** What stands between brackets, 2 to 200 units on a line, with at most one more pair inside. */
function* findBrackets(text: string): Generator<Span> {
  for (const pattern of brackets) {
    for (const {1: content = '', index} of text.matchAll(pattern))
      yield {start: index + 1, end: index + 1 + content.length}
  }
}

const brackets = [
  /\((?=([^()\n]{2,200}(?:\([^()\n]{1,50}\)[^()\n]{0,100})?)\))/g,
  /\[(?=([^[\]()\n]{2,200})\])/g,
]

/** "long form (SF)", "long form (SF, and more)", "name (long form; SF)", "one and other disease (OD, TD)". */
function shortInBrackets(text: string, inside: Span): AbbreviationDefinition[] {
  const before = sentenceBefore(text, inside.start - 1)
  const items = splitItems(text, inside).slice(0, 4)
  const definitions: AbbreviationDefinition[] = []
  for (const [i, item] of items.entries()) {
    const shortForm = shortFormOf(text.slice(item.start, item.end))
    if (shortForm === undefined) continue
    const short = {start: item.start, end: item.start + shortForm.length}
    const previous = items[i - 1]
    const long =
      (previous && spanAtEnd(text, shortForm, previous, matchLongForm)) ??
      spanAtEnd(text, shortForm, before, i === 0 ? matchLongForm : spellsInitials)
    const shared =
      items.length > 1 ? inCoordination(text, shortForm, before, i === items.length - 1) : undefined
    const definition = shared ?? (long && {long, longForm: text.slice(long.start, long.end)})
    if (!definition) continue
    definitions.push({shortForm, short, ...definition})
    definitions.push(...lastPart(text, shortForm, short, definition.long))
  }
  return definitions
}

/** "(VCFS/DGS)", "(DMD and BMD)", "(MRI, 3T)". A slash or a comma without a space may be a part of the short form. */
function splitItems(text: string, {start, end}: Span): Span[] {
  const items: Span[] = []
  for (const match of text.slice(start, end).matchAll(/(?:(?!\s+(?:or|and)\s|[,;:]\s|\/).)+/g)) {
    const item = match[0].replace(/^(?:\s|[,;:/]|(?:or|and|i\.e\.|abbreviated|hereafter|termed)\s)+/u, '')
    const from = start + match.index + match[0].length - item.length
    if (item !== '') items.push({start: from, end: from + item.trimEnd().length})
  }
  return items
}

/** The part of a hyphenated short form that texts go on to use: ICH of "W-ICH". */
function lastPart(text: string, shortForm: string, short: Span, long: Span): AbbreviationDefinition[] {
  const part = /-(\p{Lu}{2,}s?)$/u.exec(shortForm)?.[1]
  if (part === undefined || !looksLikeShortForm(part)) return []
  const within = spanAtEnd(text, part, long, matchLongForm)
  if (!within || within.start === long.start) return []
  return [
    {
      shortForm: part,
      short: {start: short.start + shortForm.lastIndexOf(part), end: short.end},
      long: within,
      longForm: text.slice(within.start, within.end),
    },
  ]
}

/** "Duchenne and Becker muscular dystrophy": either half, the first one with the head of the second. */
function inCoordination(
  text: string,
  shortForm: string,
  before: Span,
  isLast: boolean,
): Pick<AbbreviationDefinition, 'long' | 'longForm'> | undefined {
  const sentence = text.slice(before.start, before.end)
  const joint = [...sentence.matchAll(/\s+(?:and|or)\s+|\/(?=\p{L})/gu)].at(-1)
  if (!joint) return undefined
  const [one, other] = [sentence.slice(0, joint.index), sentence.slice(joint.index + joint[0].length)]
  const length = isLast ? matchLongForm(shortForm, other) : undefined
  if (length !== undefined) {
    return {long: {start: before.end - length, end: before.end}, longForm: other.slice(-length)}
  }
  for (const head of ['', other.replace(/^\S+/u, '')]) {
    const length = matchLongForm(shortForm, one + head)
    if (length === undefined || length <= head.length) continue
    const start = before.start + one.length + head.length - length
    const end = head === '' ? before.start + one.length : before.end
    return {long: {start, end}, longForm: (one + head).slice(-length)}
  }
  return undefined
}

/** "SF (long form)". */
function longInBrackets(text: string, inside: Span): AbbreviationDefinition[] {
  const before = text.slice(Math.max(0, inside.start - 20), inside.start - 1)
  const shortForm = /([\p{L}\p{N}][\p{L}\p{N}./-]*)\s+$/u.exec(before)?.[1]
  if (shortForm === undefined || !looksLikeShortForm(shortForm)) return []
  const content = text.slice(inside.start, inside.end)
  const long = trimSpan(text, inside.start, inside.start + (content.split(/[;,]/u)[0] ?? '').length)
  const end = inside.start - 1 - (before.length - before.trimEnd().length)
  return whole(text, shortForm, {start: end - shortForm.length, end}, long)
}

/** "magnetic resonance imaging, or MRI, is": on initials alone, since "or" joins much else. */
function afterOr(text: string): AbbreviationDefinition[] {
  const found: AbbreviationDefinition[] = []
  for (const match of text.matchAll(/, or (\p{Lu}[\p{L}\p{N}-]{2,9})(?=[\s,.;)])/gu)) {
    const shortForm = match[1] ?? ''
    const long = spanAtEnd(text, shortForm, sentenceBefore(text, match.index), spellsInitials)
    const start = match.index + match[0].length - shortForm.length
    if (long && looksLikeShortForm(shortForm))
      found.push({
        shortForm,
        short: {start, end: start + shortForm.length},
        long,
        longForm: text.slice(long.start, long.end),
      })
  }
  return found
}

/** "SF = long form" anywhere; "SF: long form" and "SF, long form" between semicolons after "Abbreviations:". */
function inLists(text: string): AbbreviationDefinition[] {
  const found: AbbreviationDefinition[] = []
  const entry = /(?<![\p{L}\p{N}-])([\p{L}\p{N}][\p{L}\p{N}/-]{1,9})\s?([=:,])\s?([^;=:,.()\n]{3,120})/gu
  const lists = text.matchAll(/abbreviations?(?: used)?:[^\n]{0,5000}/giu)
  let list = lists.next().value
  for (const match of text.matchAll(entry)) {
    const [all, shortForm = '', sign, content = ''] = match
    if (!looksLikeShortForm(shortForm)) continue
    while (list && list.index + list[0].length <= match.index) list = lists.next().value
    const inList = list !== undefined && list.index <= match.index
    if (sign !== '=' && !inList) continue
    const start = match.index + all.length - content.length
    const long = trimSpan(text, start, start + content.length)
    found.push(...whole(text, shortForm, {start: match.index, end: match.index + shortForm.length}, long))
  }
  return found
}

/** A definition where the long form has to be all of `long`. */
function whole(text: string, shortForm: string, short: Span, long: Span): AbbreviationDefinition[] {
  const longForm = text.slice(long.start, long.end)
  if (!/[\s-]/u.test(longForm) || longForm.length > longestLongForm) return []
  return matchLongForm(shortForm, longForm) === longForm.length ? [{shortForm, short, long, longForm}] : []
}

function spanAtEnd(
  text: string,
  shortForm: string,
  within: Span,
  match: (shortForm: string, candidate: string) => number | undefined,
): Span | undefined {
  const words = Math.min(shortForm.length + 5, shortForm.length * 2)
  const candidate = lastWords(text.slice(within.start, within.end), words)
  const length = match(shortForm, candidate)
  return length === undefined ? undefined : {start: within.end - length, end: within.end}
}

/** What stands before a bracket in its sentence or list item, without white space at the end. */
function sentenceBefore(text: string, end: number): Span {
  const from = Math.max(0, end - longestLongForm)
  const window = text.slice(from, end).trimEnd()
  const border = [...window.matchAll(/[.!?]\s+(?=\p{Lu})|\n\s*\n|\n\s*[-*•]\s|[;:]\s/gu)].at(-1)
  return {start: from + (border ? border.index + border[0].length : 0), end: from + window.length}
}

/** The short form that a bracket begins with, before a dose or a year: "PCPA" of "PCPA 100 mg/kg". */
function shortFormOf(item: string): string | undefined {
  const shortForm = item.replace(/\s+(?:[(\d=<>]|(?:is|in|and|see|group)\s).*$/su, '')
  return looksLikeShortForm(shortForm) ? shortForm : undefined
}

/**
 * 2 to 10 characters, at most two words; a capital somewhere, since "(see)" defines nothing. Roman numerals number
 * things.
 */
function looksLikeShortForm(shortForm: string): boolean {
  if (shortForm.length < 2 || shortForm.length > 10 || shortForm.split(/\s+/u).length > 2) return false
  return /^[\p{L}\p{N}]/u.test(shortForm) && /\p{Lu}/u.test(shortForm) && !/^[IVX]+$/.test(shortForm)
}

function lastWords(text: string, count: number): string {
  const starts = [...text.matchAll(/\S+/g)].map((match) => match.index)
  return text.slice(starts[Math.max(0, starts.length - count)] ?? text.length)
}
