import {describe, expect, test} from 'vitest'
import {isValidSctid, partitionOf, withCheckDigit} from '../../../ontologies/snomed-rf2/sctid.js'

/** Identifiers of published releases, as the specification and everyday use show them. */
const published = [
  '74400008', // appendicitis
  '22298006', // myocardial infarction
  '138875005', // the root concept
  '116680003', // is a
  '404684003', // clinical finding
  '517382016', // a description
  '900000000000003001', // fully specified name, 18 digits
  '900000000000509007', // US English language reference set
  '999999990989121104', // the specification's example of an extension concept
]

describe('isValidSctid', () => {
  test.each(published)('accepts the published identifier %s', (id) => {
    expect(isValidSctid(id)).toBe(true)
  })

  test.each(published)('refuses %s with any other check digit', (id) => {
    const own = Number(id.at(-1))
    const others = [...Array(10).keys()].filter((digit) => digit !== own)

    const accepted = others.filter((digit) => isValidSctid(id.slice(0, -1) + digit))

    expect(accepted).toEqual([])
  })

  test('refuses two neighbouring digits that changed places', () => {
    expect(isValidSctid('22298006')).toBe(true)
    expect(isValidSctid('22289006')).toBe(false)
    expect(isValidSctid('22298060')).toBe(false)
  })

  test.each([
    ['nothing', ''],
    ['five digits with a right check digit', '10003'],
    ['nineteen digits with a right check digit', '1000000000000000007'],
    ['a leading zero', '022298006'],
    ['white space', ' 22298006'],
    ['a line end', '22298006\n'],
    ['a letter', '2229800a'],
    ['digits of another script', '٢٢٢٩٨٠٠٦'],
  ])('refuses %s', (_what, id) => {
    expect(isValidSctid(id)).toBe(false)
  })
})

describe('partitionOf', () => {
  test.each([
    ['22298006', '00'],
    ['517382016', '01'],
    ['900000000000003001', '00'],
    ['19999999119', '11'],
  ])('reads the two digits before the check digit of %s', (id, partition) => {
    expect(partitionOf(id)).toBe(partition)
  })
})

describe('withCheckDigit', () => {
  test.each(published)('finds the last digit of %s', (id) => {
    expect(withCheckDigit(id.slice(0, -1))).toBe(id)
  })

  test.each(['', '1234', '012345', '123456789012345678', '12a45'])('refuses "%s"', (digits) => {
    expect(() => withCheckDigit(digits)).toThrow(RangeError)
  })
})
