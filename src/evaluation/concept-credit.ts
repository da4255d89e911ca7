import type {TermIndex} from '../index-store/term-index.js'

/** Steps beyond which two concepts have nothing to do with each other. */
const mostSteps = 3

/**
 * How near an answer is to what is right: 2^-d, where d counts the is-a steps of the shortest way up from both to a concept
 * that is one of them or above both. So the right concept counts 1, its parent or child .5, its grandparent or sibling
 * .25; more than three steps count nothing.
 */
export class ConceptCredit {
  private readonly above = new Map<number, ReadonlyMap<number, number>>()

  constructor(private readonly index: TermIndex) {}

  /** @returns The best over the right concepts, 0 to 1. All are numbers of the index. */
  of(answer: number, right: readonly number[]): number {
    const steps = Math.min(...right.map((concept) => this.steps(answer, concept)))
    return steps <= mostSteps ? 2 ** -steps : 0
  }

  private steps(a: number, b: number): number {
    const aboveB = this.ancestors(b)
    let least = Number.POSITIVE_INFINITY
    for (const [concept, up] of this.ancestors(a)) {
      const down = aboveB.get(concept)
      if (down !== undefined) least = Math.min(least, up + down)
    }
    return least
  }

  /** A concept and those above it, with the fewest steps up to each. */
  private ancestors(concept: number): ReadonlyMap<number, number> {
    const known = this.above.get(concept)
    if (known) return known
    const steps = new Map([[concept, 0]])
    let level = [concept]
    for (let step = 1; step <= mostSteps; step++) {
      level = level.flatMap((child) => this.parents(child)).filter((parent) => !steps.has(parent))
      for (const parent of level) steps.set(parent, step)
    }
    this.above.set(concept, steps)
    return steps
  }

  private parents(concept: number): number[] {
    return this.index
      .details(concept)
      .parents.flatMap(({id, source}) => this.index.conceptNumbers(id, source))
  }
}
