import {describe, expect, it} from 'vitest'
import {offsetConverter} from '../../../src/output/offsets.js'

const text = 'é😀 猫\r\nz'

describe('offsetConverter', () => {
  it.each([
    ['utf16', 3, 3],
    ['codepoint', 3, 2],
    ['byte', 3, 6],
    ['codepoint', text.length, [...text].length],
    ['byte', text.length, Buffer.byteLength(text)],
  ] as const)('counts %s up to %i', (unit, offset, expected) => {
    expect(offsetConverter(text, unit)(offset)).toBe(expected)
  })

  it('answers in any order', () => {
    const convert = offsetConverter(text, 'byte')

    expect([convert(4), convert(1), convert(4)]).toEqual([7, 2, 7])
  })
})
