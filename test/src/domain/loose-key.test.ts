import {describe, expect, it} from 'vitest'
import {looseKey} from '../../../src/domain/loose-key.js'

describe('looseKey', () => {
  it.each([
    ['adjectives of organs', 'renal anomalies', 'kidney malformation'],
    ['near-equal heads', 'liver tumors', 'hepatic cancer'],
    ['heads that tell nothing', 'Tay-Sachs', 'Tay-Sachs disease'],
    ['adjectival endings', 'epithelial', 'epithelium'],
    ['participles', 'malformed ears enlarged', 'ear malformation enlargement'],
    ['letters and digits written apart', 'NF2, AO-2', 'NF-2, AO 2'],
    ['a short form in brackets', 'dehydrogenase (G6PD) deficiency', 'dehydrogenase deficiency'],
    ['laterality', 'L kidney', 'left kidney'],
  ])('joins names that differ in %s', (_what, one, other) => {
    expect(looseKey(one)).toBe(looseKey(other))
  })

  it.each([
    ['a type', 'hepatitis A', 'hepatitis B'],
    ['a negation', 'with pain', 'without pain'],
    ['a side', 'left kidney', 'right kidney'],
    ['a prefix', 'hypertension', 'hypotension'],
  ])('keeps names apart that differ in %s', (_what, one, other) => {
    expect(looseKey(one)).not.toBe(looseKey(other))
  })

  it('keeps a head that stands alone', () => {
    expect(looseKey('syndrome')).toBe('syndrome')
  })

  it.each(['', '—!?', '(AB)'])('reads what there is of %j', (text) => {
    expect(looseKey(text)).toBe(text === '(AB)' ? 'ab' : '')
  })
})
