import {expect, it} from 'vitest'
import type {Matrix} from '../../../models/onnx/arithmetic.js'
import {quantiseRows, quantiseRowsInPairs} from '../../../models/quantisation/quantise-weights.js'

/** Numbers like trained weights: mostly small, a few large, the same at every run. */
function weights(rows: number, columns: number): Matrix {
  let seed = 7
  const next = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647 - 0.5
  }
  return {name: 'w', rows, columns, values: Float32Array.from({length: rows * columns}, () => next() ** 3)}
}

it.each([
  ['rows', quantiseRows],
  ['rows in pairs', quantiseRowsInPairs],
] as const)('keeps every weight to half a step of its row: %s', (_, quantise) => {
  const matrix = weights(20, 33)

  const {scales, values} = quantise(matrix)

  for (const [i, value] of matrix.values.entries()) {
    const scale = scales[Math.floor(i / matrix.columns)]!
    expect(Math.abs(values[i]! * scale - value)).toBeLessThanOrEqual(scale * 0.500001)
  }
})

it('uses the whole range of a row', () => {
  const {scales, values} = quantiseRows({
    name: 'w',
    rows: 2,
    columns: 2,
    values: Float32Array.of(1, -2, 0.5, 0.1),
  })

  expect([...values]).toEqual([64, -127, 127, 25])
  expect(scales[0]! / scales[1]!).toBeCloseTo(4, 5)
})

it('leaves pairs that sum within 16 bits after multiplication with any bytes', () => {
  const matrix = weights(200, 34)

  const {values} = quantiseRowsInPairs(matrix)

  for (let i = 0; i < values.length; i += 2) {
    const [a, b] = [values[i]!, values[i + 1]!]
    const largest = 255 * (Math.max(a, 0) + Math.max(b, 0))
    const smallest = 255 * (Math.min(a, 0) + Math.min(b, 0))
    expect(largest).toBeLessThanOrEqual(32767)
    expect(smallest).toBeGreaterThanOrEqual(-32768)
  }
})

it('gives up no range where neighbours differ in sign', () => {
  const matrix: Matrix = {name: 'w', rows: 1, columns: 4, values: Float32Array.of(1, -1, 0.1, 0.1)}

  expect(quantiseRowsInPairs(matrix)).toEqual(quantiseRows(matrix))
})

it('takes a row of zeros', () => {
  const {scales, values} = quantiseRowsInPairs({name: 'w', rows: 1, columns: 2, values: new Float32Array(2)})

  expect([...values, ...scales]).toEqual([0, 0, 1])
})
