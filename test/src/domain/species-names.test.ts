import {describe, expect, it} from 'vitest'
import {isOfSpecies} from '../../../src/domain/species-names.js'

describe('isOfSpecies', () => {
  it.each([
    ['Klebsiella {pneumoniae} grew', true],
    ['{Pneumoniae}', true],
    ['Mycobacterium {tuberculosis}', true],
    ['M. {tuberculosis}', true],
    ['B. {pertussis}', true],
    ['{pneumonia}', false],
    ['{tuberculosis}', false],
    ['Pulmonary {tuberculosis}', false],
    ['She has AM. {tuberculosis}', false],
    ['hepatitis B. {Tuberculosis}', false],
  ])('%s: %s', (marked, expected) => {
    const start = marked.indexOf('{')
    const end = marked.indexOf('}') - 1

    const text = marked.replace(/[{}]/g, '')
    const before = text.slice(0, start).trimEnd().lastIndexOf(' ') + 1
    expect(isOfSpecies(text, {start, end}, before)).toBe(expected)
  })
})
