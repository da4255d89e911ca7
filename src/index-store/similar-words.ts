import {slipsBetween} from '../domain/slips-between.js'

/** Shorter words have too many neighbours to guess from. */
const shortestWord = 5
/** From this length on two slips are forgiven, below it one. */
const shortestWithTwoSlips = 8

/** Fewest letters of a word that can be the answer. */
export const shortestAnswer = shortestWord - 1

/** How many slips a word may hold and still be recognised; 0 for words too short to guess. */
function slipsAllowed(word: string): number {
  if (word.length < shortestWord) return 0
  return word.length < shortestWithTwoSlips ? 1 : 2
}

/**
 * Finds words that differ from a given one by few slips: a letter too many, missing, wrong, or two changed about.
 *
 * Looks at every word, after a comparison of length and letters that leaves about one in a hundred: one or two
 * milliseconds for 130,000 words, as fast as an index of letter groups, and it misses nothing.
 */
export class SimilarWords {
  private readonly letters: Uint32Array
  private readonly lengths: Uint32Array

  constructor(private readonly words: readonly string[]) {
    this.letters = Uint32Array.from(words, lettersOf)
    this.lengths = Uint32Array.from(words, (word) => word.length)
  }

  /** @returns At most `limit` words, fewest slips first, then alphabetically. */
  find(word: string, limit: number): string[] {
    const slips = slipsAllowed(word)
    if (slips === 0) return []
    const letters = lettersOf(word)
    const found: {word: string; slips: number}[] = []
    for (let i = 0; i < this.words.length; i++) {
      if (Math.abs(this.lengths[i]! - word.length) > slips) continue
      // a slip changes at most two letters of the set: one goes, one comes
      if (bitCount(this.letters[i]! ^ letters) > 2 * slips) continue
      const other = this.words[i]!
      const distance = slipsBetween(word, other, slips)
      if (distance <= slips) found.push({word: other, slips: distance})
    }
    found.sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
    return found.slice(0, limit).map((entry) => entry.word)
  }
}

/** The set of letters of a word, a bit each; other characters share the six bits that are left. */
function lettersOf(word: string): number {
  let set = 0
  for (let i = 0; i < word.length; i++) {
    const code = word.charCodeAt(i)
    set |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return set >>> 0
}

/** Sums neighbouring bits, then pairs, then groups of four; the product adds the four bytes up. */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
