import {seededRandom} from './seeded-random.js'

/** A measured value and where it would lie in 95 of 100 samples of such documents. */
export interface Estimate {
  readonly value: number
  readonly low?: number
  readonly high?: number
}

/** Values by name; a name that is absent could not be measured. */
export type Measures = Readonly<Record<string, number>>

export interface ResamplingOptions {
  readonly seed: number
  readonly samples: number
}

/**
 * Measures units, and how much that would vary: as many units are drawn with replacement, again and again, and the middle
 * 95 % of what they give is the interval (percentile bootstrap).
 *
 * @param units - What varies independently: documents, since mentions of one document go wrong together.
 * @returns Estimates by name, without interval where there are fewer than two units.
 * @see Efron B, Tibshirani RJ. An introduction to the bootstrap. 1993, chapter 13.
 */
export function estimate<Unit>(
  units: readonly Unit[],
  measure: (sample: readonly Unit[]) => Measures,
  {samples, seed}: ResamplingOptions,
): Record<string, Estimate> {
  const values = measure(units)
  const drawn = new Map(Object.keys(values).map((name) => [name, [] as number[]]))
  const random = seededRandom(seed)
  for (let i = 0; i < samples && units.length > 1; i++) {
    const sample = measure(draw(units, random))
    for (const [name, list] of drawn) {
      const value = sample[name]
      if (value !== undefined) list.push(value)
    }
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, {value, ...middle(drawn.get(name) ?? [])}]),
  )
}

/** As many units as there are, drawn with replacement. */
export function draw<Unit>(units: readonly Unit[], random: () => number): Unit[] {
  return units.map(() => units[Math.floor(random() * units.length)] as Unit)
}

/** The 2.5th and the 97.5th percentile. */
export function middle(values: readonly number[]): {low: number; high: number} | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number
  return {low: at(0.025), high: at(0.975)}
}
