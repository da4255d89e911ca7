import {describe, expect, it} from 'vitest'
import {looseKey} from '../../../src/domain/loose-key.js'

describe('looseKey', () => {
  it.each([
    ['renal toxicity', 'Kidney Diseases'],
    ['nephropathy', 'disorder of kidney'],
    ['hepatosplenomegaly', 'enlarged spleen, liver'],
    ['encephalitis', 'inflammation of the brain'],
    ['joint pain', 'arthralgia'],
    ['muscle disease of the heart', 'cardiomyopathy'],
    ['prostatic adenocarcinoma', 'Prostatic Neoplasms'],
    ['glucose phosphate dehydrogenase (G6PD) deficiency', 'deficient glucose phosphate dehydrogenase'],
    ['NF2', 'NF 2'],
    ['lost weight', 'weight loss'],
    ['belly hurts', 'abdominal pain'],
    ['broken collarbone', 'fracture of clavicle'],
  ])('joins %j and %j', (a, b) => {
    expect(looseKey(a)).not.toBe('')
    expect(looseKey(a)).toBe(looseKey(b))
  })

  it.each([
    ['kidney', 'kidney disease'],
    ['hypotension', 'hypertension'],
    ['colitis', 'colon'],
    ['left hand', 'right hand'],
    ['type 1 diabetes', 'type 2 diabetes'],
  ])('keeps %j and %j apart', (a, b) => {
    expect(looseKey(a)).not.toBe(looseKey(b))
  })

  it('is empty where nothing tells what is meant', () => {
    expect(['', '!!', 'toxicity', 'the disorders', 'finding'].map(looseKey)).toEqual(['', '', '', '', ''])
  })

  it('does not depend on what was asked before', () => {
    const before = looseKey('nephropathy')
    looseKey('x'.repeat(10_000))

    expect(looseKey('nephropathy')).toBe(before)
  })
})
