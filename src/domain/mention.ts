import type {TextOrigin} from './text-origin.js'

/** Which evidence found the concept: equal text, equal lexical key, a misspelling mended, or a near vector. */
export type MatchKind = 'exact' | 'normalised' | 'fuzzy' | 'dense'

/** A stretch of a text: UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A text to link. Offsets are UTF-16 units, end exclusive. */
export interface Document {
  /** File name, or the id that the input gives. */
  readonly id: string
  readonly text: string
  /** Where the text begins, where it is a part of a text that is too long, or too slow to come, to be one document. */
  readonly origin?: TextOrigin
  /** Mentions that the input marks, in its order; absent where its format has no place for them. */
  readonly mentions?: readonly GivenMention[]
  /** Concepts that the input gives to the text as a whole, as annotators wrote their ids. */
  readonly conceptIds?: readonly string[]
}

/** A mention that the input marks: a span to link, or gold. */
export interface GivenMention extends Span {
  /** Id of the annotation in its document (`T1`), where the format has one. */
  readonly id?: string
  /** Pieces of a discontinuous mention, in order of the text; `start` and `end` are then their ends together. */
  readonly spans?: readonly Span[]
  /** What the annotators say it is (`Disease`). */
  readonly type?: string
  /** Concepts that the annotators gave, any of which is right; empty where they found none. */
  readonly ids: readonly string[]
}

/** What the context says of a mention (ConText's properties). */
export interface Assertion {
  readonly negated: boolean
  readonly uncertain: boolean
  readonly hypothetical: boolean
  readonly historical: boolean
  readonly family: boolean
}

/** A concept that a mention may mean. */
export interface Candidate {
  readonly id: string
  /** Preferred name of the concept. */
  readonly name: string
  /** The name or definition that was matched. */
  readonly term: string
  readonly source: string
  /** How sure the linker is, 0 to 1. */
  readonly score: number
  readonly cosine: number
}

/** A concept that a search found; one found by words alone has neither score nor cosine. */
export interface FoundConcept extends Omit<Candidate, 'score' | 'cosine'> {
  readonly score: number | null
  readonly cosine: number | null
}

/** The concept that a mention was linked to. */
export interface LinkedConcept {
  readonly id: string
  readonly name: string
  readonly source: string
  /** First of `types`; the empty string where the source gives none. */
  readonly type: string
  readonly types: readonly string[]
}

/** What a concept is in another vocabulary. */
export interface MappedTarget {
  /** Code in the vocabulary, or id of the concept where the vocabulary is in the index. */
  readonly id: string
  /** Name of the target, where the index has it. */
  readonly name?: string
  /** The vocabulary, or the source code where it is in the index. */
  readonly source: string
  /** What the source says of the pair: `xref`, `exact`, `maps-to`, the id of a map's reference set. */
  readonly relation: string
  /** The map is the target's, read backwards. */
  readonly inverse?: true
  readonly group?: number
  readonly priority?: number
  readonly rule?: string
  readonly advice?: string
  /** The concept that replaced the one asked for, where the map is its. */
  readonly via?: string
}

/** One result of `link`: a mention and what it means. `concept` is null where nothing is good enough (NIL). */
export interface LinkedMention {
  readonly doc: string
  /** Line of the document or of the list of mentions, from 1. */
  readonly line: number
  readonly start: number
  readonly end: number
  readonly text: string
  /** Score, cosine and match of the best candidate; null where there is none. */
  readonly score: number | null
  readonly cosine: number | null
  readonly match: MatchKind | null
  readonly concept: LinkedConcept | null
  readonly assertion: Assertion
  readonly candidates: readonly Candidate[]
  /** Pieces of a discontinuous mention, in order of the text; absent where it is one stretch. */
  readonly spans?: readonly Span[]
  /** Kind of the section that it stands in (`family-history`); absent outside of sections, and where not asked for. */
  readonly section?: string
  /** The sentence that it stands in; absent where not asked for. */
  readonly sentence?: Span
  /** The evidence in words; absent where it was not asked for (`--explain`). */
  readonly evidence?: readonly string[]
  /** What the concept is in the vocabulary of `--map-to`; absent where none was asked for. */
  readonly mapped?: readonly MappedTarget[]
}
