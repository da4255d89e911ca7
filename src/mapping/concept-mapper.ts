import {conceptIdSpellings} from '../domain/concept-id-spellings.js'
import type {MappedTarget} from '../domain/mention.js'
import {splitTarget, vocabularyKey} from '../domain/vocabulary.js'
import {UsageError} from '../errors.js'
import type {ConceptMap, TermIndex} from '../index-store/term-index.js'

/** Finds what stands for concepts in another vocabulary. */
export class ConceptMapper {
  private readonly wanted: string | undefined

  /**
   * @param to - The vocabulary, as people write it (`icd10cm`, `ICD-10-CM`, `snomed`); absent: all.
   * @throws {UsageError} When nothing in the index leads to it.
   */
  constructor(
    private readonly index: Pick<
      TermIndex,
      | 'concept'
      | 'conceptNumbers'
      | 'conceptsMappedTo'
      | 'details'
      | 'manifest'
      | 'maps'
      | 'mapVocabularies'
      | 'name'
    >,
    to?: string,
  ) {
    this.wanted = to === undefined ? undefined : vocabularyKey(to)
    if (this.wanted === undefined) return
    const known = [...index.manifest.sources.map(({code}) => code), ...index.mapVocabularies()]
    if (known.some((name) => this.isWanted(name))) return
    throw new UsageError(
      `Nothing in the index ${index.name} leads to ${to}.`,
      known.length > 0 ? `There are: ${[...new Set(known)].join(', ')}.` : 'It holds no cross-maps.',
    )
  }

  /**
   * Targets of a concept: its own cross-maps, those that lead from the wanted vocabulary to it, and, for an id that is no
   * longer used, those of what replaced it.
   *
   * @param concept - Number in the index.
   * @returns Own maps in the order of group and priority, then the others by id.
   */
  mappingsOf(concept: number): MappedTarget[] {
    const found = [...this.ownMappings(concept), ...this.inverseMappings(concept)]
    if (found.length > 0) return distinct(found)
    const replaced = this.replacementsOf(concept).flatMap((replacement) => {
      const {id} = this.index.concept(replacement)
      return [...this.ownMappings(replacement), ...this.inverseMappings(replacement)].map((mapping) => ({
        ...mapping,
        via: id,
      }))
    })
    return distinct(replaced)
  }

  /**
   * Concepts of the index that a code of another vocabulary stands for: the maps read backwards.
   *
   * @param code - `ICD10CM:I21.9`, or `I21.9` where the vocabulary can be any.
   */
  conceptsOf(code: string): MappedTarget[] {
    const vocabularies = this.index.mapVocabularies()
    const targets = conceptIdSpellings(code).flatMap((spelt) =>
      spelt.includes(':') ? [spelt] : vocabularies.map((vocabulary) => `${vocabulary}:${spelt}`),
    )
    return distinct([...new Set(targets)].flatMap((target) => this.mappedTo(target)))
  }

  private ownMappings(concept: number): MappedTarget[] {
    return this.index
      .maps(concept)
      .filter(({target}) => this.isWanted(splitTarget(target).vocabulary))
      .map((map) => this.toMapping(map))
  }

  private inverseMappings(concept: number): MappedTarget[] {
    const {id, source} = this.index.concept(concept)
    const prefix = splitTarget(id).vocabulary
    const spelt = new Set(prefix === '' ? [] : [id])
    const bare = id.slice(prefix === '' ? 0 : prefix.length + 1)
    for (const vocabulary of this.index.mapVocabularies()) {
      const key = vocabularyKey(vocabulary)
      if (key === vocabularyKey(source) || (prefix !== '' && key === vocabularyKey(prefix)))
        spelt.add(`${vocabulary}:${bare}`)
    }
    return [...spelt].flatMap((target) => this.mappedTo(target))
  }

  private mappedTo(target: string): MappedTarget[] {
    return this.index.conceptsMappedTo(target).flatMap(({concept, relation}) => {
      const {id, name, source} = this.index.concept(concept)
      return this.isWanted(source) ? [{id, name, source, relation, inverse: true as const}] : []
    })
  }

  private toMapping({target, ...map}: ConceptMap): MappedTarget {
    const {code, vocabulary} = splitTarget(target)
    const source = this.index.manifest.sources.find(
      (one) => vocabularyKey(one.code) === vocabularyKey(vocabulary),
    )
    const [there] = source ? [target, code].flatMap((id) => this.index.conceptNumbers(id, source.code)) : []
    if (there === undefined) return {id: code, source: vocabulary, ...map}
    const {id, name, source: itsSource} = this.index.concept(there)
    return {id, name, source: itsSource, ...map}
  }

  /** What stands for an inactive concept now, however often it was replaced. */
  private replacementsOf(concept: number): number[] {
    const found = new Set<number>()
    const open = [concept]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const {replacements} = this.index.details(next)
      for (const {concept: replacement} of replacements) {
        const [number] = this.index.conceptNumbers(replacement.id, replacement.source)
        if (number === undefined || number === concept || found.has(number)) continue
        found.add(number)
        open.push(number)
      }
    }
    return [...found].sort((a, b) => a - b)
  }

  private isWanted(vocabulary: string): boolean {
    return this.wanted === undefined || vocabularyKey(vocabulary) === this.wanted
  }
}

function distinct(mappings: readonly MappedTarget[]): MappedTarget[] {
  return [...new Map(mappings.map((mapping) => [JSON.stringify(mapping), mapping])).values()]
}
