import {describe, expect, it} from 'vitest'
import type {LinkedMention} from '../../../src/domain/mention.js'
import {summarise} from '../../../src/output/summarise.js'
import {linkedMention, nil} from '../../helpers/linked-mention.js'

const text = 'fever fevers pyrexia asthma cough'

type Details = Parameters<typeof linkedMention>[2]

function of(id: string, words: string, more: Details = {}): LinkedMention {
  return linkedMention(text, words, {concept: {id, name: id, source: 'hp', type: '', types: []}, ...more})
}

describe('summarise', () => {
  it('counts the mentions of a concept, and each property that they have', () => {
    const [fever, ...others] = summarise([
      of('fever', 'fever'),
      of('fever', 'fevers', {assertion: {negated: true, family: true}}),
      of('fever', 'pyrexia', {assertion: {historical: true}}),
    ])

    expect(others).toEqual([])
    expect(fever?.count).toBe(3)
    expect(fever?.assertions).toEqual({
      affirmed: 1,
      negated: 1,
      uncertain: 0,
      hypothetical: 0,
      historical: 1,
      family: 1,
    })
  })

  it.each([
    {name: 'the highest score', better: {score: 0.9}, worse: {score: 0.8}},
    {name: 'an affirmed one before a surer one', better: {score: 0.4}, worse: {assertion: {negated: true}}},
    {
      name: 'one of the past before one of the family',
      better: {assertion: {historical: true}, score: 0.4},
      worse: {assertion: {family: true, historical: true}},
    },
  ])('takes for evidence $name', ({better, worse}) => {
    const mentions = [of('fever', 'pyrexia', worse), of('fever', 'fever', better)]

    const [summary] = summarise(mentions)

    expect(summary?.best.text).toBe('fever')
  })

  it('takes the first of equals', () => {
    const [summary] = summarise([of('fever', 'fever'), of('fever', 'pyrexia')])

    expect(summary?.best.text).toBe('fever')
  })

  it('tells first what the patient has most often, last what is denied', () => {
    const summaries = summarise([
      of('denied', 'fever', {assertion: {negated: true}}),
      of('denied', 'fever', {assertion: {negated: true}}),
      of('family', 'asthma', {assertion: {family: true}}),
      of('denied past', 'asthma', {assertion: {historical: true, negated: true}}),
      of('once', 'cough'),
      of('past', 'asthma', {assertion: {historical: true}}),
      of('once too', 'cough'),
      of('doubted', 'asthma', {assertion: {uncertain: true}}),
      of('twice', 'asthma'),
      of('twice', 'asthma'),
      of('feared', 'asthma', {assertion: {hypothetical: true}}),
    ])

    expect(summaries.map(({concept}) => concept.id)).toEqual([
      'twice',
      'once',
      'once too',
      'past',
      'doubted',
      'feared',
      'family',
      'denied',
      'denied past',
    ])
  })

  it('keeps concepts of two sources with one id apart, and leaves texts without a concept out', () => {
    const other = {id: 'fever', name: 'Fever', source: 'symp', type: '', types: []}

    const summaries = summarise([
      of('fever', 'fever'),
      of('fever', 'fever', {concept: other}),
      linkedMention(text, 'cough', nil),
    ])

    expect(summaries.map(({concept}) => concept.source)).toEqual(['hp', 'symp'])
  })
})
