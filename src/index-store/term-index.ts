import type {ModelIdentity} from '../domain/model-identity.js'
import type {TermScope} from '../domain/ontology.js'
import type {FileChecksum} from '../files/checksum.js'

/** Which vector search an index was built for; `exact` has no graph. */
export type EngineName = 'hnswlib' | 'usearch' | 'exact'

/** `manifest.json` of an index. Holds nothing that differs between two builds from the same input. */
export interface IndexManifest {
  readonly formatVersion: number
  readonly toolVersion: string
  readonly model: ModelIdentity
  readonly engine: EngineName
  readonly sources: readonly IndexSource[]
  readonly counts: IndexCounts
  /** What the build was to leave out; absent when nothing. */
  readonly filters?: IndexFilters
  /** Checksum of every other file of the folder, by name. */
  readonly files: Readonly<Record<string, FileChecksum>>
}

/** Options of a reader, as a manifest keeps them. */
export type SourceOptions = Readonly<Record<string, string | boolean | readonly string[]>>

/** A terminology in an index. */
export interface IndexSource {
  readonly code: string
  readonly format: string
  readonly release?: string
  /** The code that the release gives itself, where the user chose another. */
  readonly ownCode?: string
  /** What the reader was asked for, by flag; an update asks for the same. */
  readonly options?: SourceOptions
  readonly counts: IndexCounts
  /** What filters left out of it; absent without filters. */
  readonly leftOut?: LeftOut
}

export interface IndexCounts {
  /** Active concepts with at least one name. */
  readonly concepts: number
  /** Distinct names per concept, added up. */
  readonly names: number
  readonly definitions: number
  /** Distinct prepared texts, names first: the rows of the vector files. */
  readonly texts: number
}

/** Values that a filter goes by. Names are compared without regard to case, ids found in their common spellings. */
export interface FilterValues {
  readonly sources?: readonly string[]
  readonly types?: readonly string[]
  /** Ids: these concepts and everything below them. */
  readonly descendantsOf?: readonly string[]
  /** Ids or names of reference sets: their members. */
  readonly refsets?: readonly string[]
  /** BCP 47 or the source's codes: names in these languages; `en` covers `en-gb`, and a name without a language counts. */
  readonly languages?: readonly string[]
  /** Expressions that `parseEcl` takes. */
  readonly ecl?: readonly string[]
}

/**
 * Which concepts, and which of their names, a search may answer with. Values of one kind are alternatives, those of
 * different kinds must all hold, and what `exclude` names is taken away. An absent list allows all.
 */
export interface ConceptFilter extends FilterValues {
  readonly exclude?: FilterValues
}

/** A filter as it was given, `KEY=VALUE` each; what a build left out by it, an update leaves out too. */
export interface FilterExpressions {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
}

/** What the filters of a build left out of what it read. */
export interface LeftOut {
  readonly concepts: number
  /** Of these concepts, and names in other languages of concepts that stayed. */
  readonly names: number
}

/** The filters that an index was built with. */
export interface IndexFilters extends FilterExpressions {
  readonly leftOut: LeftOut
}

/** A value of a filter that an index does not have. */
export interface UnknownValue {
  readonly kind: 'source' | 'type' | 'concept' | 'refset' | 'language'
  readonly value: string
  /** What the index has and may have been meant, nearest first; for an inactive concept what stands for it now. */
  readonly similar: readonly string[]
  /** The concept is there, but inactive. */
  readonly isInactive?: true
}

/** A concept by name. */
export interface ConceptLabel {
  readonly id: string
  readonly name: string
  readonly source: string
}

/** A concept as results name it. */
export interface ConceptSummary extends ConceptLabel {
  readonly types: readonly string[]
}

/** A name or definition of a concept that a lookup found. `concept` is the store's own number, for {@link TermIndex.concept}. */
export interface TermHit {
  readonly concept: number
  readonly text: number
  readonly term: string
  readonly scope: TermScope | 'definition'
  /** Normalised words of a name, for `formsOfKept`; what a search for words finds has none. */
  readonly words?: string | null
}

/** A name that holds the words of a query. */
export interface WordHit extends TermHit {
  /** BM25 of the name, higher is better; comparable within one query. */
  readonly relevance: number
}

/** A name that is spelt like a query. */
export interface SimilarTerm {
  /** Row of the vector files, as `termsOfTexts` takes it. */
  readonly text: number
  /** Cosine of the TF-IDF vectors of character grams, 0 to 1, six decimals; 1 for names of equal words. */
  readonly similarity: number
}

/** A text near a query vector. */
export interface TextNeighbour {
  /** Row of the vector files. */
  readonly text: number
  /** Cosine of the full-precision vectors. */
  readonly cosine: number
}

/** A cross-map of a concept, as the source gives it; see `MapRow`. Rule-based maps have group, priority, rule and advice. */
export interface ConceptMap {
  /** `ICD10CM:I21.9` */
  readonly target: string
  readonly relation: string
  readonly group?: number
  readonly priority?: number
  readonly rule?: string
  readonly advice?: string
}

/** Everything stored about one concept, for `show`. */
export interface ConceptDetails extends ConceptSummary {
  readonly active: boolean
  /** The filters of the build kept its names out: it is part of the hierarchy only. */
  readonly leftOut?: true
  readonly terms: readonly {
    readonly text: string
    readonly scope: TermScope
    readonly language?: string
    /** Given by the user (`--synonyms`), not by the source. */
    readonly own?: true
  }[]
  readonly definitions: readonly string[]
  readonly parents: readonly ConceptSummary[]
  readonly children: readonly ConceptSummary[]
  /** Relations other than is-a. `relation` is the source's word for it, by name where that is a concept's id. */
  readonly relations: readonly {
    readonly relation: string
    readonly concept: ConceptSummary
    readonly group?: number
  }[]
  readonly properties: readonly {
    readonly property: string
    readonly value: string
    readonly group?: number
  }[]
  /** Reference sets that hold the concept: id, and name where the index has it. */
  readonly refsets: readonly {readonly id: string; readonly name?: string}[]
  readonly maps: readonly ConceptMap[]
  /** What stands for this id now, where it is inactive or secondary. */
  readonly replacements: readonly {readonly concept: ConceptSummary; readonly reason: string}[]
  /** Secondary and retired ids that this concept stands for. */
  readonly replaces: readonly {readonly id: string; readonly reason: string}[]
}

/** How the names and definitions of an index use a normalised word. */
export interface WordUse {
  /** Names that hold it. */
  readonly names: number
  /** Names that end with it. */
  readonly last: number
  /** Definitions that hold it, of {@link TermIndex.definitionsRead}. */
  readonly definitions: number
}

/** How much the terminology says of a concept. */
export interface ConceptUse {
  readonly names: number
  /** Concepts below it at any depth; 0 where the index has no closure. */
  readonly below: number
}

/** The texts nearest to some queries. To ask for few first and then for more, of some queries, costs one search. */
export interface NearTexts {
  /**
   * Re-scored with full-precision vectors, so cosines do not depend on the engine. Reads the queries and the index, so both must
   * still be as they were.
   *
   * @param limit - Texts per query. Default: as many as were looked for.
   * @param places - Of the queries that are asked about. Default: all.
   * @returns One list a place, best first, ties by text row.
   * @throws {IndexDamagedError} When a row does not match its checksum.
   */
  best(limit?: number, places?: readonly number[]): readonly (readonly TextNeighbour[])[]
}

/** How the nearest texts are looked for. */
export interface SearchOptions {
  /**
   * In one way whatever the number of queries, so that the same query finds the same in any company, and quickly where there
   * are many texts: a few of them may be missed. Default: the cheapest way that misses next to none.
   */
  readonly steady?: boolean
}

/** An index opened for reading. Nothing it returns may be changed by the caller; results are in a fixed order. */
export interface TermIndex extends AsyncDisposable {
  /** Name or folder the user knows it by. */
  readonly name: string
  readonly manifest: IndexManifest

  /** Active names with this lexical key (see `lexicalKey`), by concept number, then text number. */
  termsWithKey(key: string, filter?: ConceptFilter): readonly TermHit[]

  /** Names with this loose key (see `looseKey`), by concept number, then text number. */
  termsWithLooseKey(key: string, filter?: ConceptFilter): readonly TermHit[]

  /**
   * Whether any name may have a key with this hash (see `keyHash`): `false` is certain, `true` is not, and asking costs a
   * hundredth of a look-up.
   */
  mayHaveKey(hash: number): boolean

  /** The same of loose keys, and keys that are both. */
  mayHaveLooseKey(hash: number): boolean

  /** Names whose words begin with these letters (see `initialsOf`), by concept number, then text number. */
  termsWithInitials(letters: string, filter?: ConceptFilter): readonly TermHit[]

  /** Whether any name contains this normalised word. */
  knowsWord(form: string): boolean

  /** How names and definitions use a normalised word; all 0 for one that no name contains. */
  wordUse(form: string): WordUse

  /** Definitions whose words were counted. */
  readonly definitionsRead: number

  conceptUse(concept: number): ConceptUse

  /**
   * Words of the names that are spelt like an unknown one, nearest first.
   *
   * @param form - A normalised word that {@link knowsWord} denies.
   * @param limit - How many at the most.
   */
  similarWords(form: string, limit: number): readonly string[]

  /**
   * Names spelt like a text: misspelt, run together, split, in another order, or with words more or less.
   *
   * @param limit - How many at the most.
   * @returns Best first, ties by text. Only names that share a letter group with the text, so none for one without words.
   */
  similarTerms(text: string, limit: number, filter?: ConceptFilter): readonly SimilarTerm[]

  /** The most words that any key has: no longer span can match. */
  readonly maxKeyWords: number

  /**
   * Concepts of which an active name holds all words of a query, the last of them perhaps cut short, in any order and
   * without regard to case and diacritics. Anything may stand between the words; a query without words finds nothing.
   *
   * @param limit - How many concepts at the most.
   * @returns The most relevant of such names of each concept, the most relevant first, ties by concept number.
   */
  termsWithWords(query: string, limit: number, filter?: ConceptFilter): readonly WordHit[]

  /**
   * Names and definitions that have these texts; to ask for many at a time is several times faster than one by one.
   *
   * @returns One list a text, in order, each by concept number.
   */
  termsOfTexts(texts: readonly number[], filter?: ConceptFilter): readonly (readonly TermHit[])[]

  concept(concept: number): ConceptSummary

  /** {@link concept} without the types, which cost a look-up of their own. */
  label(concept: number): ConceptLabel

  /**
   * Concepts by id, in the common spellings (`HP:0000001`, `HP_0000001`, an IRI; any case of the prefix). Secondary and
   * retired ids are found too.
   *
   * @returns By source, then id. Empty when there is none.
   */
  findConcepts(id: string, source?: string): readonly ConceptDetails[]

  /**
   * Numbers of the concepts with this id, in the spellings of {@link findConcepts}.
   *
   * @returns By source, then id. Empty when there is none.
   */
  conceptNumbers(id: string, source?: string): readonly number[]

  /** All that is stored about a concept. */
  details(concept: number): ConceptDetails

  /** Cross-maps of a concept, by group, priority and target. */
  maps(concept: number): readonly ConceptMap[]

  /** Concepts that have a cross-map to a target (`ICD10CM:I21.9`, in any case), by concept number. */
  conceptsMappedTo(target: string): readonly {readonly concept: number; readonly relation: string}[]

  /** Vocabularies that cross-maps lead to, as the sources write them (`ICD10CM`, `MSH`). */
  mapVocabularies(): readonly string[]

  /**
   * The values of a filter that the index does not have: a typing error would otherwise just find nothing.
   *
   * @throws {UsageError} When an ECL expression cannot be read.
   */
  unknownValues(filter: ConceptFilter): readonly UnknownValue[]

  /**
   * Looks for the texts nearest to each query.
   *
   * @param queries - Unit vectors, row-major, `[queries, dimensions]`.
   * @param most - The most texts per query that will be asked for.
   * @throws {IndexDamagedError} When a block of a vector file does not match its checksum.
   */
  nearest(
    queries: Float32Array,
    most: number,
    filter?: ConceptFilter,
    options?: SearchOptions,
  ): Promise<NearTexts>

  /**
   * Cosine of one query with each of these texts, from full-precision vectors.
   *
   * @param query - Unit vector, `[dimensions]`.
   */
  cosines(query: Float32Array, texts: readonly number[]): Float32Array

  /**
   * The full-precision vector of a text, `[dimensions]`.
   *
   * @throws {IndexDamagedError} When it does not match its checksum.
   */
  vector(text: number): Float32Array
}
