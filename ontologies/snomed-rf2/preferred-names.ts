import {type CountingLines, visitPreferences} from './count-preferences.js'
import {IdNumbers} from './id-numbers.js'
import {PagedUint32} from './paged-uint32.js'
import type {Rf2File} from './rf2-file.js'

/**
 * The preferred names where several language reference sets count: of each concept those of the first reference set that
 * prefers a name of it. Holds some 30 bytes a preferred name and a concept.
 */
export class PreferredNames {
  private readonly terms = new IdNumbers()
  /** By the number of the term: place of its best reference set, number of its concept plus 1 or 0. */
  private readonly ranks = new PagedUint32()
  private readonly conceptOf = new PagedUint32()
  private readonly concepts = new IdNumbers()
  /** By the number of the concept: best place of a name of it. */
  private readonly best = new PagedUint32()
  private readonly places: ReadonlyMap<string, number>

  private constructor(refsets: readonly string[]) {
    this.places = new Map(refsets.map((refset, place) => [refset, place]))
  }

  /** @param refsets - The best first. */
  static async read(
    files: readonly Rf2File[],
    lines: CountingLines,
    refsets: readonly string[],
  ): Promise<PreferredNames> {
    const names = new PreferredNames(refsets)
    await visitPreferences(files, lines, (refset, termId) => {
      const place = names.places.get(refset)
      if (place !== undefined) names.addTerm(termId, place)
      return true
    })
    return names
  }

  /** The place of the first reference set that prefers a term; of terms that none prefers, one behind the last. */
  rankOf(termId: string): number {
    const term = this.terms.find(termId)
    return term === undefined ? this.places.size : this.ranks.get(term)
  }

  /** Takes note of a name; the fully specified one, which every reference set prefers, is none here. */
  addName(termId: string, conceptId: string): void {
    const term = this.terms.find(termId)
    if (term === undefined) return
    const rank = this.ranks.get(term)
    const concept = this.concepts.add(conceptId)
    this.conceptOf.set(term, concept + 1)
    if (concept === this.best.length) this.best.push(rank)
    else if (rank < this.best.get(concept)) this.best.set(concept, rank)
  }

  /** Whether what a reference set prefers names the concept, once all names are known. */
  isBest(termId: string, refset: string): boolean {
    const term = this.terms.find(termId)
    if (term === undefined || this.conceptOf.get(term) === 0) return false
    const rank = this.ranks.get(term)
    return rank === this.places.get(refset) && rank === this.best.get(this.conceptOf.get(term) - 1)
  }

  private addTerm(termId: string, place: number): void {
    const term = this.terms.add(termId)
    if (term === this.ranks.length) {
      this.ranks.push(place)
      this.conceptOf.push(0)
    } else if (place < this.ranks.get(term)) this.ranks.set(term, place)
  }
}
