import {describe, expect, it} from 'vitest'
import {splitWords} from '../../../src/domain/lexical-key.js'
import {findDictionarySpans} from '../../../src/linking/find-dictionary-spans.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex([
  {id: '1', names: ['Pain']},
  {id: '2', names: ['Chest pain', 'Pain of the chest']},
  {id: '3', names: ['Computed tomography', 'CAT']},
  {id: '4', names: ['Diabetes mellitus, type 2']},
  {id: '5', names: ['Kidney stone']},
  {id: '6', names: ['RA']},
  {id: '7', names: ['Malaise'], type: 'finding'},
  {id: '8', names: ['Abnormality of the kidney']},
  {id: '9', names: ['Abnormal cerebral white matter morphology']},
  {id: '10', names: ['Enlarged heart']},
  {id: '12', names: ['Seizures, Fever']},
  {id: '13', names: ['Dizziness']},
  {id: '17', names: ['Hepatitis A']},
  {id: '14', names: ['Constipation']},
  {id: '15', names: ['Depression']},
  {id: '16', names: ['Dizzy spell']},
  {id: '11', names: ['Renal cardiac nephropathy anomaly', 'Phrase that knows white matter and words']},
])

const spansOf = (text: string) =>
  findDictionarySpans(text, splitWords(text), index).map(({end, start}) => text.slice(start, end))

describe('findDictionarySpans', () => {
  it.each([
    ['names inside longer ones', 'severe chest pain today', ['chest pain', 'pain']],
    ['names in other order, over fillers', 'pain in the chest', ['pain', 'pain in the chest']],
    ['names over a wrapped line', 'a kidney\nstone', ['kidney\nstone']],
    ['names over a hyphen', 'kidney-stones', ['kidney-stones']],
    ['a comma where the name has one', 'diabetes mellitus, type 2', ['diabetes mellitus, type 2']],
    ['an inverted name', 'seizures, fever', ['seizures, fever']],
    ['no inverted name in a list', 'loin seizures, fever blisters', []],
    ['a letter with its case', 'hepatitis A', ['hepatitis A']],
    ['no list in an inverted name', 'fever, seizures', []],
    ['items of a list one by one', 'kidney stones, pain, malaise', ['kidney stones', 'pain', 'malaise']],
    ['whole phrases of the same meaning', 'renal anomalies of both', ['renal anomalies']],
    ['states that adjectives name', 'constipated and Dizzy', ['constipated', 'Dizzy']],
    ['names that begin with such an adjective', 'a dizzy spell', ['dizzy', 'dizzy spell']],
    ['short forms in capitals', 'CAT of the chest, RA', ['CAT', 'RA']],
  ])('finds %s', (_what, text, spans) => {
    expect(spansOf(text)).toEqual(spans)
  })

  it.each([
    ['an everyday word that a short form spells', 'the cat ran'],
    ['a name across a sentence mark', 'kidney; stone'],
    ['a name across a list', 'kidney, stone'],
    ['words that are no name together', 'stone of a computed'],
    ['a single word of the same meaning', 'nephropathy'],
    ['an article as a letter', 'a hepatitis, A hepatitis in'],
    ['what only a name says is wrong', 'the cerebral white matter'],
    ['a part of a phrase', 'an enlarged cardiac silhouette'],
    ['an adjective of other things too', 'a depressed bridge of the nose'],
    ['a state that no name has', 'jaundiced'],
    ['words over a function word', 'enlarged and cardiac'],
  ])('does not find %s', (_what, text) => {
    expect(spansOf(text)).toEqual([])
  })

  it('looks only at concepts that the filter allows', () => {
    const text = 'pain and malaise'

    const spans = findDictionarySpans(text, splitWords(text), index, {types: ['finding']})

    expect(spans).toEqual([{start: 9, end: 16, first: 2, last: 2}])
  })
})
