/**
 * Pairs answers with gold items so that none is used twice and as many answers as possible have a partner. Whatever the
 * number of answers that are looked at, the first ones have as many partners as they can have by themselves.
 *
 * @param partners - For each answer, in order of preference, the gold items that it fits.
 * @returns For each answer its gold item, or `undefined`.
 * @see Kuhn HW. The Hungarian method for the assignment problem. 1955 (augmenting paths).
 */
export function matchOneToOne(partners: readonly (readonly number[])[]): (number | undefined)[] {
  const answerOf = new Map<number, number>()
  const place = (answer: number, tried: Set<number>): boolean => {
    for (const gold of partners[answer] ?? []) {
      if (tried.has(gold)) continue
      tried.add(gold)
      const rival = answerOf.get(gold)
      if (rival === undefined || place(rival, tried)) {
        answerOf.set(gold, answer)
        return true
      }
    }
    return false
  }
  for (const answer of partners.keys()) place(answer, new Set())
  const matched = new Array<number | undefined>(partners.length).fill(undefined)
  for (const [gold, answer] of answerOf) matched[answer] = gold
  return matched
}
