import {describe, expect, it} from 'vitest'
import {nearOrder} from '../../../src/index-store/near-order.js'
import type {VectorRows} from '../../../src/index-store/vector-engine.js'

const dimensions = 16

/** Unit vectors around centres, one centre after another, so that in the order of the rows no two neighbours are near. */
function vectorsAround(centres: number, rows: number): VectorRows {
  let state = 7
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const centre = Float32Array.from({length: centres * dimensions}, random)
  const all = new Float32Array(rows * dimensions)
  for (let row = 0; row < rows; row++) {
    const start = (row % centres) * dimensions
    const vector = Float32Array.from({length: dimensions}, (_, i) => centre[start + i]! + 0.05 * random())
    const norm = Math.hypot(...vector)
    all.set(
      vector.map((value) => value / norm),
      row * dimensions,
    )
  }
  return asRows(all)
}

function asRows(all: Float32Array): VectorRows {
  return {
    shape: {rows: all.length / dimensions, dimensions},
    read: (from, to) => all.slice(from * dimensions, to * dimensions),
    forEach() {
      throw new Error('not asked for')
    },
  }
}

describe('the order of rows by nearness', () => {
  it('has every row once, and the same order each time', async () => {
    const vectors = vectorsAround(40, 3000)

    const order = await nearOrder(vectors)

    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({length: 3000}, (_, row) => row))
    expect(await nearOrder(vectors)).toEqual(order)
  })

  it('gathers rows of few clusters into each stretch', async () => {
    const order = await nearOrder(vectorsAround(32, 8999))

    const stretches = Array.from({length: 64}, (_, i) => order.slice(i * 128, (i + 1) * 128))
    // all 32 by chance, one where every plane parted clusters and no rows of one
    const clusters = stretches.map((stretch) => new Set(stretch.map((row) => row % 32)).size)
    expect(Math.max(...clusters)).toBeLessThan(12)
  })

  it('leaves few rows as they are, and bears rows that are all alike', async () => {
    const alike = new Float32Array(5000 * dimensions)
    for (let row = 0; row < 5000; row++) alike[row * dimensions] = 1

    expect([...(await nearOrder(vectorsAround(4, 200)))]).toEqual(Array.from({length: 200}, (_, row) => row))
    expect([...(await nearOrder(asRows(alike)))].sort((a, b) => a - b)).toEqual(
      Array.from({length: 5000}, (_, row) => row),
    )
  })
})
