import {expect, it} from 'vitest'
import {withoutCause} from '../../../src/domain/without-cause.js'

it.each([
  ['contrast media-induced nephropathy', 'nephropathy'],
  ['drug induced liver injury', 'liver injury'],
  ['Alcohol-related brain damage', 'brain damage'],
  ['catheter-associated urinary tract infection', 'urinary tract infection'],
  ['steroid-dependent asthma', 'asthma'],
])('leaves of %s %s', (text, rest) => {
  expect(withoutCause(text)).toBe(rest)
})

it.each([
  'nephropathy',
  'induced labor',
  'related disorders',
  'age-related',
  'self-induced ',
  '',
  'arthritis associated with psoriasis',
  'pneumonia caused by Klebsiella',
  'dermatitis related to HIV',
])('finds no cause in %j', (text) => {
  expect(withoutCause(text)).toBeUndefined()
})

it('takes no longer for a long text', () => {
  const started = performance.now()
  withoutCause(`${'induced-'.repeat(20_000)}x`)
  expect(performance.now() - started).toBeLessThan(500)
})
