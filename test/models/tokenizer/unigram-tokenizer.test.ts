import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {JsonPart} from '../../../models/tokenizer/json-part.js'
import {readUnigram} from '../../../models/tokenizer/unigram-settings.js'
import {UnigramTokenizer} from '../../../models/tokenizer/unigram-tokenizer.js'
import {UnigramVocabulary} from '../../../models/tokenizer/unigram-vocabulary.js'
import {readExpected, sharedFixture} from '../support/model-fixtures.js'

/** ▁, then pieces of "abc", one of which two characters make that are no pieces themselves. */
const plain = {
  added_tokens: [{id: 0, content: '<s>', special: true}],
  normalizer: null,
  pre_tokenizer: {type: 'Metaspace', replacement: '▁'},
  post_processor: {type: 'RobertaProcessing', cls: ['<s>', 0], sep: ['</s>', 1]},
  model: {
    type: 'Unigram',
    unk_id: 2,
    vocab: [
      ...[['<s>', 0] as const, ['</s>', 0] as const, ['<unk>', 0] as const],
      ...[['▁', -3] as const, ['a', -4] as const, ['▁a', -5] as const, ['b', -4] as const],
      ...[['ab', -9] as const, ['▁ab', -9.5] as const, ['😀', -6] as const, ['▁a▁', -5.5] as const],
    ],
  },
}

function open(changes: object = {}, maxTokens = 128): UnigramTokenizer {
  const bytes = UnigramVocabulary.pack(
    readUnigram(new JsonPart('tokenizer.json', '', {...plain, ...changes})),
  )
  return new UnigramTokenizer(UnigramVocabulary.unpack(bytes, 'vocabulary.bin'), maxTokens)
}

const read = (text: string, changes?: object) => [...open(changes).encode(text)].slice(1, -1)

const fixture = sharedFixture('tiny-xlm-roberta')

describe.skipIf(fixture === undefined)('the tokenizer of tiny-xlm-roberta (BIOLORD_MODELS)', () => {
  it('reads every text as the reference', () => {
    const {input_ids: expected, texts} = readExpected(fixture!)
    const tokenizer = open(JSON.parse(readFileSync(join(fixture!, 'tokenizer.json'), 'utf8')))

    expect(texts.map((text) => [...tokenizer.encode(text)])).toEqual(expected)
  })

  it.each<[string, string]>([
    ['words', 'heart attack '.repeat(80_000)],
    ['one word', 'a'.repeat(1_000_000)],
    ['accented letters', 'é'.repeat(1_000_000)],
    ['combining marks', '\u0301'.repeat(1_000_000)],
    ['white space', ' '.repeat(1_000_000)],
    ['special tokens', '<s>'.repeat(200_000)],
    ['emoji', '👩‍⚕️'.repeat(200_000)],
  ])('reads a megabyte of %s in a moment', (_, text) => {
    const tokenizer = open(JSON.parse(readFileSync(join(fixture!, 'tokenizer.json'), 'utf8')))
    const start = performance.now()

    const ids = tokenizer.encode(text)

    expect(performance.now() - start).toBeLessThan(3000)
    expect(ids.length).toBeLessThanOrEqual(128)
  })
})

it('takes the likeliest pieces, not the longest', () => {
  expect(read('ab')).toEqual([5, 6])
})

it('takes unknown characters beside each other as one', () => {
  expect(read('a☃☃b☃')).toEqual([5, 2, 6, 2])
})

it('reads characters beyond the basic plane', () => {
  expect(read('a😀😁😁')).toEqual([5, 9, 2])
})

it('reads a lone surrogate as the replacement character', () => {
  const tokenizer = open()

  expect(tokenizer.encode('a\ud83d')).toEqual(tokenizer.encode('a\ufffd'))
})

it.each<[object, string, number[]]>([
  [{prepend_scheme: 'always'}, 'a b<s>a', [5, 3, 6, 0, 5]],
  [{prepend_scheme: 'first'}, 'a b<s>a', [5, 3, 6, 0, 4]],
  [{prepend_scheme: 'never'}, 'a b<s>a', [4, 3, 6, 0, 4]],
  [{add_prefix_space: true}, 'a', [5]],
  [{add_prefix_space: false}, 'a', [4]],
  [{prepend_scheme: 'always', split: true}, 'a a', [5, 5]],
  [{prepend_scheme: 'always', split: false}, 'a a', [10, 4]],
])('puts spaces into words as %o says', (settings, text, expected) => {
  expect(read(text, {pre_tokenizer: {...plain.pre_tokenizer, ...settings}})).toEqual(expected)
})

it('cuts a long text and keeps the special tokens around it', () => {
  expect([...open({}, 5).encode('a '.repeat(50))]).toEqual([0, 5, 5, 5, 1])
})

it('tells which words it holds whole', () => {
  const tokenizer = open()

  expect(['a', 'ab', '☃', '', 'a a'].map((word) => tokenizer.holdsWhole(word))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
