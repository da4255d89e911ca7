import type {TermHit} from '../index-store/term-index.js'

/** A name or definition of a concept that a mention may mean, and how it was found. */
export interface CandidateTerm extends TermHit {
  /** Cosine of mention and term, -1 to 1; absent where no vector was needed. */
  readonly cosine?: number
  /** The lexical keys are equal, be it after the spelling of the mention was mended. */
  readonly byKey?: true
  /** The mention is a short form, and the words of the name begin with its letters. */
  readonly byInitials?: true
  /** The words of mention and name mean the same one by one, see `looseKey`. */
  readonly byLooseKey?: true
  /** The mention is a coordination, and one of its parts in full shares the key. */
  readonly byPart?: true
  /** The spelling was mended: the share of letters that stayed. */
  readonly spelling?: number
}

/** All that was found for one text. */
export interface FoundCandidates {
  /** Prepared text of the mention. */
  readonly text: string
  readonly terms: readonly CandidateTerm[]
}

/**
 * How a mention is ranked: by the names that share its key, as a short form by its letters, or by nearness.
 */
export type Regime = 'keyed' | 'short' | 'open'

export function regimeOf(terms: readonly CandidateTerm[]): Regime {
  if (terms.some(({byInitials}) => byInitials)) return 'short'
  return terms.some(({byKey}) => byKey) ? 'keyed' : 'open'
}
