import {describe, expect, it} from 'vitest'
import {formsOfKept, keptForms, lexicalKey, splitWords} from '../../../src/domain/lexical-key.js'

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
    ['a Roman numeral with a letter', 'factor VIa', 'factor 6a'],
    ['a Roman numeral of one character', 'vein Ⅵa', 'vein VIa'],
    ['a Roman numeral in full width', 'vein ＶＩａ', 'vein VIa'],
    ['a Roman numeral in any case after a counted word', 'type via, TYPE VIA', 'type 6a, type VIa'],
    ['Greek letters', 'β-thalassaemia', 'beta thalassemia'],
    ['compatibility forms', 'ﬁbrosis', 'fibrosis'],
    ['a Latin plural', 'thrombi in the vertebrae', 'thrombus of vertebra'],
    ['a Greek plural', 'carcinomata, metastases', 'carcinoma metastasis'],
    ['a neuter plural', 'diverticula of the atria', 'diverticulum of atrium'],
    ['an irregular plural', 'flat feet', 'flat foot'],
    [
      'adjective and noun of a disease',
      'hypertensive, ischaemic, epileptic',
      'hypertension ischemia epilepsy',
    ],
    ['a hyphen after a combining form', 'pre-auricular pit', 'preauricular pit'],
    ['a space after a combining form', 'micro cephaly', 'microcephaly'],
    ['Roman numerals after a counted word', 'type I, stage IV, grade IIb', 'type 1, stage 4, grade 2b'],
    ['clinical abbreviations', 'Hx of pain w/o fx', 'history of pain without fracture'],
    ['a clinical abbreviation without a space', 'asthma w/wheezing', 'asthma with wheezing'],
    ['inversion with a comma', 'sclerosis, multiple', 'multiple sclerosis'],
  ])('joins spellings that differ in %s', (_what, one, other) => {
    expect(lexicalKey(one)).toBe(lexicalKey(other))
  })

  it.each([
    ['a type', 'hepatitis A', 'hepatitis B'],
    ['a preposition and a numeral', 'Via vein', '6a vein'],
    ['a preposition in capitals and a numeral', 'GIVEN VIA VEIN', 'GIVEN 6A VEIN'],
    ['a preposition after a factor and a numeral', 'growth factor via vein', 'growth factor 6a vein'],
    ['a negation', 'with pain', 'without pain'],
    ['a singular in -sis', 'sclerosis', 'sclerose'],
    ['intravenous and four', 'IV', '4'],
    ['an adjective that means something else', 'nephrotic', 'nephrosis'],
    ['a vitamin and a number', 'factor with vitamin V', 'factor with vitamin 5'],
    ['a compound and an abbreviation', 'DX', 'diagnosis'],
    ['a combining form and what it stands beside', 'post stroke', 'poststroke'],
    ['ammonium and ammonia', 'ammonium', 'ammonia'],
    ['a word that looks British', 'aerobic', 'erobic'],
  ])('keeps names apart that differ in %s', (_what, one, other) => {
    expect(lexicalKey(one)).not.toBe(lexicalKey(other))
  })

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('takes %j for a word', (word) => {
    expect(lexicalKey(word)).toMatch(/^[a-z]+$/)
  })

  it('keeps fillers when there is nothing else', () => {
    expect(lexicalKey('of the')).toBe('of the')
  })

  it.each(['', '   ', '—!?', '😀'])('is empty without a letter or digit: %j', (text) => {
    expect(lexicalKey(text)).toBe('')
  })
})

it.each(['', '?', 'Carcinomas of the lung', 'ﷺ sign', '\u0301', 'a \u0301 b', 'pre-auricular tag, type II'])(
  'keeps the normalised words of %j',
  (text) => {
    expect(formsOfKept(keptForms(text))).toEqual(splitWords(text).map(({form}) => form))
  },
)

describe('splitWords', () => {
  it('gives offsets that slice to the words', () => {
    const text = '  Crohn’s disease (β-cell) 猫抓病'

    const words = splitWords(text).map(({end, start}) => text.slice(start, end))

    expect(words).toEqual(['Crohn’s', 'disease', 'β', 'cell', '猫抓病'])
  })

  it('gives a joined word the span of its parts', () => {
    const words = splitWords('no hyper-tension')

    expect(words.map(({end, start}) => [start, end])).toEqual([
      [0, 2],
      [3, 16],
    ])
  })

  it.each(['5% w/w', 'pre- and postoperative', 'anti-B', 'b/lA'])('joins nothing in %j', (text) => {
    const words = splitWords(text).map(({end, start}) => text.slice(start, end))

    expect(words).toEqual(text.match(/[\p{L}\p{N}]+/gu))
  })
})
