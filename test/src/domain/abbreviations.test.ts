import {describe, expect, it} from 'vitest'
import {findAbbreviations} from '../../../src/domain/abbreviations.js'

const definitionsOf = (text: string) =>
  findAbbreviations(text).map(({long, short, shortForm}) => {
    expect(text.slice(short.start, short.end)).toBe(shortForm)
    return [shortForm, text.slice(long.start, long.end)]
  })

describe('findAbbreviations', () => {
  it.each([
    [
      'long form first',
      'severe chronic obstructive pulmonary disease (COPD) today',
      ['COPD', 'chronic obstructive pulmonary disease'],
    ],
    ['short form first', 'MS (multiple sclerosis) was found', ['MS', 'multiple sclerosis']],
    [
      'letters inside words',
      'heat shock transcription factor (HSF)',
      ['HSF', 'heat shock transcription factor'],
    ],
    ['more in the brackets', 'magnetic resonance imaging (MRI, 3T)', ['MRI', 'magnetic resonance imaging']],
    [
      'a wrapped line',
      'coronary artery\nbypass grafting (CABG)',
      ['CABG', 'coronary artery\nbypass grafting'],
    ],
  ])('finds %s', (_what, text, definition) => {
    expect(definitionsOf(text)).toEqual([definition])
  })

  it.each([
    ['a remark', 'mild pain (see below)'],
    ['a number', 'deletion in many (22)'],
    ['letters that do not match', 'renal failure (COPD)'],
    ['a short form in its long form', 'the COPD disease (COPD)'],
    ['a definition in another sentence', 'No chronic obstruction. Pain died (COPD)'],
  ])('finds nothing in %s', (_what, text) => {
    expect(definitionsOf(text)).toEqual([])
  })
})
