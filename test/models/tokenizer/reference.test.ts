import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {openTokenizer, writeTokenizer} from '../../../models/tokenizer/tokenizer-file.js'
import {packageRoot} from '../../helpers/run-process.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {isLaterUnicode} from '../support/later-unicode.js'
import {sharedFixture, tinyModel} from '../support/model-fixtures.js'
import {randomTexts} from '../support/random-texts.js'
import {encodeWithReference, type ReferenceJob, referencePython} from '../support/reference-tokenizer.js'

type Json = Record<string, unknown>

const readJson = (...path: string[]): Json => JSON.parse(readFileSync(join(...path), 'utf8'))

/** Every token is looked for as this says. */
const withTokens = (tokenizer: Json, changes: Json): Json => ({
  ...tokenizer,
  added_tokens: (tokenizer.added_tokens as Json[]).map((token) => ({...token, ...changes})),
})

const tokenVariants = (name: string, tokenizer: Json): [string, Json][] => [
  [name, tokenizer],
  [`${name}, tokens in normalised text`, withTokens(tokenizer, {normalized: true})],
  [`${name}, tokens with white space`, withTokens(tokenizer, {lstrip: true, rstrip: true})],
  [`${name}, tokens that are words`, withTokens(tokenizer, {single_word: true, normalized: true})],
]

function wordPieces(): [string, Json][] {
  const bert = readJson(tinyModel('tiny-bert-mean'), 'tokenizer.json')
  const mpnet = sharedFixture('tiny-mpnet')
  const normaliser = bert.normalizer as Json
  return [
    ...tokenVariants('BERT', bert),
    ['BERT, cased', {...bert, normalizer: {...normaliser, lowercase: false}}],
    [
      'BERT, lower case first',
      {
        ...bert,
        normalizer: {type: 'Sequence', normalizers: [{type: 'Lowercase'}, {...normaliser, lowercase: false}]},
      },
    ],
    ['BERT, accents kept', {...bert, normalizer: {...normaliser, strip_accents: false}}],
    [
      'BERT, text as it is',
      {...bert, normalizer: {...normaliser, clean_text: false, handle_chinese_chars: false}},
    ],
    ...(mpnet === undefined ? [] : tokenVariants('MPNet', readJson(mpnet, 'tokenizer.json'))),
  ]
}

function unigrams(): [string, Json][] {
  const folder = sharedFixture('tiny-xlm-roberta')
  if (folder === undefined) return []
  const plain = readJson(folder, 'tokenizer.json')
  const spaces = {type: 'Replace', pattern: {Regex: ' {2,}'}, content: '▁'}
  const right = {type: 'Strip', strip_left: false, strip_right: true}
  const sequence = (...normalizers: unknown[]) => ({type: 'Sequence', normalizers})
  const meta = (changes: Json) => ({
    type: 'Metaspace',
    replacement: '▁',
    prepend_scheme: 'always',
    split: true,
    ...changes,
  })
  return [
    ...tokenVariants('XLM-R', plain),
    [
      'XLM-R, as SentencePiece is converted',
      {...plain, normalizer: sequence(plain.normalizer, right, spaces), pre_tokenizer: meta({})},
    ],
    ['XLM-R, spaces kept', {...plain, pre_tokenizer: meta({})}],
    ['XLM-R, words not parted', {...plain, pre_tokenizer: meta({split: false})}],
    ['XLM-R, space before the first', {...plain, pre_tokenizer: meta({prepend_scheme: 'first'})}],
    ['XLM-R, no space before', {...plain, pre_tokenizer: meta({prepend_scheme: 'never'})}],
    ['XLM-R, nothing done to spaces', {...plain, pre_tokenizer: null}],
    [
      'XLM-R, other normalisers',
      {
        ...plain,
        normalizer: sequence(
          {type: 'NFKD'},
          {type: 'StripAccents'},
          {type: 'Lowercase'},
          {type: 'Strip', strip_left: true, strip_right: true},
          {type: 'Replace', pattern: {String: 'ea'}, content: 'E'},
        ),
        pre_tokenizer: meta({}),
      },
    ],
  ]
}

function bytePairs(): [string, Json][] {
  const plain = readJson(packageRoot, 'test', 'fixtures', 'tokenizers', 'byte-pair.json').tokenizer as Json
  const model = plain.model as Json
  const merges = (model.merges as string[]).map((merge) => merge.split(' '))
  const split = plain.pre_tokenizer as Json
  return [
    ...tokenVariants('RoBERTa', plain),
    ['RoBERTa, merges in pairs', {...plain, model: {...model, merges}}],
    [
      'RoBERTa, few merges, words first',
      {...plain, model: {...model, merges: merges.slice(0, 200), ignore_merges: true}},
    ],
    ['RoBERTa, space before', {...plain, pre_tokenizer: {...split, add_prefix_space: true}}],
    ['RoBERTa, words not parted', {...plain, pre_tokenizer: {...split, use_regex: false}}],
    ...['NFC', 'NFKC', 'Lowercase'].map((type): [string, Json] => [
      `RoBERTa, ${type}`,
      {...plain, normalizer: {type}},
    ]),
  ]
}

const words = [
  'a'.repeat(3000),
  'é'.repeat(500),
  '😀'.repeat(300),
  ' '.repeat(700),
  '▁'.repeat(40),
  '\u0301'.repeat(50),
]

describe.skipIf(referencePython === undefined)('tokens as in Python (BIOLORD_PYTHON with tokenizers)', () => {
  // the charsmap comes with the model: there alone nothing depends on the age of Unicode
  const every = [...randomTexts(3000, 1, () => true), ...words]
  const settled = [...randomTexts(1500, 2, (character) => !isLaterUnicode(character)), ...words]
  const tokenizers = [...wordPieces(), ...unigrams(), ...bytePairs()]
  const jobs: ReferenceJob[] = tokenizers.map(([name, tokenizer]) => ({
    tokenizer,
    texts: name === 'XLM-R' ? every : settled,
    maxTokens: 64,
  }))
  const answers = referencePython === undefined ? [] : encodeWithReference(jobs)

  it.each(tokenizers.map(([name], i) => ({name, i})))('gives the ids of $name', async ({i}) => {
    const {maxTokens, texts, tokenizer: json} = jobs[i]!
    const folder = temporaryFolder()
    const tokenizer = await openTokenizer(
      folder,
      writeTokenizer(json, 'tokenizer.json', folder, 1e6),
      maxTokens,
    )

    const different = texts.filter((text, at) => `${tokenizer.encode(text)}` !== `${answers[i]![at]}`)

    expect(different.map((text) => text.slice(0, 100))).toEqual([])
  })
})
