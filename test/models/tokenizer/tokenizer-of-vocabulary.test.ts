import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {openTokenizer, writeTokenizer} from '../../../models/tokenizer/tokenizer-file.js'
import {tokenizerOfVocabulary} from '../../../models/tokenizer/tokenizer-of-vocabulary.js'
import {packageRoot} from '../../helpers/run-process.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {readExpected, tinyModel} from '../support/model-fixtures.js'

type Json = Record<string, unknown>

const bert: Json = JSON.parse(readFileSync(join(tinyModel('tiny-bert-mean'), 'tokenizer.json'), 'utf8'))
const bertIds = (bert.model as Json).vocab as Record<string, number>
const bertVocabulary = Object.keys(bertIds).sort((a, b) => bertIds[a]! - bertIds[b]!)
const bytePair = JSON.parse(
  readFileSync(join(packageRoot, 'test', 'fixtures', 'tokenizers', 'byte-pair.json'), 'utf8'),
)

function folderOf(files: Record<string, unknown>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return folder
}

function open(tokenizer: unknown) {
  const folder = temporaryFolder()
  return openTokenizer(folder, writeTokenizer(tokenizer, 'tokenizer.json', folder, 1e6), 128)
}

it('makes of vocab.txt what tokenizer.json says', async () => {
  const {input_ids: expected, texts} = readExpected(tinyModel('tiny-bert-mean'))
  const folder = folderOf({'vocab.txt': `${bertVocabulary.join('\r\n')}\r\n`})

  const tokenizer = await open(tokenizerOfVocabulary(folder, 'bert'))

  expect(texts.map((text) => [...tokenizer.encode(text)])).toEqual(expected)
})

it('makes of vocab.json and merges.txt what tokenizer.json says', async () => {
  const {merges, vocab} = bytePair.tokenizer.model
  const folder = folderOf({
    'vocab.json': vocab,
    'merges.txt': `#version: 0.2\n${merges.join('\n')}\n`,
    'special_tokens_map.json': {mask_token: {content: '<mask>', lstrip: true}},
  })

  const tokenizer = await open(tokenizerOfVocabulary(folder, 'roberta'))

  expect(bytePair.texts.map((text: string) => [...tokenizer.encode(text)])).toEqual(bytePair.input_ids)
})

it('follows tokenizer_config.json', () => {
  const folder = folderOf({
    'vocab.txt': bertVocabulary.join('\n'),
    'tokenizer_config.json': {do_lower_case: false, strip_accents: true, tokenize_chinese_chars: false},
  })

  expect(tokenizerOfVocabulary(folder, 'bert')).toMatchObject({
    normalizer: {lowercase: false, strip_accents: true, handle_chinese_chars: false},
  })
})

it('lets the tokenizer class decide, not the type of the model', () => {
  const folder = folderOf({
    'vocab.txt': ['<s>', '<pad>', '</s>', '[UNK]', '<mask>'].join('\n'),
    'tokenizer_config.json': {tokenizer_class: 'MPNetTokenizerFast'},
  })

  expect(tokenizerOfVocabulary(folder, 'bert')).toMatchObject({
    added_tokens: [
      {id: 0, content: '<s>'},
      {id: 2, content: '</s>'},
      {id: 3, content: '[UNK]'},
      {id: 1, content: '<pad>'},
      {id: 4, content: '<mask>', lstrip: true},
    ],
    post_processor: {type: 'RobertaProcessing', cls: ['<s>', 0], sep: ['</s>', 2]},
  })
})

it('reads special tokens from all places, new ones after the vocabulary', () => {
  const folder = folderOf({
    'vocab.txt': bertVocabulary.join('\n'),
    'special_tokens_map.json': {
      mask_token: {content: '[MASK]', lstrip: true},
      additional_special_tokens: ['[E1]'],
    },
  })

  const {added_tokens: added} = tokenizerOfVocabulary(folder, 'bert') as {added_tokens: Json[]}

  expect(added.find(({content}) => content === '[MASK]')).toMatchObject({id: 4, lstrip: true})
  expect(added.at(-1)).toMatchObject({content: '[E1]', id: bertVocabulary.length})
})

it.each<[string, Record<string, unknown>, string, string, RegExp]>([
  ['no vocabulary', {}, 'bert', 'MODEL_MISSING', /vocab.txt/],
  ['no merges', {'vocab.json': {}}, 'roberta', 'MODEL_MISSING', /merges.txt/],
  [
    'a SentencePiece model',
    {'sentencepiece.bpe.model': ''},
    'xlm-roberta',
    'MODEL_UNUSABLE',
    /sentencepiece/,
  ],
  ['another tokenizer', {'vocab.txt': 'a'}, 't5', 'MODEL_MISSING', /t5/],
  [
    'a setting of another type',
    {'vocab.txt': 'a', 'tokenizer_config.json': {do_lower_case: 'yes'}},
    'bert',
    'MODEL_UNUSABLE',
    /do_lower_case is "yes"/,
  ],
])('refuses a folder with %s', (_, files, modelType, code, message) => {
  expect(() => tokenizerOfVocabulary(folderOf(files), modelType)).toThrow(
    expect.objectContaining({code, message: expect.stringMatching(message)}),
  )
})
