import {expect, it} from 'vitest'
import {keyHash} from '../../../src/domain/key-hash.js'
import {KeyFilter} from '../../../src/index-store/key-filter.js'

const keys = Array.from({length: 20_000}, (_, i) => `kidney ${i.toString(36)} стеноз 腎`)

it('holds every key that was added, and says so of few others', () => {
  const filter = KeyFilter.ofSize(keys.length)
  for (const key of keys) filter.add(keyHash(key))
  const read = new KeyFilter(filter.bytes)

  expect(keys.every((key) => read.mayHold(keyHash(key)))).toBe(true)
  const others = keys.filter((key) => read.mayHold(keyHash(`${key}s`)))
  expect(others.length).toBeLessThan(0.01 * keys.length)
  expect(filter.bytes.length).toBe(30_000)
})

it('may hold anything once it is full, and nothing before', () => {
  const filter = KeyFilter.ofSize(0)

  expect(filter.mayHold(keyHash(''))).toBe(false)
  for (const key of keys) filter.add(keyHash(key))
  expect(filter.mayHold(keyHash('anything'))).toBe(true)
  expect(new KeyFilter(Uint8Array.of(0xff)).mayHold(keyHash('anything'))).toBe(true)
})
