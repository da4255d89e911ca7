import {describe, expect, it} from 'vitest'
import {abbreviationsOf} from '../../../src/domain/short-forms.js'
import {findNamedStretches, findWidened, wordsOf} from '../../../src/linking/find-stretches.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex([{id: '1', names: ['Pain', 'Abdominal pain', 'Severe', 'Gout']}])

/** @param marked - The text, sure mentions in braces. */
function widenedIn(marked: string): string[] {
  const text = marked.replace(/[{}]/gu, '')
  const sure = Array.from(marked.matchAll(/\{([^}]+)\}/gu), ([, mention = '']) => {
    const start = text.indexOf(mention)
    return {start, end: start + mention.length}
  })
  const words = wordsOf(text, {start: 0, end: text.length})
  return findWidened(text, words, sure, index).map(({end, start}) => text.slice(start, end))
}

describe('findWidened', () => {
  it.each([
    ['abdomnal {pain}', ['abdomnal pain']],
    ['{pain} abdomnal', ['pain abdomnal']],
    ['stabing {pain} abdomnal', ['stabing pain abdomnal', 'stabing pain', 'pain abdomnal']],
    ['abdomnal-{pain}', ['abdomnal-pain']],
  ])('takes a word that no name has to the mention beside it: %s', (marked, stretches) => {
    expect(widenedIn(marked)).toEqual(stretches)
  })

  it.each([
    ['a word that names have', 'severe {pain}'],
    ['a short word', 'hurt {pain}'],
    ['a word over a comma', 'abdomnal, {pain}'],
    ['figures', '2024x {pain}'],
    ['another mention', '{gowt} {pain}'],
  ])('leaves %s alone', (_what, marked) => {
    expect(widenedIn(marked)).toEqual([])
  })
})

describe('findNamedStretches', () => {
  const names = [
    'Ataxia telangiectasia',
    'Mucopolysaccharidosis IVA',
    'MPS IVA',
    'N syndrome',
    'Cerebral hemorrhage',
  ]
  const dictionary = fakeIndex(names.map((name, i) => ({id: String(i), names: [name]})))
  const foundIn = (text: string, from: string) => {
    const start = text.indexOf(from)
    const words = wordsOf(text, {start, end: text.length})
    return findNamedStretches(text, words, abbreviationsOf(text), dictionary).map(
      ({end, linkAs, start}) => `${text.slice(start, end)}=${linkAs}`,
    )
  }

  it.each([
    ['Ataxia-telangiectasia (A-T). In A-T cells', 'In', ['A-T=Ataxia-telangiectasia']],
    ['phyllodes-like nodules (PLN). Two PLNs', 'Two', ['PLNs=phyllodes-like nodules']],
    // that which ends it was defined with it
    [
      'warfarin intracerebral hemorrhage (W-ICH). A W-ICH',
      'A W',
      ['W-ICH=warfarin intracerebral hemorrhage', 'ICH=intracerebral hemorrhage'],
    ],
    // the protein is no disease
    [
      'myotonic dystrophy (DM). Here, myotonic dystrophy protein kinase (DM-PK). The DM-PK',
      'The',
      ['DM-PK=myotonic dystrophy protein kinase', 'PK=protein kinase'],
    ],
    [
      'mucopolysaccharidosis IVA (MPS IVA). An MPS IVA',
      'An',
      ['MPS IVA=mucopolysaccharidosis IVA', 'MPS IVA=MPS IVA'],
    ],
    // another name in a part of it is not meant
    ['Lesch-Nyhan (L-N). An L-N syndrome', 'An', ['L-N=Lesch-Nyhan']],
  ])('takes short forms of several words and plurals: %s', (text, from, found) => {
    expect(foundIn(text, from)).toEqual(found)
  })
})
