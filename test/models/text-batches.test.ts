import {expect, it} from 'vitest'
import {TextBatches} from '../../models/text-batches.js'
import type {Tokenizer} from '../../models/tokenizer/tokenizer.js'

/** Each letter is a token. */
const letters: Tokenizer = {
  encode: (text) => Int32Array.from(text, (letter) => letter.charCodeAt(0)),
  holdsWhole: () => false,
}

it('puts texts of one length together, shortest first', () => {
  const batches = [...new TextBatches(['ccc', 'a', 'ddd', 'bb'], letters)]

  expect(batches.map(({rows}) => [...rows])).toEqual([[1], [3], [0, 2]])
  expect(batches.map(({ids}) => String.fromCharCode(...ids))).toEqual(['a', 'bb', 'cccddd'])
})

it('limits a batch to about 512 tokens, but takes a longer text whole', () => {
  const texts = [...Array(120).fill('tentokens!'), 'x'.repeat(600)]

  const sizes = [...new TextBatches(texts, letters)].map(({ids, rows}) => [rows.length, ids.length])

  expect(sizes).toEqual([
    [51, 510],
    [51, 510],
    [18, 180],
    [1, 600],
  ])
})

it('fills texts up as far as it may, so that more share a batch', () => {
  const texts = ['dddd', 'a', 'bb', 'eeeeee', 'ffffffffff']

  const batches = [...new TextBatches(texts, letters, 5)]

  expect(batches.map(({rows}) => [...rows])).toEqual([
    [1, 2, 0],
    [3, 4],
  ])
  expect(batches.map(({ids}) => String.fromCharCode(...ids).replaceAll('\0', '-'))).toEqual([
    'a---bb--dddd',
    'eeeeee----ffffffffff',
  ])
  expect(batches.map(({lengths}) => [...(lengths ?? [])])).toEqual([
    [1, 2, 4],
    [6, 10],
  ])
})

it('does not fill a batch beyond its usual size', () => {
  const texts = ['x'.repeat(300), 'y'.repeat(301)]

  const batches = [...new TextBatches(texts, letters, 1000)]

  expect(batches.map(({rows}) => rows.length)).toEqual([1, 1])
  expect(batches.every(({lengths}) => lengths === undefined)).toBe(true)
})

it('keeps every text once, over as many pieces of memory as it takes', () => {
  const texts = Array.from({length: 3000}, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1 + (i % 250)))

  const seen = new Map<number, string>()
  for (const {ids, rows} of new TextBatches(texts, letters)) {
    const length = ids.length / rows.length
    for (const [i, row] of rows.entries()) {
      expect(seen.has(row)).toBe(false)
      seen.set(row, String.fromCharCode(...ids.subarray(i * length, (i + 1) * length)))
    }
  }

  expect(texts.every((text, row) => seen.get(row) === text)).toBe(true)
})

it('gives no batches for no texts', () => {
  expect([...new TextBatches([], letters)]).toEqual([])
})
