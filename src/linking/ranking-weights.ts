import {readFileSync} from 'node:fs'
import type {AdditiveModel} from './additive-model.js'
import type {Regime} from './candidate-terms.js'

/**
 * What the ranking has learnt, see `ranking-weights.json` and docs/linking.md. Made by `npm run train:ranking`.
 */
export interface RankingWeights {
  readonly provenance: Readonly<Record<string, unknown>>
  /** Orders the candidates of a mention; the sums of one mention are compared with each other only. */
  readonly rank: Readonly<Record<Regime, AdditiveModel>>
  /** Log odds that the first candidate is right, where a user says that the text is a mention. */
  readonly given: Readonly<Record<Regime, AdditiveModel>>
  /** The same for a stretch of running text: one that a name was found for, and one that only comes near. */
  readonly found: Readonly<Record<'dictionary' | 'dense', AdditiveModel>> & {
    /** A stretch without a dictionary name is worth a vector where this is above 0: by its look alone. */
    readonly tried: AdditiveModel
  }
}

let shipped: RankingWeights | undefined

/** The weights that ship. */
export function shippedWeights(): RankingWeights {
  shipped ??= JSON.parse(
    readFileSync(new URL('./ranking-weights.json', import.meta.url), 'utf8'),
  ) as RankingWeights
  return shipped
}
