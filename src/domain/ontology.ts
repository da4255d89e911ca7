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
  /** Filters of the index that is updated left its names out, and so they are not among the rows. */
  readonly leftOut?: true
  readonly at: SourceLine
}

/**
 * A name of a concept. `termId` is the source's own id of the name where it has one (RF2 description id, UMLS AUI): names
 * of one scope are then ordered by it and not by where they stand in the files.
 */
export interface TermRow {
  readonly row: 'term'
  readonly conceptId: string
  readonly termId?: string
  readonly text: string
  readonly scope: TermScope
  /** Orders the names of one scope, the smaller the better (UMLS MRRANK); absent: 0. */
  readonly rank?: number
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

/** A definition in prose. `termId` as in {@link TermRow}. */
export interface DefinitionRow {
  readonly row: 'definition'
  readonly conceptId: string
  readonly termId?: string
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
  /** Relations of one concept with the same group number belong together (RF2 relationshipGroup); absent: 0, none. */
  readonly group?: number
  readonly at: SourceLine
}

/** A value of a concept that is no concept: a concrete value of RF2, a part of a LOINC name, a MeSH tree number. */
export interface PropertyRow {
  readonly row: 'property'
  readonly conceptId: string
  readonly property: string
  readonly value: string
  /** As in {@link RelationRow}. */
  readonly group?: number
  readonly at: SourceLine
}

/** Membership of a concept in a reference set, subset, slim or value set, which filters can name. */
export interface MemberRow {
  readonly row: 'member'
  /** Id of the reference set (an SCTID), or its name where it has none. */
  readonly refset: string
  readonly conceptId: string
  readonly at: SourceLine
}

/**
 * A cross-map to a concept of another vocabulary. `target` is the vocabulary's name, a colon and the code in that
 * vocabulary's own spelling (`UMLS:C0007361`, `ICD10CM:I21.9`).
 */
export interface MapRow {
  readonly row: 'map'
  readonly conceptId: string
  readonly target: string
  /** What the source says of the pair: `xref`, `exact`, `broad`, `maps-to`, the id of a map's reference set. */
  readonly relation: string
  /** Rule-based maps (RF2 extended maps): targets of one group are alternatives, tried in the order of priority. */
  readonly group?: number
  readonly priority?: number
  readonly rule?: string
  readonly advice?: string
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

/**
 * A line of the source that the index keeps as it is, because an update that holds changes only (RF2 Delta) needs it.
 * `file` is the plain name of the file that the kept lines are written to, its first line the header.
 */
export interface KeptRow {
  readonly row: 'kept'
  readonly file: string
  readonly line: string
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
  | PropertyRow
  | MemberRow
  | MapRow
  | ReplacementRow
  | KeptRow

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
  /** What a user should know before the rows come, a sentence each: which columns were guessed, which language set counts. */
  readonly notes?: readonly string[]
  /** The source holds changes only: it is read together with the lines that an index of it keeps. */
  readonly isDelta?: true
}
