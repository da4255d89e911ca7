import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {ConceptIdSet} from './concept-id-set.js'

/** Which concepts CONSO speaks of, and which of them are read; the other tables are held against it. */
export class KnownConcepts {
  private readonly seen = new ConceptIdSet()
  private readonly kept = new ConceptIdSet()
  private readonly retired = new ConceptIdSet()

  constructor(private readonly report: ReportProblem) {}

  see(id: string): void {
    this.seen.add(id)
  }

  /** @returns Whether the concept was not kept before. */
  keep(id: string): boolean {
    return this.kept.add(id)
  }

  isSeen(id: string): boolean {
    return this.seen.has(id)
  }

  isKept(id: string): boolean {
    return this.kept.has(id)
  }

  /**
   * Whether a row of another table is wanted. One of a concept that CONSO does not list is reported here and not left to
   * the store: beside a part of CONSO there may be millions.
   *
   * @param kind - What is reported then: `type-of-unknown-concept`.
   */
  admits(id: string, kind: string, at: SourceLine): boolean {
    if (this.kept.has(id)) return true
    if (!this.seen.has(id)) {
      const message = `The concept "${id.slice(0, 40)}" has no row in CONSO.`
      this.report({kind, severity: 'skipped', message, at})
    }
    return false
  }

  /** Yields an id as no longer used, once. */
  retire(id: string, at: SourceLine, rows: OntologyRow[]): void {
    if (!this.kept.has(id) && this.retired.add(id)) rows.push({row: 'concept', id, active: false, at})
  }

  isRetired(id: string): boolean {
    return this.retired.has(id)
  }
}
