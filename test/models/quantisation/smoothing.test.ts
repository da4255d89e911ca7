import {expect, it} from 'vitest'
import {smoothingFactors} from '../../../models/quantisation/smoothing.js'

const range = {minimum: Float32Array.of(-1, -100, 0), maximum: Float32Array.of(1, 20, 0)}
const weight = {name: 'w', rows: 2, columns: 3, values: Float32Array.of(0.5, 0.5, 0.5, -1, 1, 0)}

it('divides a channel the more, the larger it is', () => {
  const [usual, outlier] = smoothingFactors(range, weight)

  expect(usual).toBeCloseTo(1, 6)
  expect(outlier).toBeCloseTo(100 ** 0.75, 3)
})

it('gives a channel that is always zero a factor too', () => {
  const factors = smoothingFactors(range, weight)

  expect(factors[2]).toBeGreaterThan(0)
  expect(Number.isFinite(1 / factors[2]!)).toBe(true)
})
