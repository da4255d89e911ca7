import {lexicalKey} from '../domain/lexical-key.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import {GoldConcepts} from './gold.js'

/**
 * What a gold annotation asks for: `known`, a concept that can be found; the rest has no right answer but NIL:
 * `left-out`, the filter keeps its concepts out; `unknown`, the index has none of its ids; `without-id`, the annotators
 * found no concept.
 */
export type GoldStanding = 'known' | 'left-out' | 'unknown' | 'without-id'

export interface ScopedGold {
  readonly standing: GoldStanding
  /** Keys (see `conceptKey`) of the concepts, any of which is right; empty unless `known`. */
  readonly concepts: ReadonlySet<string>
}

/** Says of gold ids which concepts a search with a filter can find. */
export class GoldScope {
  private readonly gold: GoldConcepts
  private readonly isFound = new Map<string, boolean>()

  constructor(
    private readonly index: TermIndex,
    private readonly filter: ConceptFilter | undefined,
  ) {
    this.gold = new GoldConcepts(index)
  }

  of(ids: readonly string[]): ScopedGold {
    if (ids.length === 0) return {standing: 'without-id', concepts: new Set()}
    const all = [...this.gold.of(ids)]
    if (all.length === 0) return {standing: 'unknown', concepts: new Set()}
    const concepts = new Set(all.filter((key) => this.canBeFound(key)))
    return {standing: concepts.size > 0 ? 'known' : 'left-out', concepts}
  }

  /** Numbers of the concepts with these keys. */
  numbersOf(keys: Iterable<string>): number[] {
    return [...keys].flatMap((key) => {
      const tab = key.indexOf('\t')
      return this.index.conceptNumbers(key.slice(tab + 1), key.slice(0, tab))
    })
  }

  private canBeFound(key: string): boolean {
    if (this.filter === undefined) return true
    let found = this.isFound.get(key)
    if (found === undefined) {
      found = this.numbersOf([key]).some((concept) => this.hasAllowedName(concept))
      this.isFound.set(key, found)
    }
    return found
  }

  private hasAllowedName(concept: number): boolean {
    return this.index
      .details(concept)
      .terms.some(({text}) =>
        this.index.termsWithKey(lexicalKey(text), this.filter).some((hit) => hit.concept === concept),
      )
  }
}
