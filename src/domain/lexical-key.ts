import {limitMarks} from './prepare-text.js'

/** A word of a text: where it stands (UTF-16 units, end exclusive) and the form it is compared in. */
export interface Word {
  readonly start: number
  readonly end: number
  /** Normalised form: equal for spellings that a clinician would call the same word. */
  readonly form: string
}

/** Words that may come, go and change places without changing which concept a name means. */
const fillers: ReadonlySet<string> = new Set(['the', 'of', 'in', 'on', 'an', 'to', 'for', 'by', 'at', 'nos'])

const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’][sS](?![\p{L}\p{N}]))?/gu

/**
 * Splits a text into words: runs of letters, digits and marks, in any script. A possessive `'s` belongs to its word.
 *
 * @returns Words in order of the text; punctuation and symbols are left out.
 */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(wordPattern)) {
    words.push({start: match.index, end: match.index + match[0].length, form: normaliseWord(match[0])})
  }
  return words
}

/**
 * The key under which the dictionary finds a name: its normalised words without fillers, sorted, joined by a space, so
 * that "Carcinoma of the lung" and "lung carcinomas" share one.
 *
 * @returns The empty string for a text without a letter or digit.
 */
export function lexicalKey(text: string): string {
  return keyOfForms(splitWords(text).map((word) => word.form))
}

/** {@link lexicalKey} for words that are already normalised. */
export function keyOfForms(forms: readonly string[]): string {
  const telling = forms.filter((form) => !fillers.has(form))
  return (telling.length > 0 ? telling : [...forms]).sort().join(' ')
}

/** Whether a normalised word is dropped from keys. */
export function isFiller(form: string): boolean {
  return fillers.has(form)
}

/**
 * One word in the form it is compared in: compatibility-decomposed, without diacritics, lower case, Greek letters by
 * name, American spelling, singular, small Roman numerals as digits.
 */
export function normaliseWord(word: string): string {
  const known = cache.get(word)
  if (known !== undefined) return known
  const form = computeForm(word)
  // words repeat endlessly, but a hostile input must not grow the cache without end
  if (cache.size >= 200_000) cache.clear()
  cache.set(word, form)
  return form
}

const cache = new Map<string, string>()

function computeForm(word: string): string {
  const plain = limitMarks(word)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]s$/u, '')
    .replace(/ß/gu, 'ss')
    .replace(/[α-ω]/gu, (letter) => greekNames[letter] ?? letter)
  const numeral = romanNumerals[plain]
  if (numeral !== undefined) return numeral
  return /^[a-z]+$/.test(plain) ? singular(american(plain)) : plain
}

/** Not `i`, `v`, `x` and `iv`: those are letters, vitamins and "intravenous" at least as often. */
const romanNumerals: Readonly<Record<string, string>> = {
  ii: '2',
  iii: '3',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
}

// biome-ignore format: a table
const greekNames: Readonly<Record<string, string>> = {
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', κ: 'kappa',
  λ: 'lambda', μ: 'mu', σ: 'sigma', τ: 'tau', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
}

/** Applied to names and texts alike, so an over-eager rule costs only a false match between two words it joins. */
function american(word: string): string {
  if (word.length < 5) return word
  return word
    .replace(/(?<=.)(?:ae|oe)(?=[^us]|s.)|^(?:ae|oe)(?=[mdst])/g, 'e')
    .replace(/our(?=s?$|ed$|ing$)/, 'or')
    .replace(/sulph/, 'sulf')
    .replace(/is(?=(?:ed|ing|ation|ations)$)/, 'iz')
    .replace(/yse(?=[ds]?$)/, 'yze')
    .replace(/(?<=[^aeiou])re(?=s?$)/, 'er')
    .replace(/logue(?=s?$)/, 'log')
}

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word
  if (/(?:ss|us|is)$/.test(word)) return word
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/.{3}oses$/.test(word)) return `${word.slice(0, -2)}is`
  if (/(?:s|x|z|ch|sh)es$/.test(word) && !/(?:[aeiou]ses|zes)$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}
