import type {DemoConcept} from './parse-source.js'

/**
 * Looks for what would make a bad release: numbers or preferred names used twice, a name given twice to one concept,
 * parents that do not exist, anything but one root, and circles in the hierarchy.
 *
 * @returns One sentence for each fault, with the line of the concept; empty when all is well.
 */
export function findFaults(concepts: readonly DemoConcept[]): string[] {
  const byName = new Map(concepts.map((concept) => [concept.name, concept]))
  return [
    ...repeated(concepts, 'number', ({number}) => String(number)),
    ...repeated(concepts, 'preferred name', ({name}) => name.toLowerCase()),
    ...concepts.flatMap((concept) => nameFaults(concept)),
    ...concepts.flatMap((concept) => parentFaults(concept, byName)),
    ...rootFaults(concepts),
  ]
}

function repeated(
  concepts: readonly DemoConcept[],
  what: string,
  keyOf: (concept: DemoConcept) => string,
): string[] {
  const seen = new Map<string, DemoConcept>()
  return concepts.flatMap((concept) => {
    const first = seen.get(keyOf(concept))
    if (first !== undefined) return [`Line ${concept.line}: the ${what} of line ${first.line} is used again.`]
    seen.set(keyOf(concept), concept)
    return []
  })
}

function nameFaults({line, name, synonyms}: DemoConcept): string[] {
  const names = [name, ...synonyms].map((text) => text.toLowerCase())
  return names
    .filter((text, index) => names.indexOf(text) !== index)
    .map((text) => `Line ${line}: the concept has the name "${text}" twice.`)
}

function parentFaults(concept: DemoConcept, byName: ReadonlyMap<string, DemoConcept>): string[] {
  const unknown = concept.parents.filter((parent) => !byName.has(parent))
  if (unknown.length > 0)
    return unknown.map((parent) => `Line ${concept.line}: no concept is named "${parent}".`)
  return ancestors(concept, byName).has(concept.name)
    ? [`Line ${concept.line}: the concept is its own ancestor.`]
    : []
}

function rootFaults(concepts: readonly DemoConcept[]): string[] {
  const roots = concepts.filter(({parents}) => parents.length === 0)
  if (roots.length === 1) return []
  return [
    `Expected one concept without a parent, found ${roots.length} (lines ${roots.map(({line}) => line).join(', ')}).`,
  ]
}

/** Names of all concepts above one; its own name is among them only where the hierarchy runs in a circle. */
function ancestors(concept: DemoConcept, byName: ReadonlyMap<string, DemoConcept>): Set<string> {
  const found = new Set<string>()
  const open = [...concept.parents]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    open.push(...(byName.get(name)?.parents ?? []))
  }
  return found
}
