import {expect, it} from 'vitest'
import {additiveSum, stepWeight} from '../../../src/linking/additive-model.js'
import {shippedWeights} from '../../../src/linking/ranking-weights.js'

it.each([
  [-1, 10],
  [0, 20],
  [0.5, 20],
  [1, 30],
  [9, 30],
])('finds the stretch of %d', (value, weight) => {
  expect(stepWeight({cuts: [0, 1], weights: [10, 20, 30]}, value)).toBe(weight)
})

it('passes over features that are absent', () => {
  const model = {bias: 1, features: {a: {cuts: [0], weights: [2, 4]}, b: {cuts: [0], weights: [8, 16]}}}

  expect(additiveSum(model, {b: 1, c: 5})).toBe(17)
})

it('ships weights that have one more weight than cuts, and cuts in order', () => {
  const {found, given, rank} = shippedWeights()
  const models = [found, given, rank].flatMap((kinds) => Object.values(kinds))
  const steps = models.flatMap(({features}) => Object.values(features))

  expect(models.length).toBe(9)
  expect(steps.length).toBeGreaterThan(50)
  for (const {cuts, weights} of steps) {
    expect(weights.length).toBe(cuts.length + 1)
    expect(cuts).toEqual([...cuts].sort((a, b) => a - b))
  }
})
