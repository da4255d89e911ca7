import {expect, it} from 'vitest'
import {splitWords} from '../../../src/domain/lexical-key.js'
import {gramNumbers, nameGrams} from '../../../src/domain/name-grams.js'

const gramsOf = (text: string) => new Set(nameGrams(splitWords(text).map(({form}) => form)))

function shared(a: string, b: string): number {
  const other = gramsOf(b)
  return [...gramsOf(a)].filter((gram) => other.has(gram)).length
}

it.each([
  ['chestpain', 'run together'],
  ['pain chest', 'in another order'],
  ['che st pain', 'with a word split'],
  ['chest-pain', 'with a hyphen'],
])('of "chest pain" are mostly those of "%s" (%s)', (text) => {
  const grams = gramsOf('chest pain')

  expect(shared('chest pain', text) / grams.size).toBeGreaterThanOrEqual(0.6)
})

it('are the same for other case, hyphens, plural and punctuation', () => {
  expect(gramsOf('Ataxia-Telangiectasias!')).toEqual(gramsOf('ataxia telangiectasia'))
})

it('of letters apart hold those of the letters together', () => {
  expect(shared('AT', 'A-T')).toBe(gramsOf('AT').size)
})

it.each(['K', 'MI', '5', 'β', '痛', 'é'])('are there for "%s"', (text) => {
  expect(gramsOf(text).size).toBeGreaterThan(0)
})

it.each(['', ' ', '+++', '—'])('are none of "%s"', (text) => {
  expect(gramsOf(text)).toEqual(new Set())
})

it('of Han and kana outlast a wrong character', () => {
  expect(shared('心筋梗塞', '心筋硬塞')).toBeGreaterThanOrEqual(2)
  expect(shared('大腿骨頸部骨折', '大腿骨頚部骨折')).toBeGreaterThanOrEqual(8)
})

it.each(['Перелом бедра', 'كسر عظم الفخذ', '골절 대퇴골', 'កំដៅ', '𝔽ever 🤒', '\uD800x'])(
  'of "%s" are distinct numbers in range',
  (text) => {
    const grams = nameGrams(splitWords(text).map(({form}) => form))

    expect(new Set(grams).size).toBe(grams.length)
    expect(grams.every((gram) => Number.isInteger(gram) && gram >= 0 && gram < gramNumbers)).toBe(true)
  },
)

it('are no more than a name has, however long the text', () => {
  const words = Array.from({length: 20_000}, (_, i) => ((i * 2_654_435_761) % 2 ** 32).toString(36))

  expect(nameGrams(words).length).toBeLessThan(1100)
})
