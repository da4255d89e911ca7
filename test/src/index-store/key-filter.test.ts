import {expect, it} from 'vitest'
import {KeyFilter} from '../../../src/index-store/key-filter.js'

const keys = Array.from({length: 20_000}, (_, i) => `kidney ${i.toString(36)} стеноз 腎`)

it('holds every key that was added, and says so of few others', () => {
  const filter = KeyFilter.ofSize(keys.length)
  for (const key of keys) filter.add(key)
  const read = new KeyFilter(filter.bytes)

  expect(keys.every((key) => read.mayHold(key))).toBe(true)
  const others = keys.filter((key) => read.mayHold(`${key}s`))
  expect(others.length).toBeLessThan(0.01 * keys.length)
  expect(filter.bytes.length).toBe(30_000)
})

it('may hold anything once it is full, and nothing before', () => {
  const filter = KeyFilter.ofSize(0)

  expect(filter.mayHold('')).toBe(false)
  for (const key of keys) filter.add(key)
  expect(filter.mayHold('anything')).toBe(true)
  expect(new KeyFilter(Uint8Array.of(0xff)).mayHold('anything')).toBe(true)
})
