import type {Random} from './random.js'

/** Levels of the hierarchy, the root included. */
const maxDepth = 20

/** A hierarchy whose concepts come after their parents; concept 0 is the root. */
export interface RandomHierarchy {
  /** @returns Parents of a concept, none twice. */
  parentsOf(concept: number): readonly number[]
}

/**
 * Makes a hierarchy of SNOMED CT's shape: parents that are near each other, half of them siblings, the others above them
 * (such rows are in a release too, inactive ones among them), so that a concept has some 20 ancestors.
 *
 * @param parents - Parents of a concept on average.
 */
export function randomHierarchy(concepts: number, parents: number, random: Random): RandomHierarchy {
  const depths = new Uint8Array(concepts)
  const lists: number[][] = [[]]
  const children: number[][] = Array.from({length: concepts}, () => [])
  for (let concept = 1; concept < concepts; concept++) {
    let first: number
    // more of those that came early: the hierarchy gets broad
    do first = Math.floor(concept * random.next() ** 2)
    while (depths[first]! >= maxDepth - 1)
    const above = ancestorsOf(first, lists)
    const siblings = children[above[0] ?? 0]!
    const chosen = new Set([first])
    const wanted = 1 + random.below(2 * parents - 1)
    for (let tries = 0; chosen.size < wanted && tries < 20; tries++) {
      const pool = random.below(2) === 0 ? siblings : above
      const other = pool[random.below(pool.length)] ?? 0
      if (depths[other]! <= depths[first]!) chosen.add(other)
    }
    lists[concept] = [...chosen]
    depths[concept] = 1 + depths[first]!
    children[first]!.push(concept)
  }
  return {parentsOf: (concept) => lists[concept]!}
}

/** Along the first parents, the nearest first. */
function ancestorsOf(concept: number, lists: readonly (readonly number[])[]): number[] {
  const found: number[] = []
  for (let next = lists[concept]![0]; next !== undefined; next = lists[next]![0]) found.push(next)
  return found
}
