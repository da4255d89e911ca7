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
  ])('%s: %s', (marked, expected) => {
    const start = marked.indexOf('{')
    const end = marked.indexOf('}') - 1

    expect(isOfSpecies(marked.replace(/[{}]/g, ''), {start, end})).toBe(expected)
  })
})
