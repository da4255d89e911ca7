import {describe, expect, it} from 'vitest'
import {type Language, languages} from '../../../src/domain/language.js'
import {splitSentences} from '../../../src/domain/sentences.js'
import {assertMentions, DocumentContext} from '../../../src/linking/assert-mentions.js'
import {contextCases} from './context-cases.js'

const letters = {negated: 'N', uncertain: 'U', hypothetical: 'Y', historical: 'I', family: 'F'} as const

/** The letters of the properties of the mention in braces. */
function assertMarked(marked: string, language: Language): string {
  const start = marked.indexOf('{')
  const end = marked.indexOf('}') - 1
  const text = marked.replace(/[{}]/g, '')
  const [assertion] = assertMentions(text, [...splitSentences(text)], [{start, end}], language)
  const holding = Object.entries(letters).flatMap(([property, letter]) =>
    assertion?.[property as keyof typeof letters] ? [letter] : [],
  )
  return holding.join('') || '-'
}

describe.each(languages)('assertMentions in %s', (language) => {
  it.each(contextCases[language])('%s: %j', (expected, text) => {
    expect(assertMarked(text, language)).toBe(expected)
  })
})

it('says the same of a document in parts as of the whole', () => {
  const text = `Denies the following:\n${'- fever\n'.repeat(150)}\nHe has cough.\n\nFamily history:\n${'- asthma\n'.repeat(99)}`
  const sentences = [...splitSentences(text)]
  const mentions = [...text.matchAll(/fever|cough|asthma/g)].map(({0: word, index}) => ({
    start: index,
    end: index + word.length,
  }))

  const whole = assertMentions(text, sentences, mentions, 'en')

  const context = new DocumentContext(text, 'en')
  const inParts = []
  for (let i = 0; i < sentences.length; i += 64) {
    const part = sentences.slice(i, i + 64)
    const [first, last] = [part[0], part.at(-1)]
    inParts.push(
      ...context.assert(
        part,
        mentions.filter(({start}) => start >= (first?.start ?? 0) && start < (last?.end ?? 0)),
      ),
    )
  }
  expect(inParts).toEqual(whole)
  expect(whole.filter(({negated}) => negated)).toHaveLength(150)
  expect(whole.filter(({family}) => family)).toHaveLength(99)
})

it('takes mentions in any order, overlapping, over the end of a sentence and outside of all', () => {
  const text = 'No fever. Cough'
  const spans = [
    {start: 10, end: 15},
    {start: 3, end: 12},
    {start: 3, end: 8},
    {start: 20, end: 20},
  ]

  const assertions = assertMentions(text, [...splitSentences(text)], spans, 'en')

  expect(assertions.map(({negated}) => negated)).toEqual([false, true, true, false])
})

it('gives the findings of a list the answer after its last', () => {
  const text = 'Review of systems: fever, chills: no; cough: yes'
  const spans = ['fever', 'chills', 'cough'].map((word) => ({
    start: text.indexOf(word),
    end: text.indexOf(word) + word.length,
  }))

  const assertions = assertMentions(text, [...splitSentences(text)], spans, 'en')

  expect(assertions.map(({negated}) => negated)).toEqual([true, true, false])
})

it('keeps a trigger that is a mention, too', () => {
  const text = 'A past medical history significant for asthma.'

  const [, asthma] = assertMentions(
    text,
    [...splitSentences(text)],
    [
      {start: 2, end: 22},
      {start: 39, end: 45},
    ],
    'en',
  )

  expect(asthma?.historical).toBe(true)
})

it('finds sections of offsets in any order', () => {
  const context = new DocumentContext('PMH: asthma\nPlan: rest\n\nEnd.', 'en')

  expect([27, 18, 6, 27, 18].map((offset) => context.sectionAt(offset)?.kind)).toEqual([
    undefined,
    'plan',
    'past-history',
    undefined,
    'plan',
  ])
})

describe('stretches that mean nothing', () => {
  it('do not hide what they say of their neighbours', () => {
    const text = 'Possible pneumonia.'
    const spans = [
      {start: 0, end: 8},
      {start: 9, end: 18},
    ]
    const assert = (isMeant?: (i: number) => boolean) =>
      new DocumentContext(text, 'en').assert([...splitSentences(text)], spans, isMeant)[1]?.uncertain

    expect({among: assert(), apart: assert((i) => i === 1)}).toEqual({among: false, apart: true})
  })

  it('leave the list that a document goes on with as it is', () => {
    const text = `Denies the following:\n${'- fever\n- widget\n'.repeat(100)}`
    const sentences = [...splitSentences(text)]
    const spans = [...text.matchAll(/fever|widget/g)].map(({0: word, index}) => ({
      start: index,
      end: index + word.length,
    }))

    const context = new DocumentContext(text, 'en')
    const inParts = []
    for (let i = 0; i < sentences.length; i += 64) {
      const part = sentences.slice(i, i + 64)
      const inside = spans.filter(({start}) => start >= part[0]!.start && start < part.at(-1)!.end)
      inParts.push(...context.assert(part, inside, (place) => place % 2 === 0))
    }

    expect(inParts).toHaveLength(200)
    expect(inParts.every(({negated}) => negated)).toBe(true)
  })
})
