import {describe, expect, it} from 'vitest'
import {plainLongForms} from '../../../src/domain/plain-short-forms.js'

describe('plainLongForms', () => {
  it.each([
    ['HTN', 'hypertension'],
    ['T2DM', 'type 2 diabetes mellitus'],
    ['DVTs', 'deep vein thrombosis'],
    ['copd', 'chronic obstructive pulmonary disease'],
    ['utis', 'urinary tract infection'],
    ['Htn', 'hypertension'],
    ['t2dm', 'type 2 diabetes mellitus'],
    ['AFIB', 'atrial fibrillation'],
    ['afib', 'atrial fibrillation'],
  ])('knows what %s stands for', (shortForm, longForm) => {
    expect(plainLongForms(shortForm, `Known ${shortForm}.`)[0]).toBe(longForm)
  })

  it.each([
    ['sob', 'a word'],
    ['Nash', 'a name'],
    ['CoPD', 'mixed case'],
    ['MS', 'mitral stenosis, multiple sclerosis'],
    ['PE', 'embolism, examination'],
    ['TTP', 'a purpura, tender to palpation'],
    ['constructor', 'no property of all objects'],
  ])('does not know %s: %s', (shortForm) => {
    expect(plainLongForms(shortForm, `Known ${shortForm}.`)).toEqual([])
  })

  it('takes no word in capitals for a short form', () => {
    expect(plainLongForms('PAD', 'HEATING PAD APPLIED')).toEqual([])
    expect(plainLongForms('PAD', 'PMH: PAD, HTN')).toEqual([
      'peripheral arterial disease',
      'peripheral artery disease',
    ])
    expect(plainLongForms('HTN', 'HISTORY OF HTN')).toEqual(['hypertension'])
  })
})
