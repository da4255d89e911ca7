/**
 * A sum of one step function per feature: the value of a feature falls between two cuts, and each stretch has its weight.
 * Readable, since what a feature adds to a sum can be looked up and said, and as good here as trees of any depth.
 *
 * @see Lou Y, Caruana R, Gehrke J. Intelligible models for classification and regression. KDD 2012.
 */
export interface AdditiveModel {
  readonly bias: number
  readonly features: Readonly<Record<string, StepFunction>>
}

/** `weights[i]` counts for values below `cuts[i]` and not below `cuts[i - 1]`; one more weight than cuts. */
export interface StepFunction {
  readonly cuts: readonly number[]
  readonly weights: readonly number[]
}

/** Values of features by name. */
export type FeatureValues = Readonly<Record<string, number>>

/** The sum of a model for these values. A feature that the values lack adds nothing. */
export function additiveSum({bias, features}: AdditiveModel, values: FeatureValues): number {
  let sum = bias
  for (const name in features) {
    const value = values[name]
    if (value !== undefined) sum += stepWeight(features[name] as StepFunction, value)
  }
  return sum
}

/** What one value adds. */
export function stepWeight({cuts, weights}: StepFunction, value: number): number {
  let i = 0
  while (i < cuts.length && value >= (cuts[i] as number)) i++
  return weights[i] as number
}

/** 1 / (1 + e⁻ˣ) */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
