import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readBytePair} from '../../../models/tokenizer/byte-pair-settings.js'
import {BytePairTokenizer} from '../../../models/tokenizer/byte-pair-tokenizer.js'
import {BytePairVocabulary} from '../../../models/tokenizer/byte-pair-vocabulary.js'
import {JsonPart} from '../../../models/tokenizer/json-part.js'
import {packageRoot} from '../../helpers/run-process.js'

const fixture = JSON.parse(
  readFileSync(join(packageRoot, 'test', 'fixtures', 'tokenizers', 'byte-pair.json'), 'utf8'),
)
const plain = fixture.tokenizer

function open(changes: object = {}, maxTokens = 128): BytePairTokenizer {
  const bytes = BytePairVocabulary.pack(
    readBytePair(new JsonPart('tokenizer.json', '', {...plain, ...changes})),
  )
  return new BytePairTokenizer(BytePairVocabulary.unpack(bytes, 'vocabulary.bin'), maxTokens)
}

it('reads every text as the reference', () => {
  const tokenizer = open()

  expect(fixture.texts.map((text: string) => [...tokenizer.encode(text)])).toEqual(fixture.input_ids)
})

it('gives the same ids for words that it remembers', () => {
  const tokenizer = open()

  const once = tokenizer.encode('heart attack, heart attack')

  expect(tokenizer.encode('heart attack, heart attack')).toEqual(once)
})

it('reads merges in pairs as merges in texts', () => {
  const pairs = plain.model.merges.map((merge: string) => merge.split(' '))

  const ids = open({model: {...plain.model, merges: pairs}}).encode('heart attack')

  expect(ids).toEqual(open().encode('heart attack'))
})

it('takes a word that is a piece as it is, where merges are to be ignored', () => {
  const model = {...plain.model, merges: []}

  expect(open({model}).holdsWhole(' the')).toBe(false)
  expect(open({model: {...model, ignore_merges: true}}).holdsWhole(' the')).toBe(true)
})

it('reads a lone surrogate as the replacement character', () => {
  const tokenizer = open()

  expect(tokenizer.encode('heart \ud83d')).toEqual(tokenizer.encode('heart \ufffd'))
})

it('cuts a long text and keeps the special tokens around it', () => {
  const ids = open({}, 6).encode('the '.repeat(50))

  expect([ids.length, ids[0], ids[5]]).toEqual([6, 0, 2])
})

it.each<[string, string]>([
  ['words', 'heart attack '.repeat(80_000)],
  ['one word', 'ab'.repeat(500_000)],
  ['white space', ' '.repeat(1_000_000)],
  ['emoji', '👩‍⚕️'.repeat(200_000)],
])('reads a megabyte of %s in a moment', (_, text) => {
  const tokenizer = open()
  const start = performance.now()

  const ids = tokenizer.encode(text)

  expect(performance.now() - start).toBeLessThan(5000)
  expect(ids.length).toBe(128)
})
