/** Symbols of grams that have a number of their own: the mark of a word's edge, a to z, 0 to 9. */
const symbols = 37
const mark = 0
const ownNumbers = symbols ** 3
/** A power of two; grams with any other character share these. */
const sharedNumbers = 1 << 15

/** Numbers of {@link nameGrams} are below this. */
export const gramNumbers = ownNumbers + sharedNumbers

/** More than a name has, so that a hostile text stays cheap. */
const mostGrams = 1024

/**
 * The letter groups by which a name is found that is misspelt, run together, split or in another order: three neighbours
 * of each word, its edges marked, and three neighbours of all words written as one. Han and kana say with one character
 * what other scripts say with several, so there two neighbours are a group too.
 *
 * @param forms - Normalised words of the name, see `splitWords`.
 * @returns Distinct numbers below {@link gramNumbers}; empty without words. Groups with other characters than a to z and
 *   digits may share a number.
 */
export function nameGrams(forms: readonly string[]): number[] {
  const grams = new Set<number>()
  const joined = new GramWindow(grams)
  joined.take(mark)
  for (const form of forms) {
    const word = new GramWindow(grams)
    word.take(mark)
    for (const character of form) {
      const symbol = symbolOf(character)
      word.take(symbol)
      joined.take(symbol)
      if (grams.size >= mostGrams) return [...grams]
    }
    word.take(mark)
  }
  joined.take(mark)
  return [...grams]
}

/** Turns a row of symbols into grams. */
class GramWindow {
  private taken = 0
  private first = mark
  private second = mark

  constructor(private readonly grams: Set<number>) {}

  take(symbol: number): void {
    if (this.taken >= 2) this.grams.add(gramNumber(this.first, this.second, symbol))
    // no other gram has a mark in the middle
    if (isDense(this.second) && isDense(symbol)) this.grams.add(gramNumber(this.second, mark, symbol))
    this.first = this.second
    this.second = symbol
    this.taken++
  }
}

function symbolOf(character: string): number {
  const code = character.codePointAt(0) as number
  if (code >= 97 && code <= 122) return code - 96
  if (code >= 48 && code <= 57) return code - 21
  return symbols + code
}

/** Whether a character is Han or kana: a script in which two make a word. */
function isDense(symbol: number): boolean {
  const code = symbol - symbols
  return (code >= 0x3040 && code < 0xa000) || code >= 0x20000
}

function gramNumber(a: number, b: number, c: number): number {
  if (a < symbols && b < symbols && c < symbols) return (a * symbols + b) * symbols + c
  // multiplicative hashing: the upper bits depend on all of the input
  const mixed = Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) + b, 0x85ebca6b) + c, 0xc2b2ae35)
  return ownNumbers + ((mixed >>> 17) & (sharedNumbers - 1))
}
