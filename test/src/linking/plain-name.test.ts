import {describe, expect, it} from 'vitest'
import {withPlainNames} from '../../../src/linking/plain-name.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex(
  [
    'Chronic kidney disease',
    'Abdominal pain',
    'Cancer',
    'Diabetes mellitus',
    'Left ventricular hypertrophy',
  ].map((name, i) => ({id: String(i), names: [name]})),
)

describe('withPlainNames', () => {
  it.each([
    ['CKD', 'chronic kidney disease'],
    ['CKD stage 3', 'chronic kidney disease stage 3'],
    ['abd pain', 'abdominal pain'],
    ['LV hypertrophy', 'left ventricular hypertrophy'],
    ['abd discomfort', undefined],
    ['low Ca', undefined],
    ['ca', undefined],
    ['diabetes insipidus', undefined],
    ['CAD/CAM', undefined],
  ])('%s: %s', (mention, written) => {
    expect(withPlainNames(mention, index)).toBe(written)
  })
})
