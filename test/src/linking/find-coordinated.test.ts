import {describe, expect, it} from 'vitest'
import {splitSentences} from '../../../src/domain/sentences.js'
import {findCoordinated} from '../../../src/linking/find-coordinated.js'
import {findNamedStretches, type Stretch, wordsOf} from '../../../src/linking/find-stretches.js'
import {Parts} from '../../../src/linking/sentence-parts.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex(
  [
    'Breast cancer', 'Ovarian cancer', 'Cancer of the ureter', 'Cancer of the renal pelvis', 'Cleft lip', 'Cleft palate',
    'Abdominal pain', 'Abdominal distension', 'Type 1 diabetes', 'Type 2 diabetes', 'Pain in the hands', 'Pain in the feet',
    'Diabetes', 'Dolor abdominal', 'Dolor torácico', 'Face anomaly', 'Flat face', 'Abnormality of the kidney', 'Abnormality of the ear', 'Renal anomaly of it all',
    'Hepatitis', 'Liver failure', 'Heart failure', 'Fever', 'Pain', 'Breast and ovarian cancer', 'Weight loss', 'Loss of consciousness',
  ].map((name, i) => ({id: String(i), names: [name]})),
) // biome-ignore format: a table

function find(text: string): Stretch[] {
  return [...splitSentences(text)].flatMap((sentence) => {
    const words = wordsOf(text, sentence)
    const names = findNamedStretches(text, words, new Map(), index)
    return findCoordinated(text, sentence, words, new Parts(text, words), names, index)
  })
}

describe('findCoordinated', () => {
  it.each([
    ['Risk of breast and ovarian cancer in women.', 'breast cancer', ['breast', 'cancer']],
    ['She has breast, lung or ovarian cancer.', 'breast cancer', ['breast', 'cancer']],
    ['Breast/ovarian cancer runs in the family.', 'Breast cancer', ['Breast', 'cancer']],
    ['a cleft lip and palate', 'cleft palate', ['cleft', 'palate']],
    ['type 1 or type 2 diabetes', 'type 1 diabetes', ['type 1', 'diabetes']],
    ['abdominal pain, distension and fever', 'abdominal distension', ['abdominal', 'distension']],
    ['pain in the hands and the feet', 'pain in the feet', ['pain in the', 'feet']],
    ['cancer of the renal pelvis or ureter', 'cancer of the ureter', ['cancer of the', 'ureter']],
    ['dolor abdominal y torácico', 'dolor torácico', ['dolor', 'torácico']],
    ['renal and ear anomalies', 'renal anomalies', ['renal', 'anomalies']],
    ['heart and/or liver failure', 'heart failure', ['heart', 'failure']],
    ['both the heart and the liver failure', 'heart failure', ['heart', 'failure']],
  ])('reads %j', (text, linkAs, pieces) => {
    const [found] = find(text)

    expect(found?.linkAs).toBe(linkAs)
    expect((found?.pieces?.spans ?? []).map(({end, start}) => text.slice(start, end))).toEqual(pieces)
  })

  it('reads parts that each have words of the other', () => {
    const text = 'Patients with type 1 and 2 diabetes'

    const found = find(text)

    expect(found.map(({linkAs}) => linkAs)).toEqual(['type 1 diabetes', 'type 2 diabetes'])
    expect(found[1]?.pieces?.spans.map(({end, start}) => text.slice(start, end))).toEqual([
      'type',
      '2 diabetes',
    ])
  })

  it.each([
    'hepatitis and liver failure',
    'fever, pain',
    'lost weight and lost consciousness',
    'breast pain; ovarian cancer',
    'the breast was normal and ovarian cancer was found',
    'breast, ovarian cancer',
    'an anomaly and a flat face',
    'and',
  ])('finds nothing in %j', (text) => {
    expect(find(text)).toEqual([])
  })

  it('says what the part looks like as if it were written out', () => {
    const [found] = find('No signs of breast and ovarian cancer today.')

    expect(found?.within).toBe('No signs of breast cancer today.')
    expect(found?.words.slice(found.first, found.last + 1).map(({form}) => form)).toEqual([
      'breast',
      'cancer',
    ])
  })

  it('reads long lists in no time', () => {
    expect(find(`${'pain and '.repeat(20_000)}fever`)).toEqual([])
  })
})
