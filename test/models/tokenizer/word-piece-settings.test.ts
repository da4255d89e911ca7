import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readWordPiece} from '../../../models/tokenizer/word-piece-settings.js'
import {tinyModel} from '../support/model-fixtures.js'

const plain = JSON.parse(readFileSync(join(tinyModel('tiny-bert-mean'), 'tokenizer.json'), 'utf8'))

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
  const {settings} = readWordPiece({...plain, post_processor})!

  expect([settings.prefix, settings.suffix]).toEqual([[2], [3]])
})

it('strips accents where it lowers case, unless told otherwise', () => {
  const read = (changes: object) =>
    readWordPiece({...plain, normalizer: {...plain.normalizer, ...changes}})!.settings.stripAccents

  expect([read({}), read({lowercase: false}), read({strip_accents: false})]).toEqual([true, false, false])
})

it.each<[string, unknown]>([
  ['another model', {...plain, model: {...plain.model, type: 'Unigram'}}],
  ['another normaliser', {...plain, normalizer: {type: 'NFC'}}],
  ['no normaliser', {...plain, normalizer: null}],
  ['another way to split', {...plain, pre_tokenizer: {type: 'Metaspace'}}],
  ['nothing around the text', {...plain, post_processor: null}],
  [
    'an unknown token that is not in the vocabulary',
    {...plain, model: {...plain.model, unk_token: '[NONE]'}},
  ],
  [
    'an added token that is looked for after normalisation',
    {...plain, added_tokens: [{content: 'x', id: 9, normalized: true}]},
  ],
  [
    'an added token that must be a word',
    {...plain, added_tokens: [{content: 'x', id: 9, single_word: true}]},
  ],
  ['no object', null],
])('leaves a tokenizer with %s to the library', (_, parsed) => {
  expect(readWordPiece(parsed)).toBeUndefined()
})
