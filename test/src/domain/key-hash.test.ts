import {expect, it} from 'vitest'
import {GrowingKeys, hashedWord, keyHash} from '../../../src/domain/key-hash.js'
import {isFiller, keyOfForms, splitWords} from '../../../src/domain/lexical-key.js'
import {looseKeyOfForms} from '../../../src/domain/loose-key.js'

it('gives a key one number, whatever the order of its words, and other keys another', () => {
  const keys = ['cancer lung', 'cancer lung lung', 'cancerlung', 'cancer', 'lung', 'cancer  lung', 'жар', '']

  expect(keyHash('lung cancer')).toBe(keyHash('cancer lung'))
  expect(new Set(keys.map(keyHash)).size).toBe(keys.length)
  for (const key of keys) expect(keyHash(key)).toBe(keyHash(key) >>> 0)
})

it.each([
  'carcinoma of the lung with pain, pain and renal disease',
  'kidney disease',
  'disease of kidney disease',
  'Nephropathy finding due to NF2 type II',
  '½ day of fever in the ﷺ night',
])('knows the number of both keys of each run of words: %s', (text) => {
  const forms = splitWords(text).map(({form}) => form)
  for (const [first, form] of forms.entries()) {
    if (isFiller(form)) continue
    const keys = new GrowingKeys()
    for (let last = first; last < forms.length; last++) {
      const word = hashedWord(forms[last] as string)
      if (word) keys.add(word)
      const run = forms.slice(first, last + 1)
      expect(keys.key).toBe(keyHash(keyOfForms(run)))
      const loose = looseKeyOfForms(run)
      if (loose !== '') expect(keys.looseKey).toBe(keyHash(loose))
    }
  }
})
