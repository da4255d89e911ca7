/** A place in a terminology file, for messages: path as the user knows it (`release.zip:Snapshot/…`) and line from 1. */
export interface SourceLine {
  readonly file: string
  readonly line: number
}

/**
 * How a term names its concept. The first three are exact names; `broad`, `narrow` and `related` are the weaker synonym
 * scopes of OBO 1.4.
 */
export type TermScope = 'preferred' | 'exact' | 'fully-specified' | 'broad' | 'narrow' | 'related'

/** A concept of the source. An inactive one is kept as history only: it has no terms in the index. */
export interface ConceptRow {
  readonly row: 'concept'
  readonly id: string
  readonly active: boolean
  readonly at: SourceLine
}

/** A name of a concept. `termId` is the source's own id of the name where it has one (RF2 description id). */
export interface TermRow {
  readonly row: 'term'
  readonly conceptId: string
  readonly termId?: string
  readonly text: string
  readonly scope: TermScope
  /** BCP 47 or the source's language code, lower case; absent where the source says nothing. */
  readonly language?: string
  readonly at: SourceLine
}

/** Says that a reference set prefers the term with this id (RF2 language reference set, acceptability "preferred"). */
export interface PreferenceRow {
  readonly row: 'preference'
  readonly termId: string
  readonly at: SourceLine
}

/** A definition in prose. */
export interface DefinitionRow {
  readonly row: 'definition'
  readonly conceptId: string
  readonly text: string
  readonly language?: string
  readonly at: SourceLine
}

/** A semantic type of a concept (RF2 semantic tag, OBO namespace). A concept may have several. */
export interface TypeRow {
  readonly row: 'type'
  readonly conceptId: string
  readonly type: string
  readonly at: SourceLine
}

/** A typed relation between two concepts of one source; `is-a` points from child to parent. */
export interface RelationRow {
  readonly row: 'relation'
  readonly conceptId: string
  readonly relation: string
  readonly targetId: string
  readonly at: SourceLine
}

/** A cross-map to a concept of another vocabulary, `target` in that vocabulary's own spelling (`UMLS:C0007361`). */
export interface MapRow {
  readonly row: 'map'
  readonly conceptId: string
  readonly target: string
  readonly relation: string
  readonly at: SourceLine
}

/** History: `id` is no longer used (or is secondary) and `replacementId` stands for it now. */
export interface ReplacementRow {
  readonly row: 'replacement'
  readonly id: string
  readonly replacementId: string
  /** `alternative-id`, `replaced-by`, `consider`, or the association's name. */
  readonly reason: string
  readonly at: SourceLine
}

/** What a reader yields, in the order of the files; the store joins the rows. */
export type OntologyRow =
  | ConceptRow
  | TermRow
  | PreferenceRow
  | DefinitionRow
  | TypeRow
  | RelationRow
  | MapRow
  | ReplacementRow

/** Something in a source that was skipped or looks wrong. Never carries more of a line than the value at fault. */
export interface Problem {
  /** Stable key that equal problems are counted under, for example `bad-check-digit`. */
  readonly kind: string
  /** `skipped`: a row was lost. `warning`: the row was used all the same. */
  readonly severity: 'skipped' | 'warning'
  readonly message: string
  readonly at: SourceLine
}

/** Receives problems as they are found; the caller counts them and shows the first few of each kind. */
export type ReportProblem = (problem: Problem) => void

/** What a reader says of a release before it reads it. */
export interface OntologyDescription {
  /** Reader that reads it: `snomed-rf2`, `obo`. */
  readonly format: string
  /** Default source code of its concepts: `snomed`, `hp`; lower case. */
  readonly code: string
  /** Release as the source gives it (`20240801`, `hp/releases/2024-08-13`); absent where it says nothing. */
  readonly release?: string
}
