import {describe, expect, it} from 'vitest'
import {lexicalKey, splitWords} from '../../../src/domain/lexical-key.js'

describe('lexicalKey', () => {
  it.each([
    ['word order', 'Carcinoma of the lung', 'lung carcinoma'],
    ['plural', 'kidney stones', 'Kidney stone'],
    ['plural in -ies', 'biopsies', 'biopsy'],
    ['Greek plural', 'diagnoses', 'diagnosis'],
    ['British spelling', 'anaemia of pregnancy', 'Anemia of pregnancy'],
    ['British spelling at the end', 'diarrhoea', 'diarrhea'],
    ['British -our', 'tumours', 'tumor'],
    ['diacritics', 'Sjögren syndrome', 'Sjogren syndrome'],
    ['possessive with either apostrophe', 'Sjögren’s syndrome', "Sjogren's syndrome"],
    ['hyphens', 'type-2 diabetes', 'type 2 diabetes'],
    ['small Roman numerals', 'type II diabetes', 'type 2 diabetes'],
    ['Greek letters', 'β-thalassaemia', 'beta thalassemia'],
    ['compatibility forms', 'ﬁbrosis', 'fibrosis'],
    ['inversion with a comma', 'sclerosis, multiple', 'multiple sclerosis'],
  ])('joins spellings that differ in %s', (_what, one, other) => {
    expect(lexicalKey(one)).toBe(lexicalKey(other))
  })

  it.each([
    ['a type', 'hepatitis A', 'hepatitis B'],
    ['a negation', 'with pain', 'without pain'],
    ['a singular in -sis', 'sclerosis', 'sclerose'],
    ['intravenous and four', 'IV', '4'],
    ['a word that looks British', 'aerobic', 'erobic'],
  ])('keeps names apart that differ in %s', (_what, one, other) => {
    expect(lexicalKey(one)).not.toBe(lexicalKey(other))
  })

  it('keeps fillers when there is nothing else', () => {
    expect(lexicalKey('of the')).toBe('of the')
  })

  it.each(['', '   ', '—!?', '😀'])('is empty without a letter or digit: %j', (text) => {
    expect(lexicalKey(text)).toBe('')
  })
})

describe('splitWords', () => {
  it('gives offsets that slice to the words', () => {
    const text = '  Crohn’s disease (β-cell) 猫抓病'

    const words = splitWords(text).map(({end, start}) => text.slice(start, end))

    expect(words).toEqual(['Crohn’s', 'disease', 'β', 'cell', '猫抓病'])
  })
})
