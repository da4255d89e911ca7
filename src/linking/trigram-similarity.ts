/**
 * Dice coefficient of the letter trigrams of two texts, each word with a blank before and behind: 1 for equal words in
 * any order, 0 where no three letters are shared.
 *
 * @param a - {@link trigramsOf} one text.
 * @param b - The same of another.
 */
export function trigramSimilarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  for (const gram of few) if (many.has(gram)) shared++
  return (2 * shared) / (a.size + b.size)
}

/** @param forms - Normalised words. */
export function trigramsOf(forms: readonly string[]): Set<string> {
  const grams = new Set<string>()
  for (const form of forms) {
    const padded = ` ${form} `
    for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3))
  }
  return grams
}
