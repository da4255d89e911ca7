import {describe, expect, it} from 'vitest'
import {
  addMatches,
  areaUnderRoc,
  expectedCalibrationError,
  precisionRecall,
  reliability,
} from '../../../src/evaluation/metrics.js'

const forecast = (score: number, right: boolean) => ({score, right})

describe('precisionRecall', () => {
  it('divides right by answers and found by gold', () => {
    const counts = addMatches(
      {answers: 3, right: 2, gold: 6, found: 2},
      {answers: 1, right: 1, gold: 0, found: 0},
    )

    const {f1, precision, recall} = precisionRecall(counts)

    expect([precision, recall]).toEqual([0.75, 1 / 3])
    expect(f1).toBeCloseTo(6 / 13)
  })

  it('is 0 where there is nothing', () => {
    expect(precisionRecall({answers: 0, right: 0, gold: 0, found: 0})).toEqual({
      precision: 0,
      recall: 0,
      f1: 0,
    })
  })
})

describe('reliability', () => {
  it('leaves empty stretches out and puts 1 into the last', () => {
    expect(reliability([forecast(0.02, false), forecast(0.04, true), forecast(1, true)])).toEqual([
      {from: 0, to: 0.1, count: 2, meanScore: 0.03, shareRight: 0.5},
      {from: 0.9, to: 1, count: 1, meanScore: 1, shareRight: 1},
    ])
  })
})

it('weighs the distances of a reliability table by its counts', () => {
  const forecasts = [forecast(0.9, true), forecast(0.9, true), forecast(0.1, false), forecast(0.1, true)]

  expect(expectedCalibrationError(forecasts)).toBeCloseTo(0.5 * 0.1 + 0.5 * 0.4)
})

describe('areaUnderRoc', () => {
  it('counts the pairs in the right order, ties half', () => {
    const forecasts = [forecast(0.9, true), forecast(0.5, true), forecast(0.5, false), forecast(0.1, false)]

    expect(areaUnderRoc(forecasts)).toBe(3.5 / 4)
  })

  it('is one half where a kind is missing', () => {
    expect(areaUnderRoc([forecast(0.9, true)])).toBe(0.5)
  })
})
