import {describe, expect, it} from 'vitest'
import {type Comparison, TextComparer} from '../../../src/linking/compared-text.js'

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

  it('is not less for letters where both words are made of parts that are known', () => {
    const shared = comparer().mention('nephrotoxicity').compare('neurotoxicity')
    const misspelt = comparer().mention('nefrotoxicity').compare('neurotoxicity')

    expect(shared.unsaid).toBe(1 / 2)
    expect(shared.lacking).toBe(1 / 2)
    expect(misspelt.unsaid).toBeLessThan(1 / 2)
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
    ['\u26a0\ufe0f pain', 'pain', [0, 0, 1]],
    ['pain', '\u26a0\ufe0f', [0, 1, 0]],
  ])('of %j and %j', (mention, name, [unsaid, lacking, headSaid]) => {
    expect(comparer().mention(mention).compare(name)).toMatchObject({unsaid, lacking, headSaid})
  })
})

it('tells other numbers', () => {
  const mention = comparer().mention('diabetes type 2')

  expect(mention.compare('type 2 diabetes').otherNumbers).toBe(0)
  expect(mention.compare('type 1 diabetes').otherNumbers).toBe(1)
})

const figuresOf = ({headSaid, lacking, nameCovered, trigrams, unsaid}: Comparison) => ({
  headSaid,
  lacking,
  nameCovered,
  trigrams,
  unsaid,
})

it('gives the same after it had to forget', () => {
  const one = comparer()
  const before = figuresOf(one.mention('kidney stone').compare('stone in the kidneys'))
  for (let i = 0; i < 100_100; i++) one.mention(`word${i}`)

  expect(before.trigrams).toBeGreaterThan(0.5)
  expect(figuresOf(one.mention('kidney stone').compare('stone in the kidneys'))).toEqual(before)
})

it('keeps the names of a mention apart', () => {
  const alone = figuresOf(comparer().mention('kidney stone').compare('kidney'))
  const mention = comparer().mention('kidney stone')
  const [kidney, bladder] = ['kidney', 'bladder stone'].map((name) => mention.compare(name))

  expect(bladder?.trigrams).toBeGreaterThan(0)
  expect(figuresOf(kidney!)).toEqual(alone)
  expect(kidney?.lacking).toBe(1)
})
