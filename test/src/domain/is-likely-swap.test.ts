import {expect, it} from 'vitest'
import {isLikelySwap} from '../../../src/domain/is-likely-swap.js'

it.each([
  ['e', 'i', 'vowels'],
  ['c', 'k', 'they sound alike'],
  ['t', 'r', 'keys side by side'],
  ['f', 'c', 'keys one above the other'],
])('%s may be written for %s: %s', (a, b) => {
  expect(isLikelySwap(a, b)).toBe(true)
  expect(isLikelySwap(b, a)).toBe(true)
})

it.each([
  ['w', 'p'],
  ['l', 'b'],
  ['k', 'p'],
  ['t', '1'],
])('%s is not written for %s', (a, b) => {
  expect(isLikelySwap(a, b)).toBe(false)
  expect(isLikelySwap(b, a)).toBe(false)
})
