import {describe, expect, it} from 'vitest'
import {TextComparer} from '../../../src/linking/compared-text.js'

const rare = new Map([['kidney', 3]])
const comparer = () => new TextComparer((form) => rare.get(form) ?? 1)

describe('letter trigrams', () => {
  it.each([
    ['chest pain', 'pain, chest', 1],
    ['ab', 'ab', 1],
    ['fever', 'pain', 0],
    ['!!', 'pain', 0],
    ['!!', '!!', 0],
    ['abc', 'abd', 1 / 3],
  ])('compare %j with %j', (mention, name, similarity) => {
    expect(comparer().mention(mention).compare(name).trigrams).toBeCloseTo(similarity)
  })
})

it('covers words by what they are made of and how much they tell', () => {
  const shared = comparer().mention('chronic kidney disease').compare('nephropathy')

  expect(shared.mentionCovered).toBeCloseTo(4 / 5)
  expect(shared.nameCovered).toBe(1)
  expect(shared.sameLast).toBe(1)
})

it('tells other numbers', () => {
  const mention = comparer().mention('diabetes type 2')

  expect(mention.compare('type 2 diabetes').otherNumbers).toBe(0)
  expect(mention.compare('type 1 diabetes').otherNumbers).toBe(1)
})

it('gives the same after it had to forget', () => {
  const one = comparer()
  const before = one.mention('kidney stone').compare('renal calculus')
  for (let i = 0; i < 100_100; i++) one.mention(`word${i}`)

  expect(one.mention('kidney stone').compare('renal calculus')).toEqual(before)
})
