import {cpSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readSourceModel} from '../../models/source-model.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {tinyModel} from './support/model-fixtures.js'

type Settings = Record<string, unknown>

/** A copy of a tiny BERT with changes to the settings of its files; `undefined` removes a key. */
function altered(changes: Record<string, Settings>): string {
  const folder = temporaryFolder()
  cpSync(tinyModel('tiny-bert-mean'), folder, {recursive: true})
  for (const [file, settings] of Object.entries(changes)) {
    const path = join(folder, file)
    writeFileSync(path, JSON.stringify({...JSON.parse(readFileSync(path, 'utf8')), ...settings}))
  }
  return folder
}

it('reads the layout that sentence-transformers 6 writes', () => {
  const {architecture, pooling, shape} = readSourceModel(tinyModel('tiny-bert-mean'))

  expect({architecture, pooling}).toEqual({architecture: 'bert', pooling: 'mean'})
  expect(shape).toEqual({
    vocabularySize: 3000,
    dimensions: 48,
    layers: 3,
    heads: 4,
    intermediate: 96,
    positions: 160,
    maxTokens: 128,
    layerNormEpsilon: 1e-12,
  })
  expect(readSourceModel(tinyModel('tiny-bert-cls')).pooling).toBe('cls')
})

it.each([
  ['mean', {pooling_mode_cls_token: false, pooling_mode_mean_tokens: true}],
  ['cls', {pooling_mode_cls_token: true, pooling_mode_mean_tokens: false}],
])('reads the older layout of %s pooling', (expected, flags) => {
  const folder = altered({'1_Pooling/config.json': {pooling_mode: undefined, ...flags}})

  expect(readSourceModel(folder).pooling).toBe(expected)
})

it.each([
  ['what sentence-transformers says', {max_seq_length: 64}, {model_max_length: 100}, 64],
  ['what the tokenizer says', {max_seq_length: null}, {model_max_length: 100}, 100],
  ['the position table', {max_seq_length: 512}, {}, 160],
  ['the position table where nothing is said', {}, {model_max_length: 1e30}, 160],
])('takes the maximum length from %s', (_, sentence, tokenizer, expected) => {
  const folder = altered({'sentence_bert_config.json': sentence, 'tokenizer_config.json': tokenizer})

  expect(readSourceModel(folder).shape.maxTokens).toBe(expected)
})

it.each<[string, Record<string, Settings>, RegExp]>([
  ['another architecture', {'config.json': {model_type: 'mpnet'}}, /model_type is "mpnet"/],
  ['another activation', {'config.json': {hidden_act: 'relu'}}, /hidden_act is "relu"/],
  [
    'relative positions',
    {'config.json': {position_embedding_type: 'relative_key'}},
    /position_embedding_type is "relative_key"/,
  ],
  [
    'heads that do not divide the dimensions',
    {'config.json': {num_attention_heads: 5}},
    /attention_heads is 5/,
  ],
  ['no layers', {'config.json': {num_hidden_layers: 0}}, /num_hidden_layers is 0/],
  ['a setting that is missing', {'config.json': {vocab_size: undefined}}, /vocab_size is not given/],
  ['a senseless epsilon', {'config.json': {layer_norm_eps: -1}}, /layer_norm_eps is -1/],
  ['other pooling', {'1_Pooling/config.json': {pooling_mode: 'max'}}, /pooling is "max"/],
  [
    'pooling of two ways',
    {
      '1_Pooling/config.json': {
        pooling_mode: undefined,
        pooling_mode_cls_token: true,
        pooling_mode_mean_tokens: true,
      },
    },
    /pooling is "cls and mean"/,
  ],
  [
    'a senseless maximum',
    {'sentence_bert_config.json': {max_seq_length: 'long'}},
    /maximum length is "long"/,
  ],
])('refuses a model with %s and names it', (_, changes, message) => {
  const folder = altered(changes)

  expect(() => readSourceModel(folder)).toThrow(
    expect.objectContaining({code: 'MODEL_UNUSABLE', exitCode: 5, message: expect.stringMatching(message)}),
  )
})

it('refuses modules that it would have to leave out', () => {
  const folder = altered({})
  const modules = JSON.parse(readFileSync(join(folder, 'modules.json'), 'utf8'))
  writeFileSync(
    join(folder, 'modules.json'),
    JSON.stringify([...modules, {type: 'x.Dense', path: '2_Dense'}]),
  )

  expect(() => readSourceModel(folder)).toThrow(/modules is "Transformer, Pooling, Dense"/)
})

it.each(['config.json', 'modules.json', 'model.safetensors', 'tokenizer.json', '1_Pooling/config.json'])(
  'says that %s is missing',
  (name) => {
    const folder = altered({})
    rmSync(join(folder, name))

    expect(() => readSourceModel(folder)).toThrow(
      expect.objectContaining({code: 'MODEL_MISSING', message: expect.stringContaining(name)}),
    )
  },
)

it('says that a file is not JSON', () => {
  const folder = altered({})
  writeFileSync(join(folder, 'config.json'), '{')

  expect(() => readSourceModel(folder)).toThrow(/config.json is not valid JSON/)
})
