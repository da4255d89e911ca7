import type {Document} from '../domain/mention.js'
import type {TermIndex} from '../index-store/term-index.js'

/**
 * Turns the ids of gold annotations into concepts of an index that are in use: a secondary or retired id stands for what
 * replaced it, so that gold and answers of different releases can be compared.
 */
export class GoldConcepts {
  private readonly known = new Map<string, readonly string[]>()

  constructor(private readonly index: TermIndex) {}

  /** @returns Keys (see {@link conceptKey}) of the concepts, none where the index has none of the ids. */
  of(ids: readonly string[]): ReadonlySet<string> {
    return new Set(ids.flatMap((id) => this.resolve(id)))
  }

  private resolve(id: string): readonly string[] {
    const known = this.known.get(id)
    if (known) return known
    const found = this.index.findConcepts(id).flatMap((concept) => {
      if (concept.leftOut) return [] // part of the hierarchy only
      if (concept.active) return [conceptKey(concept)]
      return concept.replacements.map((replacement) => conceptKey(replacement.concept))
    })
    this.known.set(id, found)
    return found
  }
}

/** Source and id: what makes a concept one. */
export function conceptKey({id, source}: {readonly id: string; readonly source: string}): string {
  return `${source}\t${id}`
}

/** The concepts of a document: those that its annotators gave to it as a whole, else those of its mentions. */
export function documentConcepts(
  {conceptIds, mentions = []}: Document,
  gold: GoldConcepts,
): ReadonlySet<string> {
  return gold.of(conceptIds ?? mentions.flatMap(({ids}) => ids))
}
