import {describe, expect, it} from 'vitest'
import {estimate} from '../../../src/evaluation/bootstrap.js'
import {seededRandom} from '../../../src/evaluation/seeded-random.js'
import {compareMeasures, mcNemar} from '../../../src/evaluation/significance.js'

const options = {seed: 7, samples: 500}
const mean = (values: readonly number[]) => ({mean: values.reduce((a, b) => a + b, 0) / values.length})

describe('seededRandom', () => {
  it('gives numbers of SplitMix32, the same for the same seed', () => {
    const random = seededRandom(1)

    const first = [random(), random(), random()]

    const again = seededRandom(1)
    expect(first).toEqual([again(), again(), again()])
    expect(first).not.toEqual([seededRandom(2)(), random(), random()])
    for (const number of first) expect(number).toSatisfy((one: number) => one >= 0 && one < 1)
  })

  it('spreads evenly', () => {
    const random = seededRandom(3)
    const tenths = new Array<number>(10).fill(0)

    for (let i = 0; i < 10_000; i++) tenths[Math.floor(random() * 10)]!++

    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })
})

describe('estimate', () => {
  it('puts the interval where the normal approximation does', () => {
    const units = Array.from({length: 400}, (_, i) => (i % 4 === 0 ? 0 : 1))

    const {mean: found} = estimate(units, mean, options)

    const halfWidth = 1.96 * Math.sqrt((0.75 * 0.25) / 400)
    expect(found?.value).toBe(0.75)
    expect(found?.low).toBeCloseTo(0.75 - halfWidth, 1.7)
    expect(found?.high).toBeCloseTo(0.75 + halfWidth, 1.7)
  })

  it('gives the same interval every time, and none for a single unit', () => {
    const units = [0, 1, 1, 0, 1]

    expect(estimate(units, mean, options)).toEqual(estimate(units, mean, options))
    expect(estimate([1], mean, options)).toEqual({mean: {value: 1}})
  })
})

describe('compareMeasures', () => {
  it('finds no difference between a run and itself', () => {
    const units = [0, 1, 1].map((value) => ({a: value, b: value}))

    const {mean: found} = compareMeasures(units, mean, options)

    expect(found).toMatchObject({difference: 0, low: 0, high: 0, p: 1})
  })

  it('finds a difference that is the same in every document hard to come by', () => {
    const units = Array.from({length: 20}, (_, i) => ({a: i, b: i + 1}))

    const {mean: found} = compareMeasures(units, mean, options)

    expect(found?.difference).toBeCloseTo(1)
    expect(found?.p).toBeCloseTo(1 / 501, 2)
  })

  it('finds one that goes either way likely', () => {
    const units = Array.from({length: 20}, (_, i) => ({a: i % 2, b: (i + 1) % 2}))

    expect(compareMeasures(units, mean, options).mean?.p).toBe(1)
  })
})

describe('mcNemar', () => {
  it.each([
    [0, 0, 1],
    [0, 5, 2 / 32],
    [1, 5, (2 * 7) / 64],
    [3, 3, 1],
    [10, 2, (2 * (1 + 12 + 66)) / 4096],
  ])('of %i against %i', (onlyA, onlyB, p) => {
    expect(mcNemar(onlyA, onlyB)).toBeCloseTo(p, 10)
    expect(mcNemar(onlyB, onlyA)).toBeCloseTo(p, 10)
  })

  it('holds for numbers whose powers no float holds', () => {
    expect(mcNemar(3000, 3100)).toBeCloseTo(0.205, 2)
  })
})
