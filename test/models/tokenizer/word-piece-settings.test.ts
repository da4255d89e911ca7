import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {JsonPart} from '../../../models/tokenizer/json-part.js'
import {readWordPiece} from '../../../models/tokenizer/word-piece-settings.js'
import {tinyModel} from '../support/model-fixtures.js'

const plain = JSON.parse(readFileSync(join(tinyModel('tiny-bert-mean'), 'tokenizer.json'), 'utf8'))

const read = (parsed: unknown) => readWordPiece(new JsonPart('tokenizer.json', '', parsed))

it.each([
  [plain.post_processor],
  [{type: 'RobertaProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3]}],
  [
    {
      type: 'TemplateProcessing',
      single: [
        {SpecialToken: {id: '[CLS]', type_id: 0}},
        {Sequence: {id: 'A', type_id: 0}},
        {SpecialToken: {id: '[SEP]', type_id: 0}},
      ],
      special_tokens: {'[CLS]': {ids: [2]}, '[SEP]': {ids: [3]}},
    },
  ],
])('finds the special tokens around a text in %o', (post_processor) => {
  const {settings} = read({...plain, post_processor})

  expect([settings.prefix, settings.suffix]).toEqual([[2], [3]])
})

it('strips accents where it lowers case, unless told otherwise', () => {
  const strips = (changes: object) =>
    read({...plain, normalizer: {...plain.normalizer, ...changes}}).settings.stripAccents

  expect([strips({}), strips({lowercase: false}), strips({strip_accents: false})]).toEqual([
    true,
    false,
    false,
  ])
})

it.each<[string, object, RegExp]>([
  ['another normaliser', {normalizer: {type: 'NFC'}}, /normalizer is "NFC"/],
  ['no normaliser', {normalizer: null}, /normalizer/],
  [
    'a normaliser with more to it',
    {normalizer: {...plain.normalizer, keep_newlines: true}},
    /normalizer.keep_newlines is true/,
  ],
  ['another way to split', {pre_tokenizer: {type: 'Metaspace'}}, /pre_tokenizer is "Metaspace"/],
  ['nothing around the text', {post_processor: null}, /post_processor/],
  ['another thing around the text', {post_processor: {type: 'Wreath'}}, /post_processor.type is "Wreath"/],
  ['an unknown token that is not there', {model: {...plain.model, unk_token: '[NONE]'}}, /unk_token/],
  ['an id that is there twice', {model: {...plain.model, vocab: {a: 1, '[UNK]': 1}}}, /model.vocab/],
  ['an id that is no number', {model: {...plain.model, vocab: {'[UNK]': '1'}}}, /model.vocab/],
  ['no vocabulary', {model: {...plain.model, vocab: null}}, /unk_token/],
  ['an added token of two ids', {added_tokens: [{content: '[SEP]', id: 9}]}, /added_tokens\[0\].id is 9/],
  ['an empty added token', {added_tokens: [{content: '', id: 9999}]}, /added_tokens\[0\].content/],
  ['an added token twice', {added_tokens: [...plain.added_tokens, plain.added_tokens[0]]}, /there twice/],
])('refuses a tokenizer with %s', (_, changes, message) => {
  expect(() => read({...plain, ...changes})).toThrow(
    expect.objectContaining({code: 'MODEL_UNUSABLE', message: expect.stringMatching(message)}),
  )
})
