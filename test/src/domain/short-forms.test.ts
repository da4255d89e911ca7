import {describe, expect, it} from 'vitest'
import {abbreviationsOf, definitionAt} from '../../../src/domain/short-forms.js'

describe('definitionAt', () => {
  const text =
    'Pulmonary hypertension (PH), phyllodes-like nodules (PLNs). PH came. Portal hypertension (PH) went, with PH.'
  const abbreviations = abbreviationsOf(text)
  const longFormOf = (shortForm: string, offset: number) =>
    definitionAt(abbreviations, shortForm, offset)?.longForm

  it('takes the nearest definition before, and where there is none the first after', () => {
    expect(longFormOf('PH', 0)).toBe('Pulmonary hypertension')
    expect(longFormOf('PH', text.indexOf('PH came'))).toBe('Pulmonary hypertension')
    expect(longFormOf('PH', text.lastIndexOf('PH'))).toBe('Portal hypertension')
  })

  it('takes a plural for its singular, and the other way round', () => {
    expect(longFormOf('PLN', 0)).toBe('phyllodes-like nodules')
    expect(longFormOf('PHs', 0)).toBe('Pulmonary hypertension')
    expect(longFormOf('PHS', 0)).toBeUndefined()
  })
})
