import type {ConceptFilter} from '../index-store/term-index.js'
import {seededRandom} from './seeded-random.js'

/**
 * Takes a random share of concepts out of an index, so that mentions of them have no right answer.
 *
 * @param keys - Keys (see `conceptKey`) of the concepts to draw from, in any order.
 * @param share - 0 to 1; the number drawn is rounded.
 * @param filter - What the user allows; its exclusions stay.
 * @returns The filter that leaves them out (ids that several sources share go with them), and the keys that were drawn.
 */
export function dropConcepts(
  keys: Iterable<string>,
  {filter, seed, share}: {filter?: ConceptFilter | undefined; seed: number; share: number},
): {filter: ConceptFilter | undefined; dropped: ReadonlySet<string>} {
  const left = [...new Set(keys)].sort()
  const count = Math.round(left.length * share)
  const random = seededRandom(seed)
  // the first steps of a Fisher-Yates shuffle
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (left.length - i))
    ;[left[i], left[j]] = [left[j] as string, left[i] as string]
  }
  const dropped = new Set(left.slice(0, count))
  if (count === 0) return {filter, dropped}
  const ids = Array.from(dropped, (key) => key.slice(key.indexOf('\t') + 1))
  const expression = ids.map((id) => `"${id.replace(/["\\]/g, '\\$&')}"`).join(' OR ')
  const {exclude = {}} = filter ?? {}
  return {filter: {...filter, exclude: {...exclude, ecl: [...(exclude.ecl ?? []), expression]}}, dropped}
}
