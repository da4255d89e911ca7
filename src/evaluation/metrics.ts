/** Counts of a comparison of answers with gold. `found` gold items were met by an answer, `right` answers met a gold item. */
export interface MatchCounts {
  readonly answers: number
  readonly right: number
  readonly gold: number
  readonly found: number
}

/** Shares, 0 to 1. */
export interface PrecisionRecall {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Precision, recall and their harmonic mean; 0 where there is nothing to divide by. */
export function precisionRecall({answers, found, gold, right}: MatchCounts): PrecisionRecall {
  const precision = answers === 0 ? 0 : right / answers
  const recall = gold === 0 ? 0 : found / gold
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  }
}

export function addMatches(a: MatchCounts, b: MatchCounts): MatchCounts {
  return {
    answers: a.answers + b.answers,
    right: a.right + b.right,
    gold: a.gold + b.gold,
    found: a.found + b.found,
  }
}

/** A probability and whether what it was said of came true. */
export interface Forecast {
  readonly score: number
  readonly right: boolean
}

/** A row of a reliability table: forecasts of like probability. */
export interface ReliabilityRow {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly meanScore: number
  readonly shareRight: number
}

/** Forecasts in stretches of equal width; empty ones are left out. */
export function reliability(forecasts: readonly Forecast[], rows = 10): ReliabilityRow[] {
  const bins = Array.from({length: rows}, () => ({count: 0, score: 0, right: 0}))
  for (const {right, score} of forecasts) {
    const bin = bins[Math.min(rows - 1, Math.floor(score * rows))] as (typeof bins)[0]
    bin.count++
    bin.score += score
    bin.right += Number(right)
  }
  return bins.flatMap(({count, right, score}, i) =>
    count === 0
      ? []
      : [{from: i / rows, to: (i + 1) / rows, count, meanScore: score / count, shareRight: right / count}],
  )
}

/**
 * Mean distance between what was forecast and what came true, over a reliability table.
 *
 * @see Naeini MP, Cooper G, Hauskrecht M. Obtaining well calibrated probabilities using Bayesian binning. AAAI 2015.
 */
export function expectedCalibrationError(forecasts: readonly Forecast[], rows = 10): number {
  if (forecasts.length === 0) return 0
  return reliability(forecasts, rows).reduce(
    (sum, {count, meanScore, shareRight}) =>
      sum + (count / forecasts.length) * Math.abs(meanScore - shareRight),
    0,
  )
}

/**
 * Chance that a right one scores higher than a wrong one, ties counting half: the area under the ROC curve.
 *
 * @returns .5 where one of the kinds is missing.
 */
export function areaUnderRoc(forecasts: readonly Forecast[]): number {
  const sorted = [...forecasts].sort((a, b) => a.score - b.score)
  const positives = sorted.filter(({right}) => right).length
  const negatives = sorted.length - positives
  if (positives === 0 || negatives === 0) return 0.5
  let ranks = 0
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to]!.score === sorted[from]!.score) to++
    const rank = (from + 1 + to) / 2
    for (let i = from; i < to; i++) if (sorted[i]!.right) ranks += rank
    from = to
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/**
 * Mean square of the distance between what was forecast and what came true; 0 is best.
 *
 * @see Brier GW. Verification of forecasts expressed in terms of probability. 1950.
 */
export function brierScore(forecasts: readonly Forecast[]): number {
  if (forecasts.length === 0) return 0
  return forecasts.reduce((sum, {right, score}) => sum + (score - Number(right)) ** 2, 0) / forecasts.length
}
