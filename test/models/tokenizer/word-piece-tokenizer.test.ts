import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {JsonPart} from '../../../models/tokenizer/json-part.js'
import {readWordPiece} from '../../../models/tokenizer/word-piece-settings.js'
import {WordPieceTokenizer} from '../../../models/tokenizer/word-piece-tokenizer.js'
import {WordPieceVocabulary} from '../../../models/tokenizer/word-piece-vocabulary.js'
import {openLibraryTokenizer} from '../support/library-tokenizer.js'
import {readExpected, tinyModel} from '../support/model-fixtures.js'

type Json = Record<string, unknown>

const tokenizerJson: Json = JSON.parse(
  readFileSync(join(tinyModel('tiny-bert-mean'), 'tokenizer.json'), 'utf8'),
)

/** The fixture's tokenizer with some of its parts replaced. */
function open(changes: Json = {}, maxTokens = 128): WordPieceTokenizer {
  const bytes = WordPieceVocabulary.pack(
    readWordPiece(new JsonPart('tokenizer.json', '', {...tokenizerJson, ...changes})),
  )
  return new WordPieceTokenizer(WordPieceVocabulary.unpack(bytes, 'vocabulary.bin'), maxTokens)
}

const idOf = (token: string) => ((tokenizerJson.model as Json).vocab as Record<string, number>)[token]!
const [unknown, cls, sep, mask] = ['[UNK]', '[CLS]', '[SEP]', '[MASK]'].map(idOf) as [
  number,
  number,
  number,
  number,
]

describe.each(['tiny-bert-mean', 'tiny-bert-cls'] as const)('the tokenizer of %s', (name) => {
  const {input_ids: expected, texts} = readExpected(tinyModel(name))

  it.each(texts.map((text, i) => ({text: text.slice(0, 40), i})))('reads "$text" as the reference', ({i}) => {
    const tokenizer = open()

    expect([...tokenizer.encode(texts[i]!)]).toEqual(expected[i])
  })
})

it('agrees with the library on all that a text may hold', async () => {
  const tokenizer = open()
  const library = openLibraryTokenizer(tokenizerJson, 128)
  // neither Σ at the end of a word nor Chinese beyond the basic plane: there the library differs from the reference
  const characters = [
    ...'aBc ßéÉøĲǆẞÅΩσЖאع中日한ก़ﬁ½²™°µ√≥€!?.-_/()[]{}"\'’“”…·',
    ...'\t\n\r\u000b\u00a0\u3000\u200b\u00ad\ufeff\u0000\u0007\u0301\u0308\ufffd😀👍🏽',
  ]
  const pairs = characters.flatMap((a) => characters.map((b) => `heart${a}${b}disease ${b}${a}`))

  for (const text of pairs) {
    expect([...tokenizer.encode(text)], JSON.stringify(text)).toEqual([...library.encode(text)])
  }
})

it('reads a lone surrogate as the replacement character', () => {
  const tokenizer = open()

  expect(tokenizer.encode('heart \ud83d attack')).toEqual(tokenizer.encode('heart \ufffd attack'))
})

it('does not know a final sigma, like the reference', () => {
  const tokenizer = open()

  expect(tokenizer.encode('ΣΑΣ')).toEqual(tokenizer.encode('σασ'))
})

it('makes a word of each Chinese character, beyond the basic plane too', () => {
  const tokenizer = open()

  expect([...tokenizer.encode('a\u{20000}a')]).toEqual([cls, idOf('a'), unknown, idOf('a'), sep])
})

it('recognises special tokens as they stand in the text', () => {
  const tokenizer = open()

  const ids = tokenizer.encode('[MASK]a[MASK] [mask]')

  expect([...ids].slice(0, 4)).toEqual([cls, mask, idOf('a'), mask])
  expect([...ids].filter((id) => id === mask)).toHaveLength(2)
})

it('lets a token take the white space beside it along', () => {
  const added = (tokenizerJson.added_tokens as Json[]).map((token) =>
    token.content === '[MASK]' ? {...token, lstrip: true, rstrip: true} : token,
  )

  const ids = open({added_tokens: added, normalizer: {type: 'BertNormalizer', clean_text: false}}).encode(
    'a \u00a0[MASK] \t a',
  )

  expect([...ids]).toEqual([cls, idOf('a'), mask, idOf('a'), sep])
})

it('cuts a long text and keeps the special tokens around it', () => {
  const tokenizer = open({}, 8)
  const words = 'a '.repeat(50)

  const ids = tokenizer.encode(words)

  expect([...ids]).toEqual([cls, ...Array(6).fill(idOf('a')), sep])
})

it('makes a word unknown that is cut before its unknown end', () => {
  const short = open({}, 4)

  // the first pieces fill the four places, the last one is not in the vocabulary
  expect([...short.encode('abcdefgh☃')]).toEqual([cls, unknown, sep])
})

it('makes a word unknown that is longer than the model allows, counted in code points', () => {
  const tokenizer = open()

  expect([...tokenizer.encode('a'.repeat(101))]).toEqual([cls, unknown, sep])
  expect(tokenizer.encode('a'.repeat(100)).length).toBeGreaterThan(3)
})

it.each<[string, string]>([
  ['words', 'heart attack '.repeat(80_000)],
  ['one word', 'a'.repeat(1_000_000)],
  ['one accented word', 'é'.repeat(1_000_000)],
  ['white space', ' '.repeat(1_000_000)],
  ['control characters', '\u0001'.repeat(1_000_000)],
  ['brackets', '['.repeat(1_000_000)],
  ['special tokens', '[CLS]'.repeat(200_000)],
  ['emoji', '😀'.repeat(500_000)],
])('reads a megabyte of %s in a moment', (_, text) => {
  const tokenizer = open()
  const start = performance.now()

  const ids = tokenizer.encode(text)

  expect(performance.now() - start).toBeLessThan(2000)
  expect(ids.length).toBeLessThanOrEqual(128)
})

it.each([
  {settings: {lowercase: false}, text: 'Été A', same: ['Été A']},
  {settings: {lowercase: true, strip_accents: false}, text: 'ÉTÉ', same: ['été']},
  {settings: {lowercase: false, strip_accents: true}, text: 'Été', same: ['Ete']},
  {settings: {handle_chinese_chars: false}, text: '中 文', same: ['中\t文']},
])('follows the normaliser settings $settings', async ({same, settings, text}) => {
  const normalizer = {...(tokenizerJson.normalizer as Json), ...settings}
  const tokenizer = open({normalizer})
  const library = openLibraryTokenizer({...tokenizerJson, normalizer}, 128)

  expect(tokenizer.encode(text)).toEqual(library.encode(text))
  for (const other of same) expect(tokenizer.encode(other)).toEqual(tokenizer.encode(text))
})

it('tells which words it holds whole', () => {
  const tokenizer = open()

  expect(
    ['disease', 'Disease', 'diseasezz', '☃', '', 'heart disease'].map((w) => tokenizer.holdsWhole(w)),
  ).toEqual([true, true, false, false, false, false])
})
