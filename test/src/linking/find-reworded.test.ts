import {describe, expect, it} from 'vitest'
import type {Language} from '../../../src/domain/language.js'
import {splitSentences} from '../../../src/domain/sentences.js'
import {findReworded} from '../../../src/linking/find-reworded.js'
import {wordsOf} from '../../../src/linking/find-stretches.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex(
  [
    'Abdominal pain', 'Pulmonary edema', 'Lower extremity edema', 'Left ventricular dysfunction', 'Breast cancer', 'Cancer', 'Pain',
    'Right atrial pain', 'Ringing in the ears', 'Gastrointestinal hemorrhage', 'Syncope', 'Insomnia', 'Shortness of breath',
    'Metastase', 'Arterielle Hypertonie', 'Heart racing', 'Palpitations', 'Pallor', 'Weakness', 'Suicidal ideation', 'Premature birth',
  ].map((name, i) => ({id: String(i), names: [name]})),
) // biome-ignore format: a table

function find(text: string, language: Language = 'en'): (readonly [string, string])[] {
  return [...splitSentences(text)].flatMap((sentence) =>
    findReworded(text, wordsOf(text, sentence), {abbreviations: new Map(), language}, index).map(
      ({end, linkAs, start}) => [text.slice(start, end), linkAs] as const,
    ),
  )
}

describe('findReworded', () => {
  it.each([
    ['No fever. Abd pain today.', [['Abd pain', 'abdominal pain']]],
    [
      'bilat LE edema, pulm edema',
      [
        ['LE edema', 'lower extremity edema'],
        ['pulm edema', 'pulmonary edema'],
      ],
    ],
    ['Severe LV\ndysfxn', [['LV\ndysfxn', 'left ventricular\ndysfunction']]],
    ['breast ca', [['breast ca', 'breast cancer']]],
    ['There is ringing in my ears.', [['ringing in my ears', 'ringing in the ears']]],
    ['my pain', []],
    ['pain in the abd', [['pain in the abd', 'pain in the abdominal']]],
  ])('writes out what %j shortens', (text, found) => {
    expect(find(text)).toEqual(found)
  })

  it.each([
    ['by itself', 'Low ca. Mets.'],
    ['that no name has', 'abd discomfort'],
    ['in another case', 'le edema, ra pain'],
    ['with what no name has', 'abdominal pain'],
    ['over a comma', 'breast, ca'],
  ])('leaves a word alone %s', (_why, text) => {
    expect(find(text)).toEqual([])
  })

  it.each([
    ['He passed out twice, and could not sleep.', ['passed out=syncope', 'could not sleep=insomnia']],
    ['I can’t sleep; I cannot breathe.', ['can’t sleep=insomnia', 'cannot breathe=shortness of breath']],
    ['My heart is pounding.', ['heart is pounding=palpitations']],
    ['born prematurely', ['born prematurely=premature birth']],
    // the terminology has these very words
    ['My heart is racing.', []],
    ['He passed. Out of bed.', []],
    // no name here is meant
    ['Double vision', []],
  ])('reads plain words: %j', (text, found) => {
    expect(find(text).map((pair) => pair.join('='))).toEqual(found)
  })

  it.each([
    ['She is weak.', ['weakness']],
    ['The patient was not pale or weak.', ['pallor', 'weakness']],
    ['Mrs. Miller felt very weak today.', ['weakness']],
    ['Appears pale, tired and weak', ['pallor', 'weakness']],
    ['She denies being suicidal.', ['suicidal ideation']],
    ['He was weak at birth', ['weakness']],
    ['The infant, pale.', []],
    ['Her pulses are weak.', []],
    ['He is a weak swimmer.', []],
    ['weak pulses, pale stools', []],
    ['The skin is pale.', []],
  ])('reads what is said of somebody: %j', (text, found) => {
    expect(find(text).map(([, name]) => name)).toEqual(found)
  })

  it.each<[Language, string, string[]]>([
    ['de', 'Keine Metastasen bei arteriellen Hypertonien.', ['metastase', 'arterielle hypertonie']],
    // a word that a name has is left as it is
    ['de', 'Eine Metastase.', []],
    ['en', 'Metastasen', []],
  ])('knows a word in another form of its language: %s, %j', (language, text, found) => {
    expect(find(text, language).map(([, name]) => name)).toEqual(found)
  })
})
