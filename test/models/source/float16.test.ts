import {expect, it} from 'vitest'
import {bfloat16ToFloat32, float16ToFloat32} from '../../../models/source/float16.js'

it('widens every kind of half-precision number', () => {
  const patterns = Uint16Array.of(0x0000, 0x8000, 0x3555, 0x0400, 0x03ff, 0x7c00, 0xfc00, 0x7e00)

  const widened = [...float16ToFloat32(patterns)]

  expect(widened).toEqual([
    0,
    -0,
    Math.fround(0.333251953125),
    2 ** -14,
    1023 * 2 ** -24,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  ])
})

it('widens bfloat16 by its bits', () => {
  expect([...bfloat16ToFloat32(Uint16Array.of(0x3f80, 0xbf00, 0x4041))]).toEqual([1, -0.5, 3.015625])
})
