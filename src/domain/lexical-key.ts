import {boundForms, looseForms} from './combining-forms.js'
import {recall} from './recall.js'
import {normaliseWord} from './word-form.js'

/** A word of a text: where it stands (UTF-16 units, end exclusive) and the form it is compared in. */
export interface Word {
  readonly start: number
  readonly end: number
  /** Normalised form: equal for spellings that a clinician would call the same word. */
  readonly form: string
}

/** Words that may come, go and change places without changing which concept a name means. */
const fillers: ReadonlySet<string> = new Set(['the', 'of', 'in', 'on', 'an', 'to', 'for', 'by', 'at', 'nos'])

/** Abbreviations with a slash that clinicians write for one word come before the words. */
const wordPattern =
  /(?<![\p{L}\p{N}])(?:(?:w\/o|b\/l|h\/o)(?![\p{L}\p{N}])|w\/(?=\s|\p{L}{2}))|[\p{L}\p{N}\p{M}]+(?:['’][sS](?![\p{L}\p{N}]))?/giu

/**
 * Splits a text into words: runs of letters, digits and marks, in any script. A possessive `'s` belongs to its word, a
 * combining form to the word it is written before: "pre-auricular" and "micro cephaly" are one word.
 *
 * @returns Words in order of the text; punctuation and symbols are left out.
 */
export function splitWords(text: string): readonly Word[] {
  return text.length > longestRemembered
    ? splitWordsOnce(text)
    : recall(known, remembered, text, splitWordsOnce)
}

/** Names and mentions are split for their key, their letters and their comparison. */
const known = new Map<string, readonly Word[]>()
const remembered = 10_000
const longestRemembered = 120

/** {@link splitWords} for those who remember what they asked for themselves. */
export function splitWordsOnce(text: string): readonly Word[] {
  const words: Word[] = []
  for (const {0: word, index: start} of text.matchAll(wordPattern)) {
    const end = start + word.length
    const form = formOf(word)
    const previous = words.at(-1)
    if (previous && joinsPrefix(text, previous, {start, end, form}))
      words[words.length - 1] = {start: previous.start, end, form: previous.form + form}
    else words.push({start, end, form: readNumeral(form, previous)})
  }
  return words
}

/**
 * The normalised words of a text in one string, for {@link formsOfKept}: to be kept beside a text that is read more often than
 * written.
 *
 * @returns `null` for a text without words.
 */
export function keptForms(text: string): string | null {
  const words = splitWordsOnce(text)
  return words.length > 0 ? words.map(({form}) => form).join(betweenForms) : null
}

/** The normalised words of {@link keptForms}. */
export function formsOfKept(kept: string | null): readonly string[] {
  return kept === null ? [] : kept.split(betweenForms)
}

/** Compatibility decomposition makes blanks of some letters, but no tab. */
const betweenForms = '\t'

function formOf(word: string): string {
  if (word.length > longestAbbreviation) return normaliseWord(word)
  const isCode = word.length === 2 && word === word.toUpperCase() // DX is a compound, Dx a diagnosis
  const meant = isCode ? undefined : clinicalAbbreviations.get(word.toLowerCase())
  return meant ?? normaliseWord(word)
}

/** Such as have one meaning in names: "tx" (treatment, transplant) and "sx" (symptoms, surgery) have not. */
const clinicalAbbreviations: ReadonlyMap<string, string> = new Map([
  ['w/', 'with'],
  ['w/o', 'without'],
  ['b/l', 'bilateral'],
  ['h/o', 'history'],
  ['hx', 'history'],
  ['dx', 'diagnosis'],
  ['fx', 'fracture'],
])
const longestAbbreviation = Math.max(...Array.from(clinicalAbbreviations.keys(), ({length}) => length))

function joinsPrefix(text: string, previous: Word, {end, form, start}: Word): boolean {
  const isBound = boundForms.has(previous.form)
  if (!isBound && !looseForms.has(previous.form)) return false
  if (form.length < 4 || end - start < 4 || !/^[a-z]+$/.test(form)) return false
  const gap = text.slice(previous.end, start)
  return /^[-‐‑]$/u.test(gap) || (gap === ' ' && isBound)
}

/** "Type I" is type 1; a lone I, V or X is more often a letter, a vitamin or a vein. */
function readNumeral(form: string, previous: Word | undefined): string {
  if (!previous || !counted.has(previous.form)) return form
  // "type via", but "a growth factor via its receptor"
  if (form === 'via' && previous.form === 'factor') return form
  return smallNumerals.get(form) ?? form
}

const counted: ReadonlySet<string> = new Set(
  'type grade stage class group factor phase degree subtype'.split(' '),
)

// biome-ignore format: a table
const smallNumerals: ReadonlyMap<string, string> = new Map([
  ['i', '1'], ['iv', '4'], ['v', '5'], ['x', '10'], ['xi', '11'], ['xii', '12'], ['xiii', '13'],
  ['ia', '1a'], ['ib', '1b'], ['ic', '1c'], ['iva', '4a'], ['ivb', '4b'], ['va', '5a'], ['vb', '5b'], ['via', '6a'],
])

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
