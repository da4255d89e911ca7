import {describe, expect, it} from 'vitest'
import {expandAbbreviations} from '../../../src/domain/expand-abbreviations.js'

const longForms = new Map([
  ['FAP', 'familial adenomatous polyposis'],
  ['MEN', 'multiple endocrine neoplasia'],
  ['VHL', 'von Hippel-Lindau disease'],
  ['A-T', 'ataxia-telangiectasia'],
  ['vWD', 'von Willebrand disease'],
])
const longFormOf = (shortForm: string) => longForms.get(shortForm)

describe('expandAbbreviations', () => {
  it.each([
    ['the short form alone', 'FAP', 'familial adenomatous polyposis'],
    ['a compound', 'FAP patients', 'familial adenomatous polyposis patients'],
    ['a prefix', 'non-FAP', 'non-familial adenomatous polyposis'],
    ['a number of its own', 'MEN1 tumour', 'multiple endocrine neoplasia 1 tumour'],
    ['a head that the long form has', 'VHL disease', 'von Hippel-Lindau disease'],
    ['a hyphen', 'A-T homozygotes', 'ataxia-telangiectasia homozygotes'],
    ['a lower-case start', 'type IIA vWD', 'type IIA von Willebrand disease'],
    ['a repeat in brackets', 'familial polyposis (FAP) tumours', 'familial polyposis tumours'],
  ])('writes out %s', (_what, mention, expected) => {
    expect(expandAbbreviations(mention, longFormOf)).toBe(expected)
  })

  it.each(['polyposis', 'fap', 'FAPA', 'BFAP', '(see MENTAL)'])('leaves %j to itself', (mention) => {
    expect(expandAbbreviations(mention, longFormOf)).toBeUndefined()
  })
})
