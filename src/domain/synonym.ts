import type {SourceLine} from './ontology.js'

/** A name that the user gives to a concept, beside those of its source. */
export interface Synonym {
  /** Id of the concept, in any of its common spellings. */
  readonly id: string
  readonly text: string
  readonly at: SourceLine
}
