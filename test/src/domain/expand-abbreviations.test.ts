import {describe, expect, it} from 'vitest'
import {expandAbbreviations, longFormsOf} from '../../../src/domain/expand-abbreviations.js'

const longForms = longFormsOf([
  {shortForm: 'FAP', longForm: 'familial adenomatous polyposis'},
  {shortForm: 'MEN', longForm: 'multiple endocrine neoplasia'},
  {shortForm: 'PLNs', longForm: 'phyllodes-like nodules'},
  {shortForm: 'VHL', longForm: 'von Hippel-Lindau disease'},
  {shortForm: 'A-T', longForm: 'ataxia-telangiectasia'},
  {shortForm: 'vWD', longForm: 'von Willebrand disease'},
  {shortForm: 'FAP', longForm: 'a later definition'},
])

describe('expandAbbreviations', () => {
  it.each([
    ['the short form alone', 'FAP', 'familial adenomatous polyposis'],
    ['a compound', 'FAP patients', 'familial adenomatous polyposis patients'],
    ['a prefix', 'non-FAP', 'non-familial adenomatous polyposis'],
    ['a number of its own', 'MEN1 tumour', 'multiple endocrine neoplasia 1 tumour'],
    ['a singular of a plural', 'PLN', 'phyllodes-like nodules'],
    ['a plural of a singular', 'FAPs', 'familial adenomatous polyposis'],
    ['a head that the long form has', 'VHL disease', 'von Hippel-Lindau disease'],
    ['a hyphen', 'A-T homozygotes', 'ataxia-telangiectasia homozygotes'],
    ['a lower-case start', 'type IIA vWD', 'type IIA von Willebrand disease'],
    ['a repeat in brackets', 'familial polyposis (FAP) tumours', 'familial polyposis tumours'],
  ])('writes out %s', (_what, mention, expected) => {
    expect(expandAbbreviations(mention, longForms)).toBe(expected)
  })

  it.each(['polyposis', 'fap', 'FAPA', 'BFAP', '(see MENTAL)'])('leaves %j to itself', (mention) => {
    expect(expandAbbreviations(mention, longForms)).toBeUndefined()
  })
})
