import {describe, expect, it} from 'vitest'
import {findWidened, wordsOf} from '../../../src/linking/find-stretches.js'
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
