import {expect, it} from 'vitest'
import {emptyHash, extendHash} from '../../../models/tokenizer/piece-table.js'
import type {WordPieceDescription} from '../../../models/tokenizer/word-piece-settings.js'
import {WordPieceVocabulary} from '../../../models/tokenizer/word-piece-vocabulary.js'

const description: WordPieceDescription = {
  settings: {
    cleanText: true,
    splitChinese: true,
    stripAccents: true,
    lowercase: true,
    maxWordLength: 100,
    unknownId: 0,
    prefix: [1],
    suffix: [2],
    addedTokens: [{content: '[é]', id: 9, stripLeft: false, stripRight: false}],
  },
  pieces: [
    {text: 'heart', continuing: false, id: 3},
    {text: 'heart', continuing: true, id: 4},
    {text: 'é', continuing: true, id: 70_000},
  ],
}

function look(vocabulary: WordPieceVocabulary, slots: 'starting' | 'continuing', text: string): number {
  const units = Uint16Array.from(text, (letter) => letter.charCodeAt(0))
  const hash = units.reduce((sum, unit) => extendHash(sum, unit), emptyHash)
  return vocabulary.pieces.find(vocabulary[slots], hash, units, 0, units.length)
}

it('finds what was packed, beginnings and continuations apart', () => {
  const vocabulary = WordPieceVocabulary.unpack(WordPieceVocabulary.pack(description), 'v')

  expect(vocabulary.settings).toEqual(description.settings)
  expect(vocabulary.longest).toBe(5)
  expect([look(vocabulary, 'starting', 'heart'), look(vocabulary, 'continuing', 'heart')]).toEqual([3, 4])
  expect([look(vocabulary, 'starting', 'é'), look(vocabulary, 'continuing', 'é')]).toEqual([-1, 70_000])
  expect(look(vocabulary, 'starting', 'hear')).toBe(-1)
})

it('packs equal descriptions into equal bytes', () => {
  expect(WordPieceVocabulary.pack(description)).toEqual(
    WordPieceVocabulary.pack(structuredClone(description)),
  )
})

it('unpacks from the middle of a larger buffer', () => {
  const bytes = WordPieceVocabulary.pack(description)
  const shifted = new Uint8Array(bytes.length + 1)
  shifted.set(bytes, 1)

  const vocabulary = WordPieceVocabulary.unpack(shifted.subarray(1), 'v')

  expect(look(vocabulary, 'starting', 'heart')).toBe(3)
})

it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
  ['empty', () => new Uint8Array(0)],
  ['cut', (bytes) => bytes.slice(0, -1)],
  ['too long', (bytes) => Uint8Array.from([...bytes, 0])],
  ['of another version', (bytes) => bytes.fill(0x39, 7, 8)],
  ['without a whole header', (bytes) => bytes.slice(0, 20)],
  ['with a header that is not JSON', (bytes) => bytes.fill(0, 12, 20)],
])('refuses a file that is %s', (_, damage) => {
  const bytes = damage(Uint8Array.from(WordPieceVocabulary.pack(description)))

  expect(() => WordPieceVocabulary.unpack(bytes, 'v')).toThrow(
    expect.objectContaining({code: 'MODEL_UNUSABLE', exitCode: 5}),
  )
})
