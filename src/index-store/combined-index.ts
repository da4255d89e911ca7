import {extend} from '../domain/extend.js'
import {slipsBetween} from '../domain/slips-between.js'
import {ModelMismatchError} from '../errors.js'
import type {
  ConceptDetails,
  ConceptFilter,
  ConceptLabel,
  ConceptMap,
  ConceptSummary,
  ConceptUse,
  IndexCounts,
  IndexManifest,
  NearTexts,
  SearchOptions,
  SimilarTerm,
  TermHit,
  TermIndex,
  UnknownValue,
  WordHit,
  WordUse,
} from './term-index.js'

/**
 * Several indexes asked as one. Number n of the p-th of P indexes, concept or text, is n·P + p here, so that numbers
 * stay apart and the order of results does not depend on what else is asked.
 */
export class CombinedIndex implements TermIndex {
  readonly name: string
  readonly manifest: IndexManifest
  readonly maxKeyWords: number

  /**
   * @param parts - Two or more; disposed with this.
   * @throws {ModelMismatchError} When they hold vectors of different models.
   */
  constructor(private readonly parts: readonly [TermIndex, ...TermIndex[]]) {
    const [{manifest: first}] = parts
    for (const {manifest} of parts) {
      if (manifest.model.sha256 !== first.model.sha256) {
        throw new ModelMismatchError(first.model.id, `${manifest.model.id} of another index`)
      }
    }
    this.name = parts.map(({name}) => name).join(' + ')
    this.maxKeyWords = Math.max(...parts.map(({maxKeyWords}) => maxKeyWords))
    this.manifest = {
      ...first,
      counts: addCounts(parts.map(({manifest}) => manifest.counts)),
      sources: parts.flatMap(({manifest}) => manifest.sources),
    }
  }

  termsWithKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.hitsOf((part) => part.termsWithKey(key, filter))
  }

  mayHaveKey(hash: number): boolean {
    return this.parts.some((part) => part.mayHaveKey(hash))
  }

  mayHaveLooseKey(hash: number): boolean {
    return this.parts.some((part) => part.mayHaveLooseKey(hash))
  }

  termsWithWords(query: string, limit: number, filter?: ConceptFilter): readonly WordHit[] {
    return this.parts
      .flatMap((part, p) =>
        part
          .termsWithWords(query, limit, filter)
          .map((hit) => ({...this.outside(hit, p), relevance: hit.relevance})),
      )
      .sort((a, b) => b.relevance - a.relevance || a.concept - b.concept)
      .slice(0, limit)
  }

  termsOfTexts(texts: readonly number[], filter?: ConceptFilter): readonly (readonly TermHit[])[] {
    const places = texts.map((text) => this.inside(text))
    const found = this.parts.map((part) => {
      const own = places.filter((place) => place.part === part)
      return part
        .termsOfTexts(
          own.map(({inner}) => inner),
          filter,
        )
        [Symbol.iterator]()
    })
    return places.map(({p}) => (found[p]!.next().value ?? []).map((hit) => this.outside(hit, p)))
  }

  termsWithLooseKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.hitsOf((part) => part.termsWithLooseKey(key, filter))
  }

  termsWithInitials(letters: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.hitsOf((part) => part.termsWithInitials(letters, filter))
  }

  /** What the parts find, in turn by concept number: who looks at the first of many sees some of each. */
  private hitsOf(find: (part: TermIndex) => readonly TermHit[]): readonly TermHit[] {
    return this.parts
      .flatMap((part, p) => find(part).map((hit) => this.outside(hit, p)))
      .sort((a, b) => a.concept - b.concept)
  }

  knowsWord(form: string): boolean {
    return this.parts.some((part) => part.knowsWord(form))
  }

  wordUse(form: string): WordUse {
    return this.parts
      .map((part) => part.wordUse(form))
      .reduce((sum, use) => ({
        names: sum.names + use.names,
        last: sum.last + use.last,
        definitions: sum.definitions + use.definitions,
      }))
  }

  get definitionsRead(): number {
    return this.parts.reduce((sum, part) => sum + part.definitionsRead, 0)
  }

  conceptUse(concept: number): ConceptUse {
    const {inner, part} = this.inside(concept)
    return part.conceptUse(inner)
  }

  similarWords(form: string, limit: number): readonly string[] {
    const words = new Set(this.parts.flatMap((part) => part.similarWords(form, limit)))
    return [...words]
      .map((word) => ({word, slips: slipsBetween(form, word)}))
      .sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
      .slice(0, limit)
      .map(({word}) => word)
  }

  similarTerms(text: string, limit: number, filter?: ConceptFilter): readonly SimilarTerm[] {
    return this.parts
      .flatMap((part, p) =>
        part
          .similarTerms(text, limit, filter)
          .map((found) => ({...found, text: this.outsideNumber(found.text, p)})),
      )
      .sort((a, b) => b.similarity - a.similarity || a.text - b.text)
      .slice(0, limit)
  }

  concept(concept: number): ConceptSummary {
    const {inner, part} = this.inside(concept)
    return part.concept(inner)
  }

  label(concept: number): ConceptLabel {
    const {inner, part} = this.inside(concept)
    return part.label(inner)
  }

  findConcepts(id: string, source?: string): readonly ConceptDetails[] {
    return this.parts.flatMap((part) => part.findConcepts(id, source))
  }

  conceptNumbers(id: string, source?: string): readonly number[] {
    return this.parts.flatMap((part, p) =>
      part.conceptNumbers(id, source).map((number) => this.outsideNumber(number, p)),
    )
  }

  details(concept: number): ConceptDetails {
    const {inner, part} = this.inside(concept)
    return part.details(inner)
  }

  maps(concept: number): readonly ConceptMap[] {
    const {inner, part} = this.inside(concept)
    return part.maps(inner)
  }

  conceptsMappedTo(target: string): readonly {concept: number; relation: string}[] {
    return this.parts.flatMap((part, p) =>
      part
        .conceptsMappedTo(target)
        .map(({concept, relation}) => ({concept: this.outsideNumber(concept, p), relation})),
    )
  }

  mapVocabularies(): readonly string[] {
    return [...new Set(this.parts.flatMap((part) => part.mapVocabularies()))]
  }

  /** What no part has. */
  unknownValues(filter: ConceptFilter): readonly UnknownValue[] {
    const [first = [], ...others] = this.parts.map((part) => part.unknownValues(filter))
    return first.flatMap((unknown) => {
      const same = others.map((list) =>
        list.find((one) => one.kind === unknown.kind && one.value === unknown.value),
      )
      if (same.includes(undefined)) return []
      const all = [unknown, ...same.filter((one) => one !== undefined)]
      const inactive = all.filter(({isInactive}) => isInactive)
      const similar = (inactive.length > 0 ? inactive : all).flatMap((one) => one.similar)
      return [{...(inactive[0] ?? unknown), similar: [...new Set(similar)]}]
    })
  }

  async nearest(
    queries: Float32Array,
    most: number,
    filter?: ConceptFilter,
    options?: SearchOptions,
  ): Promise<NearTexts> {
    const found = await Promise.all(this.parts.map((part) => part.nearest(queries, most, filter, options)))
    return {
      best: (limit = most, places) => {
        const [first = [], ...others] = found.map((near, p) =>
          near
            .best(limit, places)
            .map((list) => list.map(({cosine, text}) => ({cosine, text: this.outsideNumber(text, p)}))),
        )
        return first.map((list, place) =>
          [list, ...others.map((lists) => lists[place] ?? [])]
            .flat()
            .sort((a, b) => b.cosine - a.cosine || a.text - b.text)
            .slice(0, Math.min(limit, most)),
        )
      },
    }
  }

  cosines(query: Float32Array, texts: readonly number[]): Float32Array {
    return Float32Array.from(texts, (text) => {
      const {inner, part} = this.inside(text)
      return part.cosines(query, [inner])[0] as number
    })
  }

  vector(text: number): Float32Array {
    const {inner, part} = this.inside(text)
    return part.vector(inner)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const part of this.parts) await part[Symbol.asyncDispose]()
  }

  private inside(number: number): {readonly inner: number; readonly p: number; readonly part: TermIndex} {
    const p = number % this.parts.length
    return {inner: Math.floor(number / this.parts.length), p, part: this.parts[p] as TermIndex}
  }

  private outside(hit: TermHit, p: number): TermHit {
    return extend(hit, {concept: this.outsideNumber(hit.concept, p), text: this.outsideNumber(hit.text, p)})
  }

  private outsideNumber(number: number, p: number): number {
    return number * this.parts.length + p
  }
}

function addCounts(all: readonly IndexCounts[]): IndexCounts {
  const sum = (of: (counts: IndexCounts) => number) => all.reduce((total, counts) => total + of(counts), 0)
  return {
    concepts: sum(({concepts}) => concepts),
    names: sum(({names}) => names),
    definitions: sum(({definitions}) => definitions),
    texts: sum(({texts}) => texts),
  }
}
