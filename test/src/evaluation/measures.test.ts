import {describe, expect, it} from 'vitest'
import {matchOneToOne} from '../../../src/evaluation/match-one-to-one.js'
import {measureMentions, measureScores, sumMentions} from '../../../src/evaluation/measure-mentions.js'
import {measureTexts} from '../../../src/evaluation/measure-texts.js'
import {brierScore} from '../../../src/evaluation/metrics.js'
import {precisionRecallCurve} from '../../../src/evaluation/precision-recall-curve.js'
import {spearman} from '../../../src/evaluation/spearman.js'

const result = (
  rank: number | null,
  score: number,
  {known = true, linked = score >= 0.5, credit = 0} = {},
) => ({
  known,
  rank,
  credit,
  linked,
  score,
})

describe('measureMentions', () => {
  const documents = [
    [result(1, 0.9, {credit: 1}), result(2, 0.8, {credit: 0.5}), result(null, 0.3)],
    [result(1, 0.4, {credit: 1}), result(7, 0.6), result(null, 0.2, {known: false})],
    [result(null, 0.7, {known: false})],
  ]

  it('ranks the mentions that have a concept, whatever the threshold', () => {
    const measures = measureMentions(documents.map(sumMentions))

    expect(measures['accuracy@1']).toBe(2 / 5)
    expect(measures['accuracy@5']).toBe(3 / 5)
    expect(measures['accuracy@10']).toBe(4 / 5)
    expect(measures.mrr).toBeCloseTo((1 + 1 / 2 + 1 + 1 / 7) / 5)
    expect(measures['is-a-credit']).toBe(2.5 / 5)
  })

  it('counts links at the threshold, and NIL where there is none', () => {
    const measures = measureMentions(documents.map(sumMentions))

    expect(measures['link-precision']).toBe(1 / 4)
    expect(measures['link-recall']).toBe(1 / 5)
    expect(measures['nil-precision']).toBe(1 / 3)
    expect(measures['nil-recall']).toBe(1 / 2)
  })

  it('says nothing of what there was not', () => {
    expect(Object.keys(measureMentions([sumMentions([result(1, 0.9)])]))).not.toContain('nil-f1')
    expect(measureMentions([])).toEqual({})
  })

  it('tells mentions without a concept from the others by their scores', () => {
    const measures = measureScores(documents.flat())

    // .9 .8 .3 .4 .6 against .2 .7: 5 pairs right with .2, 2 with .7
    expect(measures['nil-auroc']).toBeCloseTo(7 / 10)
  })
})

describe('measureTexts', () => {
  it('adds documents up before it divides', () => {
    const one = {answers: 2, right: 2, gold: 2, found: 2}
    const other = {answers: 2, right: 0, gold: 6, found: 0}

    const measures = measureTexts([{document: one}, {document: other}])

    expect(measures).toEqual({'document-precision': 0.5, 'document-recall': 0.25, 'document-f1': 1 / 3})
  })
})

describe('matchOneToOne', () => {
  it('gives up a partner that another answer needs more', () => {
    expect(matchOneToOne([[0, 1], [0]])).toEqual([1, 0])
  })

  it('leaves the answer without a partner that comes last', () => {
    expect(matchOneToOne([[0], [0], [1]])).toEqual([0, undefined, 1])
  })
})

describe('spearman', () => {
  it('goes by ranks alone', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1)
    expect(spearman([1, 2, 3], [9, 5, 1])).toBeCloseTo(-1)
  })

  it('gives equal values the mean of their ranks', () => {
    // ranks 1 2.5 2.5 4 and 1 2 3 4: 4.5 / sqrt(4.5 * 5)
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5))
    expect(spearman([1, 1], [1, 2])).toBe(0)
  })
})

it('takes the mean square of what scores miss by', () => {
  expect(
    brierScore([
      {score: 0.8, right: true},
      {score: 0.6, right: false},
    ]),
  ).toBeCloseTo((0.04 + 0.36) / 2)
})

it('gives precision and recall at every score, equal ones together', () => {
  const forecasts = [
    {score: 0.9, right: true},
    {score: 0.5, right: false},
    {score: 0.5, right: true},
  ]

  expect(precisionRecallCurve(forecasts, 4)).toEqual([
    {threshold: 0.5, precision: 2 / 3, recall: 2 / 4},
    {threshold: 0.9, precision: 1, recall: 1 / 4},
  ])
})
