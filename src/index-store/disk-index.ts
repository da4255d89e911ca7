import type {ConceptDatabase} from './concept-database.js'
import type {
  ConceptDetails,
  ConceptFilter,
  ConceptLabel,
  ConceptMap,
  ConceptSummary,
  ConceptUse,
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
import type {VectorStore} from './vector-store.js'

/** An opened index folder: its database and its vectors behind one interface. */
export class DiskIndex implements TermIndex {
  constructor(
    readonly name: string,
    readonly manifest: IndexManifest,
    private readonly database: ConceptDatabase,
    private readonly vectors: VectorStore,
  ) {}

  get maxKeyWords(): number {
    return this.database.maxKeyWords
  }

  termsWithKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.database.termsWithKey(key, filter)
  }

  mayHaveKey(hash: number): boolean {
    return this.database.mayHaveKey(hash)
  }

  mayHaveLooseKey(hash: number): boolean {
    return this.database.mayHaveLooseKey(hash)
  }

  termsWithWords(query: string, limit: number, filter?: ConceptFilter): readonly WordHit[] {
    return this.database.termsWithWords(query, limit, filter)
  }

  termsOfTexts(texts: readonly number[], filter?: ConceptFilter): readonly (readonly TermHit[])[] {
    return this.database.termsOfTexts(texts, filter)
  }

  termsWithLooseKey(key: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.database.termsWithLooseKey(key, filter)
  }

  termsWithInitials(letters: string, filter?: ConceptFilter): readonly TermHit[] {
    return this.database.termsWithInitials(letters, filter)
  }

  knowsWord(form: string): boolean {
    return this.database.knowsWord(form)
  }

  wordUse(form: string): WordUse {
    return this.database.wordUse(form)
  }

  get definitionsRead(): number {
    return this.database.definitionsRead
  }

  conceptUse(concept: number): ConceptUse {
    return this.database.conceptUse(concept)
  }

  similarWords(form: string, limit: number): readonly string[] {
    return this.database.similarWords(form, limit)
  }

  similarTerms(text: string, limit: number, filter?: ConceptFilter): readonly SimilarTerm[] {
    return this.database.similarTerms(text, limit, filter)
  }

  concept(concept: number): ConceptSummary {
    return this.database.concept(concept)
  }

  label(concept: number): ConceptLabel {
    return this.database.label(concept)
  }

  findConcepts(id: string, source?: string): readonly ConceptDetails[] {
    return this.database.findConcepts(id, source)
  }

  conceptNumbers(id: string, source?: string): readonly number[] {
    return this.database.conceptNumbers(id, source)
  }

  details(concept: number): ConceptDetails {
    return this.database.details(concept)
  }

  maps(concept: number): readonly ConceptMap[] {
    return this.database.maps(concept)
  }

  conceptsMappedTo(target: string): readonly {concept: number; relation: string}[] {
    return this.database.conceptsMappedTo(target)
  }

  mapVocabularies(): readonly string[] {
    return this.database.mapVocabularies()
  }

  unknownValues(filter: ConceptFilter): readonly UnknownValue[] {
    return this.database.unknownValues(filter)
  }

  nearest(
    queries: Float32Array,
    most: number,
    filter?: ConceptFilter,
    options?: SearchOptions,
  ): Promise<NearTexts> {
    return this.vectors.nearest(queries, most, this.database.members(filter), options)
  }

  cosines(query: Float32Array, texts: readonly number[]): Float32Array {
    return this.vectors.cosines(query, texts)
  }

  vector(text: number): Float32Array {
    return this.vectors.vector(text)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.database.close()
    await this.vectors.close()
  }
}
