import {splitWords} from './lexical-key.js'
import {singularShortForm} from './long-form.js'

/** Words that an abbreviation usually passes over. */
const passedOver: ReadonlySet<string> = new Set([
  'the',
  'of',
  'in',
  'on',
  'an',
  'a',
  'to',
  'for',
  'by',
  'at',
  'and',
  'or',
  'with',
  'nos',
])

/** Abbreviations of more words are made up from syllables rather than initials. */
const mostWords = 7

/**
 * The first letters of the words of a name, lower case: `mi` for "Myocardial infarction", `copd` for "Chronic obstructive
 * pulmonary disease", and where small words stand between, once with and once without their letters.
 *
 * @returns None for one word and for more than seven.
 */
export function initialsOf(name: string): string[] {
  const words = splitWords(name).map(({end, form, start}) => ({form, letter: firstLetter(name, start, end)}))
  const telling = words.filter(({form}) => !passedOver.has(form))
  return [...new Set([words, telling])].flatMap((list, i, lists) => {
    if (list.length < 2 || list.length > mostWords) return []
    if (i === 1 && list.length === lists[0]!.length) return []
    return [list.map(({letter}) => letter).join('')]
  })
}

function firstLetter(text: string, start: number, end: number): string {
  return [...text.slice(start, end).normalize('NFKD').toLowerCase()][0] ?? ''
}

/**
 * The letters of a text that looks like an abbreviation made of initials: two to seven letters and digits, most of them
 * capitals ("COPD", "A-T", "PLNs", "HbA"); lower case, without hyphens, dots and a plural s.
 *
 * @returns `undefined` for any other text.
 */
export function shortFormLetters(text: string): string | undefined {
  if (text.includes(' ')) return undefined // most texts
  const letters = singularShortForm(text).replace(/[-‐‑./]/gu, '')
  if (!/^[\p{L}\p{N}]{2,7}$/u.test(letters)) return undefined
  const capitals = letters.match(/\p{Lu}/gu)?.length ?? 0
  return capitals > 0 && capitals * 2 >= letters.length ? letters.toLowerCase() : undefined
}
