import {expect, it} from 'vitest'
import {SimilarWords} from '../../../src/index-store/similar-words.js'

const words = [
  'anemia', 'asthma', 'bartonellosis', 'diabetes', 'fever', 'fibre', 'hepatitis', 'hepatocyte', 'hypertension',
  'hypotension', 'liver', 'livor', 'myocardial', 'pneumonia', 'αnemia',
] // biome-ignore format: a table

it.each([
  ['asthmma', ['asthma'], 'a letter too many'],
  ['ashma', ['asthma'], 'a letter missing'],
  ['asthna', ['asthma'], 'a wrong letter'],
  ['atshma', ['asthma'], 'letters changed about'],
  ['xsthma', ['asthma'], 'a wrong first letter'],
  ['lever', ['fever', 'liver'], 'two as near, alphabetically'],
  ['livvr', ['liver', 'livor'], 'two as near, alphabetically'],
  ['asthm', ['asthma'], 'five letters'],
  ['hypretensoin', ['hypertension'], 'two slips of a long word'],
  ['hyprtension', ['hypertension', 'hypotension'], 'nearest first'],
  ['dibetis', [], 'two slips of a word too short for them'],
  ['pnumonnea', [], 'three slips'],
  ['anemla', ['anemia'], 'not a letter of another script as well'],
])('%s: finds %j (%s)', (typed, expected) => {
  expect(new SimilarWords(words).find(typed, 5)).toEqual(expected)
})

it('does not guess words of four letters or fewer', () => {
  expect(new SimilarWords(['live', 'gout']).find('lice', 5)).toEqual([])
  expect(new SimilarWords(['live', 'gout']).find('', 5)).toEqual([])
})

it('gives no more than asked for', () => {
  expect(new SimilarWords(['lever', 'lifer', 'liver', 'livor']).find('livur', 2)).toEqual(['liver', 'livor'])
})

it('misses nothing that a full comparison finds', () => {
  const letters = ['a', 'b', 'c', '1', 'ß']
  let state = 7
  const letter = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return letters[(state >>> 16) % letters.length]!
  }
  const random = (length: number) => Array.from({length}, letter).join('')
  const vocabulary = [...new Set(Array.from({length: 800}, (_, i) => random(4 + (i % 7))))]
  const similar = new SimilarWords(vocabulary)

  for (let i = 0; i < 200; i++) {
    const typed = random(5 + (i % 5))
    const slips = typed.length < 8 ? 1 : 2

    const found = similar.find(typed, 1000)

    expect([...found].sort(), typed).toEqual(
      vocabulary.filter((word) => distance(typed, word) <= slips).sort(),
    )
  }
})

/** Restricted Damerau-Levenshtein distance, straight from its definition. */
function distance(a: string, b: string): number {
  const known = new Map<number, number>()
  const at = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j
    const key = i * 100 + j
    const cached = known.get(key)
    if (cached !== undefined) return cached
    let least = Math.min(
      at(i - 1, j) + 1,
      at(i, j - 1) + 1,
      at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
    )
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
      least = Math.min(least, at(i - 2, j - 2) + 1)
    known.set(key, least)
    return least
  }
  return at(a.length, b.length)
}
