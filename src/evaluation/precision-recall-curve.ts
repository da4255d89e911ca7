import type {Forecast} from './metrics.js'
import type {CurvePoint} from './report.js'

/**
 * Precision and recall at every score that occurs, were links below it dropped.
 *
 * @param gold - How many right links there could be.
 * @returns By rising threshold.
 */
export function precisionRecallCurve(forecasts: readonly Forecast[], gold: number): CurvePoint[] {
  const sorted = [...forecasts].sort((a, b) => b.score - a.score)
  const points: CurvePoint[] = []
  let right = 0
  for (const [i, forecast] of sorted.entries()) {
    right += Number(forecast.right)
    if (sorted[i + 1]?.score === forecast.score) continue
    points.push({
      threshold: forecast.score,
      precision: right / (i + 1),
      recall: gold === 0 ? 0 : right / gold,
    })
  }
  return points.reverse()
}
