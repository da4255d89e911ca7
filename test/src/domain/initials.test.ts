import {describe, expect, it} from 'vitest'
import {initialsOf, shortFormLetters} from '../../../src/domain/initials.js'

describe('initialsOf', () => {
  it.each([
    ['Myocardial infarction', ['mi']],
    ['Ataxia-telangiectasia', ['at']],
    ['Activities of daily living', ['aodl', 'adl']],
    ['Dystrophia myotonica 1', ['dm1']],
    ['Émphysème pulmonaire', ['ep']],
    ['Fever', []],
    ['one two three four five six seven eight', []],
    ['', []],
  ])('reads %j as %j', (name, letters) => {
    expect(initialsOf(name)).toEqual(letters)
  })
})

describe('shortFormLetters', () => {
  it.each([
    ['COPD', 'copd'],
    ['A-T', 'at'],
    ['PLNs', 'pln'],
    ['DM1', 'dm1'],
    ['vWD', 'vwd'],
    ['U.K.', 'uk'],
  ])('takes %j for %j', (text, letters) => {
    expect(shortFormLetters(text)).toBe(letters)
  })

  it.each(['fever', 'Fever', 'A', 'MYOCARDIAL', 'CT scan', '12', ''])(
    'takes %j for no short form',
    (text) => {
      expect(shortFormLetters(text)).toBeUndefined()
    },
  )
})
