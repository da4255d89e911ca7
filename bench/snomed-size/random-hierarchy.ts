import type {Random} from './random.js'

/** Levels of the hierarchy, the root included. */
const maxDepth = 20

/** A hierarchy whose concepts come after their parents; concept 0 is the root. */
export interface RandomHierarchy {
  /** @returns Parents of a concept, none twice. */
  parentsOf(concept: number): readonly number[]
}

/**
 * Makes a hierarchy of SNOMED CT's shape: several parents that are near each other (siblings), some 20 ancestors each.
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
    const siblings = children[lists[first]?.[0] ?? 0]!
    const chosen = new Set([first])
    const wanted = 1 + random.below(2 * parents - 1)
    for (let tries = 0; chosen.size < wanted && tries < 20; tries++) {
      const other = siblings[random.below(siblings.length)] ?? first
      if (other < concept && depths[other]! < maxDepth - 1) chosen.add(other)
    }
    for (let tries = 0; chosen.size < wanted && tries < 20; tries++) {
      const other = Math.floor(concept * random.next() ** 4)
      if (depths[other]! < maxDepth - 1) chosen.add(other)
    }
    lists[concept] = [...chosen]
    depths[concept] = 1 + Math.max(...[...chosen].map((parent) => depths[parent]!))
    children[first]!.push(concept)
  }
  return {parentsOf: (concept) => lists[concept]!}
}
