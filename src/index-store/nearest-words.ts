import {slipsBetween} from '../domain/slips-between.js'

/**
 * The words that somebody may have meant: those that hold the one that was typed, then those with few slips (one in three
 * letters), nearest first.
 *
 * @param limit - How many at the most.
 */
export function nearestWords(typed: string, words: readonly string[], limit: number): string[] {
  const form = typed.toLowerCase()
  const most = Math.max(1, Math.floor(form.length / 3))
  return words
    .map((word) => {
      const other = word.toLowerCase()
      return {word, slips: form !== '' && other.includes(form) ? 0 : slipsBetween(form, other, most)}
    })
    .filter(({slips}) => slips <= most)
    .sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map(({word}) => word)
}
