import type {AdditiveModel, FeatureValues} from '../../src/linking/additive-model.js'

/** Values of one thing that was seen, and whether it came true. */
export interface Example {
  readonly values: FeatureValues
  readonly right: boolean
  readonly weight: number
}

/** Candidates of one mention; those that are right share the belief. */
export interface RankExample {
  readonly candidates: readonly {readonly values: FeatureValues; readonly right: boolean}[]
  readonly weight: number
}

/** Most stretches of a step function. */
const stretches = 10
const steps = 120
const learningRate = 0.15
/** Pulls weights of neighbouring stretches together, and all towards 0. */
const smoothness = 0.003
const shrinkage = 0.002

/** Fits log odds by gradient descent (Adam) on the log loss, all examples in every step. */
export function fitAdditive(examples: readonly Example[], names: readonly string[]): AdditiveModel {
  const grid = new Grid(
    names,
    examples.map(({values}) => values),
  )
  const total = examples.reduce((sum, {weight}) => sum + weight, 0)
  const rightShare = examples.reduce((sum, {right, weight}) => sum + (right ? weight : 0), 0) / total
  grid.weights[0] = Math.log((rightShare + 1e-3) / (1 - rightShare + 1e-3))
  grid.descend((gradient) => {
    for (const [i, {right, weight}] of examples.entries()) {
      const slope = (weight / total) * (1 / (1 + Math.exp(-grid.sum(i))) - Number(right))
      grid.addSlope(gradient, i, slope)
    }
  }, true)
  return grid.toModel()
}

/** Fits sums that are compared within a mention (softmax). */
export function fitRanking(groups: readonly RankExample[], names: readonly string[]): AdditiveModel {
  const grid = new Grid(
    names,
    groups.flatMap(({candidates}) => candidates.map(({values}) => values)),
  )
  const total = groups.reduce((sum, {weight}) => sum + weight, 0)
  grid.descend((gradient) => {
    let at = 0
    for (const {candidates, weight} of groups) {
      const sums = candidates.map((_, c) => grid.sum(at + c))
      const highest = Math.max(...sums)
      const powers = sums.map((sum) => Math.exp(sum - highest))
      const all = powers.reduce((a, b) => a + b, 0)
      const right = powers.reduce((a, power, c) => a + (candidates[c]!.right ? power : 0), 0)
      for (const [c, candidate] of candidates.entries()) {
        const power = powers[c] as number
        const slope = (weight / total) * (power / all - (candidate.right ? power / right : 0))
        grid.addSlope(gradient, at + c, slope)
      }
      at += candidates.length
    }
  }, false)
  return grid.toModel()
}

/** The stretch that each value of each row falls into, and a weight for each stretch; weight 0 is the bias. */
class Grid {
  readonly weights: Float64Array
  private readonly cuts: readonly (readonly number[])[]
  private readonly first: readonly number[]
  /** Places of weights, row-major `[rows, names]`; -1 for an absent value. */
  private readonly places: Int32Array

  constructor(
    private readonly names: readonly string[],
    rows: readonly FeatureValues[],
  ) {
    this.cuts = names.map((name) => cutsOf(rows.flatMap((row) => row[name] ?? [])))
    let next = 1
    this.first = this.cuts.map((cuts) => {
      const first = next
      next += cuts.length + 1
      return first
    })
    this.weights = new Float64Array(next)
    this.places = new Int32Array(rows.length * names.length)
    for (const [r, row] of rows.entries())
      for (const [n, name] of names.entries()) {
        const value = row[name]
        this.places[r * names.length + n] =
          value === undefined ? -1 : this.first[n]! + stretchOf(this.cuts[n]!, value)
      }
  }

  sum(row: number): number {
    let sum = this.weights[0]!
    const end = (row + 1) * this.names.length
    for (let i = row * this.names.length; i < end; i++) {
      const place = this.places[i]!
      if (place >= 0) sum += this.weights[place]!
    }
    return sum
  }

  addSlope(gradient: Float64Array, row: number, slope: number): void {
    gradient[0]! += slope
    const end = (row + 1) * this.names.length
    for (let i = row * this.names.length; i < end; i++) {
      const place = this.places[i]!
      if (place >= 0) gradient[place]! += slope
    }
  }

  /** @see Kingma DP, Ba J. Adam: a method for stochastic optimization. ICLR 2015. */
  descend(addGradient: (gradient: Float64Array) => void, hasBias: boolean): void {
    const {weights} = this
    const mean = new Float64Array(weights.length)
    const square = new Float64Array(weights.length)
    for (let step = 1; step <= steps; step++) {
      const gradient = new Float64Array(weights.length)
      addGradient(gradient)
      this.addPenalty(gradient)
      if (!hasBias) gradient[0] = 0
      for (let w = 0; w < weights.length; w++) {
        mean[w] = 0.9 * mean[w]! + 0.1 * gradient[w]!
        square[w] = 0.999 * square[w]! + 0.001 * gradient[w]! ** 2
        const unbiased = mean[w]! / (1 - 0.9 ** step)
        weights[w]! -= (learningRate * unbiased) / (Math.sqrt(square[w]! / (1 - 0.999 ** step)) + 1e-8)
      }
    }
  }

  private addPenalty(gradient: Float64Array): void {
    for (const [n, cuts] of this.cuts.entries()) {
      const first = this.first[n]!
      for (let i = 0; i <= cuts.length; i++) {
        const place = first + i
        gradient[place]! += 2 * shrinkage * this.weights[place]!
        if (i === 0) continue
        const step = 2 * smoothness * (this.weights[place]! - this.weights[place - 1]!)
        gradient[place]! += step
        gradient[place - 1]! -= step
      }
    }
  }

  toModel(): AdditiveModel {
    return {
      bias: round(this.weights[0]!),
      features: Object.fromEntries(
        this.names.flatMap((name, n) => {
          const cuts = this.cuts[n]!
          if (cuts.length === 0) return [] // one value throughout says nothing
          const first = this.first[n]!
          return [[name, {cuts, weights: [...this.weights.slice(first, first + cuts.length + 1)].map(round)}]]
        }),
      ),
    }
  }
}

function stretchOf(cuts: readonly number[], value: number): number {
  let i = 0
  while (i < cuts.length && value >= cuts[i]!) i++
  return i
}

/**
 * Between values, so that the stretches hold about as many each. Where more than half of the values are the highest (a share
 * of the belief that is all of it), that is a stretch by itself, and the others are divided: else hardly a cut is among them.
 */
function cutsOf(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort()
  const least = sorted[0]
  const most = sorted.at(-1)
  if (least === undefined || most === undefined || least === most) return []
  const below = sorted.subarray(0, sorted.indexOf(most))
  const divided = below.length < sorted.length / 2 ? below : sorted
  const cuts = new Set<number>()
  for (let i = 1; i < stretches; i++) {
    const here = divided[Math.floor((i * divided.length) / stretches)]!
    const before = divided.subarray(0, divided.indexOf(here)).at(-1)
    if (before !== undefined) cuts.add(round((here + before) / 2))
  }
  if (divided === below) cuts.add(round((below.at(-1)! + most) / 2))
  if (cuts.size === 0) cuts.add(round((least + most) / 2))
  // rare values at either end matter too: most things are not everyday words, most names have no other numbers
  if (cuts.size < 3) {
    cuts.add(round((least + sorted.find((value) => value > least)!) / 2))
    cuts.add(round((below.at(-1)! + most) / 2))
  }
  return [...cuts].sort((a, b) => a - b)
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
