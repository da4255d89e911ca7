import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'

/** Filters that let through the concepts of one type alone, for mentions whose type the input gives. */
export class TypeFilters {
  private readonly known = new Map<string, ConceptFilter | undefined>()

  /** @param filter - What is let through whatever the type; its own types give way. */
  constructor(
    private readonly index: Pick<TermIndex, 'unknownValues'>,
    private readonly filter: ConceptFilter | undefined,
  ) {}

  /** Whether concepts of the index have this type. Case does not matter. */
  knows(type: string): boolean {
    return this.index.unknownValues({types: [type]}).length === 0
  }

  /** @returns The filter without the type where it is not given, or no concept has it. */
  of(type: string | undefined): ConceptFilter | undefined {
    if (type === undefined) return this.filter
    // the same object for a type: what a filter lets through is remembered by it
    if (!this.known.has(type))
      this.known.set(type, this.knows(type) ? {...this.filter, types: [type]} : this.filter)
    return this.known.get(type)
  }
}
