import type {Measures} from './bootstrap.js'
import {
  areaUnderRoc,
  brierScore,
  expectedCalibrationError,
  type Forecast,
  precisionRecall,
} from './metrics.js'

/** What the measures of gold mentions go by. */
export interface MentionResult {
  /** The gold has a concept that can be found. */
  readonly known: boolean
  /** Place of the right concept, from 1. */
  readonly rank: number | null
  readonly credit: number
  /** The answer passed the threshold. */
  readonly linked: boolean
  /** Of the best candidate; `null` where there is none. */
  readonly score: number | null
}

/** Sums over the mentions of a document, from which all measures but the areas follow. */
interface MentionSums {
  known: number
  at1: number
  at5: number
  at10: number
  reciprocal: number
  credit: number
  linked: number
  rightLinks: number
  nil: number
  rightNil: number
}

/** Adds up the mentions of a document; documents are what the bootstrap draws. */
export function sumMentions(results: readonly MentionResult[]): MentionSums {
  const sums = noSums()
  for (const {credit, known, linked, rank} of results) {
    sums.linked += Number(linked)
    if (!known) {
      sums.nil++
      sums.rightNil += Number(!linked)
      continue
    }
    sums.known++
    sums.credit += credit
    sums.rightLinks += Number(linked && rank === 1)
    if (rank === null) continue
    sums.at1 += Number(rank <= 1)
    sums.at5 += Number(rank <= 5)
    sums.at10 += Number(rank <= 10)
    sums.reciprocal += 1 / rank
  }
  return sums
}

function noSums(): MentionSums {
  return {
    known: 0, at1: 0, at5: 0, at10: 0, reciprocal: 0, credit: 0, linked: 0, rightLinks: 0, nil: 0, rightNil: 0,
  } // biome-ignore format: one line
}

/**
 * Accuracy of the ranked candidates whatever the threshold (over mentions with a concept that can be found), then links and
 * NIL answers at the threshold. Measures of which there are no cases are left out.
 */
export function measureMentions(documents: readonly MentionSums[]): Measures {
  const sums = noSums()
  for (const document of documents)
    for (const name of Object.keys(sums) as (keyof MentionSums)[]) sums[name] += document[name]
  const {known, linked, nil, rightLinks, rightNil} = sums
  const all = known + nil
  const links = precisionRecall({answers: linked, right: rightLinks, gold: known, found: rightLinks})
  const nils = precisionRecall({answers: all - linked, right: rightNil, gold: nil, found: rightNil})
  return {
    ...(known > 0 && {
      'accuracy@1': sums.at1 / known,
      'accuracy@5': sums.at5 / known,
      'accuracy@10': sums.at10 / known,
      mrr: sums.reciprocal / known,
      'is-a-credit': sums.credit / known,
    }),
    ...(all > 0 && {
      'link-precision': links.precision,
      'link-recall': links.recall,
      'link-f1': links.f1,
    }),
    ...(nil > 0 && {'nil-precision': nils.precision, 'nil-recall': nils.recall, 'nil-f1': nils.f1}),
  }
}

/** What the score says of mentions, and whether it came true: a mention without a concept to find is never right. */
export function forecastsOf(results: readonly MentionResult[]): Forecast[] {
  return results.flatMap(({known, rank, score}) =>
    score === null ? [] : [{score, right: known && rank === 1}],
  )
}

/** How well the score is calibrated, how well it tells right from wrong, and mentions with a concept from those without. */
export function measureScores(results: readonly MentionResult[]): Measures {
  const forecasts = forecastsOf(results)
  const kinds = new Set(results.map(({known}) => known))
  const standing = results.map(({known, score}) => ({score: score ?? 0, right: known}))
  return {
    ...calibrationMeasures(forecasts),
    ...(kinds.size === 2 && {'nil-auroc': areaUnderRoc(standing)}),
  }
}

/** Brier score, expected calibration error and the area under the ROC curve of right against wrong. */
export function calibrationMeasures(forecasts: readonly Forecast[]): Measures {
  if (forecasts.length === 0) return {}
  const isMixed = new Set(forecasts.map(({right}) => right)).size === 2
  return {
    brier: brierScore(forecasts),
    ece: expectedCalibrationError(forecasts),
    ...(isMixed && {auroc: areaUnderRoc(forecasts)}),
  }
}
