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
  const shared = comparer().mention('kidney disease').compare('chronic nephropathy')

  expect(shared.nameCovered).toBeCloseTo(1 / 2)
})

describe('what is on one side alone', () => {
  it('is the most telling word, not a mean', () => {
    const shared = comparer().mention('failure').compare('acute kidney failure')

    expect(shared.unsaid).toBe(3)
    expect(shared.lacking).toBe(0)
    expect(shared.headSaid).toBe(1)
  })

  it('is less where letters are shared', () => {
    const shared = comparer().mention('renal kidneys').compare('kidneyless')

    expect(shared.unsaid).toBeCloseTo(1 - 5 / 10)
    expect(shared.lacking).toBe(1)
  })

  it('is nothing where the words of the mention are made of the same parts', () => {
    expect(comparer().mention('kidney disease').compare('nephropathy').lacking).toBe(0)
  })

  it('is told by another measure too', () => {
    const shared = comparer().mention('failure').compare('acute kidney failure')

    expect(shared.mostUnsaid(({form}) => form.length)).toBe(6)
    expect(shared.words.map(({form}) => form)).toEqual(['acute', 'kidney', 'failure'])
  })

  it.each([
    ['chest pain', 'chest pain', [0, 0, 1]],
    ['!!', 'pain', [1, 0, 0]],
    ['pain', '!!', [0, 1, 0]],
  ])('of %j and %j', (mention, name, [unsaid, lacking, headSaid]) => {
    expect(comparer().mention(mention).compare(name)).toMatchObject({unsaid, lacking, headSaid})
  })
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
