import {draw, type Measures, middle, type ResamplingOptions} from './bootstrap.js'
import {seededRandom} from './seeded-random.js'

/** What two runs gave for the same unit (a document). */
export interface PairedUnit<Unit> {
  readonly a: Unit
  readonly b: Unit
}

/** Two values of one measure and what can be said of their difference. */
export interface Difference {
  readonly a: number
  readonly b: number
  /** `b` less `a`. */
  readonly difference: number
  /** The middle 95 % of the differences of samples of documents. */
  readonly low?: number
  readonly high?: number
  /** How often runs that are equally good would differ as much, 0 to 1. */
  readonly p: number
}

/**
 * Compares two runs over the same units: a paired bootstrap gives the interval of each difference, and approximate
 * randomisation (the two sides of each unit change places by chance) its p-value.
 *
 * @see Noreen EW. Computer-intensive methods for testing hypotheses. 1989. Yeh A. More accurate tests for the statistical
 *   significance of result differences. COLING 2000.
 */
export function compareMeasures<Unit>(
  units: readonly PairedUnit<Unit>[],
  measure: (sample: readonly Unit[]) => Measures,
  {samples, seed}: ResamplingOptions,
): Record<string, Difference> {
  const differences = (pairs: readonly PairedUnit<Unit>[]) => {
    const a = measure(pairs.map((pair) => pair.a))
    const b = measure(pairs.map((pair) => pair.b))
    return {a, b, of: (name: string) => (b[name] ?? 0) - (a[name] ?? 0)}
  }
  const seen = differences(units)
  const names = Object.keys(seen.a).filter((name) => seen.b[name] !== undefined)
  const drawn = new Map(names.map((name) => [name, [] as number[]]))
  const asFar = new Map(names.map((name) => [name, 0]))
  const random = seededRandom(seed)
  for (let i = 0; i < samples; i++) {
    const sample = differences(draw(units, random))
    const shuffled = differences(units.map((pair) => (random() < 0.5 ? pair : {a: pair.b, b: pair.a})))
    for (const name of names) {
      drawn.get(name)?.push(sample.of(name))
      // equal sums in another order may differ in the last bit
      const isAsFar = Math.abs(shuffled.of(name)) >= Math.abs(seen.of(name)) - 1e-12
      asFar.set(name, (asFar.get(name) ?? 0) + Number(isAsFar))
    }
  }
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        a: seen.a[name] ?? 0,
        b: seen.b[name] ?? 0,
        difference: seen.of(name),
        ...middle(drawn.get(name) ?? []),
        p: ((asFar.get(name) ?? 0) + 1) / (samples + 1),
      },
    ]),
  )
}

/**
 * McNemar's test, exact: how likely so uneven a split of the items on which two runs differ is, were both equally good.
 *
 * @param onlyA - Items that only the first got right.
 * @param onlyB - Items that only the second got right.
 * @returns Two-sided p, 0 to 1.
 * @see McNemar Q. Note on the sampling error of the difference between correlated proportions. 1947.
 */
export function mcNemar(onlyA: number, onlyB: number): number {
  const n = onlyA + onlyB
  let logTerm = -n * Math.LN2 // of the binomial distribution with p = .5, at 0
  let sum = 0
  for (let k = 0; k <= Math.min(onlyA, onlyB); k++) {
    sum += Math.exp(logTerm)
    logTerm += Math.log(n - k) - Math.log(k + 1)
  }
  return Math.min(1, 2 * sum)
}
