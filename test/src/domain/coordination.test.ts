import {describe, expect, it} from 'vitest'
import {expandCoordination} from '../../../src/domain/coordination.js'

describe('expandCoordination', () => {
  it.each([
    ['type 1 and 2 diabetes', 'type 1 diabetes', 'type 2 diabetes'],
    ['left and right kidneys', 'left kidneys', 'right kidneys'],
    ['breast or ovarian cancers', 'breast cancers', 'ovarian cancers'],
    [
      'hereditary breast, ovarian and colorectal cancer',
      'hereditary breast cancer',
      'hereditary ovarian cancer',
      'hereditary colorectal cancer',
    ],
    ['cleft lip and/or palate', 'cleft lip', 'cleft palate'],
    ['hyper- and hypothyroidism', 'hyperthyroidism', 'hypothyroidism'],
    ['RCC- and VHL-associated tumors', 'RCC-associated tumors', 'VHL-associated tumors'],
    ['intellectual and motor disability', 'intellectual disability', 'motor disability'],
    ['short and broad fingers and toes', 'short fingers', 'short toes', 'broad fingers', 'broad toes'],
    ['renal/hepatic failure', 'renal failure', 'hepatic failure'],
    ['pain in the hands and feet', 'pain in the hands', 'pain in the feet'],
    ['cancer of the renal pelvis, ureter or bladder', 'cancer of the ureter', 'cancer of the bladder'],
    ['squamous cell and basal cell carcinoma', 'squamous cell carcinoma', 'basal cell carcinoma'],
    ['both cardiac and renal lesions', 'cardiac lesions', 'renal lesions'],
    ['hepatitis and liver failure', 'hepatitis', 'liver failure'],
  ])('reads %j', (text, ...expected) => {
    expect(expandCoordination(text)).toEqual(expect.arrayContaining(expected))
  })

  it.each(['', 'breast cancer', 'sclerosis, multiple', 'and', 'x and ', 'android disorder'])(
    'leaves %j alone',
    (text) => {
      expect(expandCoordination(text)).toEqual([])
    },
  )

  it('reads no long list', () => {
    expect(expandCoordination(`${'a, '.repeat(20)}and b`)).toEqual([])
    expect(expandCoordination(`${'a and '.repeat(200_000)}b`)).toEqual([])
  })
})
