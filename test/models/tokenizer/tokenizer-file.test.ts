import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {writeTokenizer} from '../../../models/tokenizer/tokenizer-file.js'
import {packageRoot} from '../../helpers/run-process.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {tinyModel} from '../support/model-fixtures.js'

const wordPiece = JSON.parse(readFileSync(join(tinyModel('tiny-bert-mean'), 'tokenizer.json'), 'utf8'))

const bytePair = JSON.parse(
  readFileSync(join(packageRoot, 'test', 'fixtures', 'tokenizers', 'byte-pair.json'), 'utf8'),
).tokenizer

const unigram = {
  added_tokens: [{id: 0, content: '<s>', special: true}],
  normalizer: {type: 'NFKC'},
  pre_tokenizer: {type: 'Metaspace', replacement: '▁', prepend_scheme: 'always'},
  post_processor: {type: 'RobertaProcessing', cls: ['<s>', 0], sep: ['</s>', 1]},
  model: {
    type: 'Unigram',
    unk_id: 2,
    vocab: ['<s>', '</s>', '<unk>', '▁', 'a'].map((piece, i) => [piece, -i]),
  },
}

const write = (tokenizer: unknown, size = 1e6) =>
  writeTokenizer(tokenizer, 'tokenizer.json', temporaryFolder(), size)

it.each([
  ['word-piece', wordPiece],
  ['unigram', unigram],
  ['byte-pair', bytePair],
])('writes a %s tokenizer into one file', (kind, tokenizer) => {
  const folder = temporaryFolder()

  const written = writeTokenizer(tokenizer, 'tokenizer.json', folder, 1e6)

  expect(written).toEqual({kind, file: 'vocabulary.bin'})
  expect(readdirSync(folder)).toEqual(['vocabulary.bin'])
})

it.each([
  [wordPiece, 2999],
  [unigram, 4],
  [bytePair, 1200],
])('refuses a vocabulary that is larger than the model knows', (tokenizer, size) => {
  expect(() => write(tokenizer, size)).toThrow(`token id ${size}, but the model knows ${size} tokens`)
})

const changed = (tokenizer: {model: object}, changes: object, model: object = {}) => ({
  ...tokenizer,
  ...changes,
  model: {...tokenizer.model, ...model},
})

const meta = (changes: object) => changed(unigram, {pre_tokenizer: {...unigram.pre_tokenizer, ...changes}})
const scored = (...vocab: unknown[]) => changed(unigram, {}, {vocab: [...unigram.model.vocab, ...vocab]})
const sequence = (...normalizers: object[]) => changed(unigram, {normalizer: {type: 'Sequence', normalizers}})

it.each<[string, unknown, RegExp]>([
  ['no object', null, /the whole is null/],
  ['a list', [], /the whole is \[\]/],
  ['no model', {...unigram, model: null}, /model is of type "undefined"/],
  ['another model', changed(unigram, {}, {type: 'WordLevel'}), /model is of type "WordLevel"/],
  ['an unknown part', changed(unigram, {spell_checker: {}}), /spell_checker is {}/],
  ['the beginning cut off', changed(unigram, {truncation: {direction: 'Left'}}), /truncation.direction/],
  ['an unknown option', changed(unigram, {}, {sample: 0.1}), /model.sample is 0.1/],
  ['bytes for the unknown', changed(unigram, {}, {byte_fallback: true}), /model.byte_fallback/],
  ['the unknown apart', changed(unigram, {}, {fuse_unk: false}), /model.fuse_unk/],
  ['no unknown token', changed(unigram, {}, {unk_id: null}), /model.unk_id/],
  ['an unknown token beyond', changed(unigram, {}, {unk_id: 5}), /model.unk_id is 5/],
  ['a piece twice', scored(['a', -9]), /model.vocab .* at 5/],
  ['an ill-formed piece', scored(['\ud800', -9]), /model.vocab .* at 5/],
  ['an endless piece', scored(['a'.repeat(70_000), -9]), /model.vocab .* at 5/],
  ['no score', scored(['b', null]), /no finite score at 5/],
  ['an endless score', scored(['b', Number.POSITIVE_INFINITY]), /no finite score at 5/],
  ['an empty vocabulary', changed(unigram, {}, {vocab: []}), /model.vocab is empty/],
  ['an unknown normaliser', sequence({type: 'Nmt'}), /normalizer.normalizers\[0\].type is "Nmt"/],
  ['an unknown pattern', sequence({type: 'Replace', pattern: {Regex: 'a+'}, content: ''}), /pattern/],
  [
    'a damaged charsmap',
    sequence({type: 'Precompiled', precompiled_charsmap: 'AAAA'}),
    /charsmap is damaged/,
  ],
  ['an unknown way to split', meta({type: 'Punctuation'}), /pre_tokenizer.type is "Punctuation"/],
  ['an unknown scheme', meta({prepend_scheme: 'last'}), /prepend_scheme is "last"/],
  ['two schemes', meta({add_prefix_space: false}), /prepend_scheme is "always"/],
  ['a long sign for spaces', meta({replacement: '__'}), /replacement/],
  [
    'a space before the first of the words',
    changed(unigram, {
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [{type: 'WhitespaceSplit'}, {...unigram.pre_tokenizer, prepend_scheme: 'first'}],
      },
    }),
    /pre_tokenizer puts a space/,
  ],
  ['merges left out by chance', changed(bytePair, {}, {dropout: 0.1}), /model.dropout/],
  ['a mark at the end of words', changed(bytePair, {}, {end_of_word_suffix: '</w>'}), /end_of_word_suffix/],
  ['a merge of unknown pieces', changed(bytePair, {}, {merges: ['a ☃']}), /model.merges .* at 0/],
  ['a merge of three pieces', changed(bytePair, {}, {merges: ['a b c']}), /model.merges .* at 0/],
  ['a merge twice', changed(bytePair, {}, {merges: ['i n', ['i', 'n']]}), /model.merges .* at 1/],
  ['bytes that are no pieces', changed(bytePair, {}, {vocab: {a: 0}}), /no piece for the byte 0/],
  ['words and bytes split otherwise', changed(bytePair, {pre_tokenizer: {type: 'Split'}}), /pre_tokenizer/],
])('refuses a tokenizer with %s', (_, tokenizer, message) => {
  expect(() => write(tokenizer)).toThrow(
    expect.objectContaining({
      code: 'MODEL_UNUSABLE',
      message: expect.stringMatching(message),
      suggestions: [expect.any(String)],
    }),
  )
})
