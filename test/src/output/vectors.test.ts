import {describe, expect, it} from 'vitest'
import {csvVector, npyHeader, npyRows, shortest} from '../../../src/output/vectors.js'

describe('npyHeader', () => {
  it.each([
    [0, 384],
    [7, 48],
    [123_456_789, 768],
  ])('fills a multiple of 64 bytes for %i × %i', (rows, columns) => {
    const head = npyHeader(rows, columns)

    expect(head.length % 64).toBe(0)
    expect(head.readUInt16LE(8)).toBe(head.length - 10)
    expect(head.subarray(10).toString('latin1').trimEnd()).toBe(
      `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`,
    )
    expect(head.at(-1)).toBe(0x0a)
  })
})

it('writes the bytes of a view and not of its buffer', () => {
  const vectors = new Float32Array([1, 2, 3]).subarray(1)

  expect(npyRows(vectors)).toEqual(Buffer.from(new Float32Array([2, 3]).buffer))
})

it('prints numbers that read back to the same float32', () => {
  const vector = Float32Array.from({length: 100}, (_, i) => Math.sin(i * 1e5))

  expect(Float32Array.from(shortest(vector))).toEqual(vector)
})

it('quotes as RFC 4180 asks', () => {
  expect(csvVector('say "aah", please', [1, 0.5])).toBe('"say ""aah"", please",1,0.5\n')
})
