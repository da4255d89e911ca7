/** How much before a bracket may belong to a long form; the paper's limits on words are tighter for most. */
export const longestLongForm = 250

/**
 * Finds the long form of a short form at the end of a text. The algorithm of Schwartz and Hearst takes any letters in
 * order and so the shortest stretch that has them ("seizures" for SRS); where the initials of the last words spell the
 * short form, they win. Last, initials in another order count: "myotonic dystrophy (DM)" is Latin's dystrophia
 * myotonica.
 *
 * @param candidate - Text that may end in the long form, at most {@link longestLongForm} units.
 * @returns Length of the long form, counted from the end of `candidate`; `undefined` when there is none.
 * @see Schwartz AS, Hearst MA. A simple algorithm for identifying abbreviation definitions in biomedical text. PSB 2003.
 */
export function matchLongForm(shortForm: string, candidate: string): number | undefined {
  const long = candidate.toLowerCase()
  if (long.length !== candidate.length) return undefined // letters that change length in lower case
  const short = singularShortForm(shortForm).toLowerCase()
  const letters = short.replace(/[^\p{L}\p{N}]/gu, '')
  const words = wordsOf(long)
  const initials = matchInitials(letters, words, 0)
  const start =
    initials ?? bestOf(letters, words, matchLetters(short, long, words)) ?? matchShuffled(letters, words)
  if (start === undefined) return undefined
  const form = long.slice(start)
  if (form.length <= short.length) return undefined
  if (form.split(/\s+/u).length > Math.min(letters.length + 5, letters.length * 2)) return undefined
  // not even with another hyphen: "AO-2, one with DTD (AO2)"
  const isRepeated = form.split(/[^\p{L}\p{N}-]+/u).some((word) => word.replaceAll('-', '') === letters)
  return isRepeated ? undefined : form.length
}

/** A short form without the s of a plural: "PLNs", "MEN1s", but not "AIDS". */
export function singularShortForm(shortForm: string): string {
  return shortForm.replace(/(?<=\p{Lu}|\d)s$/u, '')
}

/** The short forms that "dvts" and "pcos" may be written for: with their s and without. */
export function spellingsInCapitals(written: string): readonly string[] {
  const inCapitals = written.toUpperCase()
  return inCapitals.endsWith('S') ? [inCapitals, inCapitals.slice(0, -1)] : [inCapitals]
}

/** Whether the initials of the words before the end spell the short form: the surest of the ways. */
export function spellsInitials(shortForm: string, candidate: string): number | undefined {
  const long = candidate.toLowerCase()
  const letters = singularShortForm(shortForm)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const start = letters.length < 3 ? undefined : matchInitials(letters, wordsOf(long), 0)
  return start === undefined ? undefined : long.length - start
}

interface LongWord {
  readonly text: string
  readonly start: number
  /** Where the run of letters, digits and hyphens begins that it is a part of. */
  readonly runStart: number
}

function wordsOf(long: string): LongWord[] {
  const words: LongWord[] = []
  for (const run of long.matchAll(/[\p{L}\p{N}]\S*/gu)) {
    for (const word of run[0].matchAll(/[\p{L}\p{N}]+/gu)) {
      words.push({text: word[0], start: run.index + word.index, runStart: run.index})
    }
  }
  return words
}

const stopWords: ReadonlySet<string> = new Set('of the and in with for to a an on by or type'.split(' '))

/**
 * Reads initials from the last word backwards.
 *
 * @param skips - Telling words that may be passed over; stop words always may.
 * @returns Where the long form starts.
 */
function matchInitials(letters: string, words: readonly LongWord[], skips: number): number | undefined {
  let left = skips
  let w = words.length - 1
  let start: number | undefined
  for (let s = letters.length - 1; s >= 0; s--, w--) {
    while (w >= 0 && words[w]?.text[0] !== letters[s]) {
      if (s === letters.length - 1) return undefined
      if (!stopWords.has(words[w]?.text ?? '') && left-- <= 0) return undefined
      w--
    }
    const word = words[w]
    if (!word) return undefined
    start = word.runStart
  }
  return letters.length < 2 ? undefined : start
}

/** The paper's match, or initials with gaps where that has fewer words than the short form has letters. */
function bestOf(letters: string, words: readonly LongWord[], found: number | undefined): number | undefined {
  if (found === undefined || letters.length < 3) return found
  const within = words.filter(({start}) => start >= found).length
  return within < letters.length ? (matchInitials(letters, words, 2) ?? found) : found
}

/**
 * The matching step of the paper: every letter of the short form, from the right, must occur in the long form in order,
 * the first one at the start of a word.
 */
function matchLetters(short: string, long: string, words: readonly LongWord[]): number | undefined {
  let at = long.length - 1
  for (let s = short.length - 1; s >= 0; s--) {
    const letter = short.charAt(s)
    if (!/[\p{L}\p{N}]/u.test(letter)) continue
    while (
      at >= 0 &&
      (long[at] !== letter || (s === 0 && at > 0 && /[\p{L}\p{N}]/u.test(long[at - 1] ?? '')))
    )
      at--
    if (at < 0) return undefined
    at--
  }
  return words.findLast(({start}) => start <= at + 1)?.runStart
}

function matchShuffled(letters: string, words: readonly LongWord[]): number | undefined {
  if (letters.length > 4 || letters.length > words.length) return undefined
  const last = words.slice(-letters.length)
  const initials = last.map(({text}) => text.charAt(0))
  if (initials.sort().join('') !== [...letters].sort().join('')) return undefined
  return last.some(({text}) => text.length < 3 || stopWords.has(text)) ? undefined : last[0]?.runStart
}
