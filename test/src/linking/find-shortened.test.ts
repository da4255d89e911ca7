import {describe, expect, it} from 'vitest'
import {splitSentences} from '../../../src/domain/sentences.js'
import {findShortened} from '../../../src/linking/find-shortened.js'
import {wordsOf} from '../../../src/linking/find-stretches.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex(
  [
    'Abdominal pain', 'Pulmonary edema', 'Lower extremity edema', 'Left ventricular dysfunction', 'Breast cancer', 'Cancer', 'Pain',
    'Right atrial pain', 'Ringing in the ears', 'Gastrointestinal hemorrhage',
  ].map((name, i) => ({id: String(i), names: [name]})),
) // biome-ignore format: a table

function find(text: string): (readonly [string, string])[] {
  return [...splitSentences(text)].flatMap((sentence) =>
    findShortened(text, wordsOf(text, sentence), index).map(
      ({end, linkAs, start}) => [text.slice(start, end), linkAs] as const,
    ),
  )
}

describe('findShortened', () => {
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
})
