import {cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {readSourceModel} from '../../../models/source/source-model.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {tinyModel} from '../support/model-fixtures.js'

type Settings = Record<string, unknown>

/** A copy of a tiny BERT with changes to the settings of its files; `undefined` removes a key. */
function altered(changes: Record<string, Settings>): string {
  const folder = temporaryFolder()
  cpSync(tinyModel('tiny-bert-mean'), folder, {recursive: true})
  for (const [file, settings] of Object.entries(changes)) {
    const path = join(folder, file)
    const old = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
    writeFileSync(path, JSON.stringify({...old, ...settings}))
  }
  return folder
}

it('reads the layout that sentence-transformers 6 writes', () => {
  const {dimensions, encoder, pooling} = readSourceModel(tinyModel('tiny-bert-mean'))
  const {architecture, shape} = encoder

  expect({architecture, dimensions, pooling}).toEqual({
    architecture: 'bert',
    dimensions: 48,
    pooling: ['mean'],
  })
  expect(shape).toEqual({
    vocabularySize: 3000,
    dimensions: 48,
    layers: 3,
    heads: 4,
    intermediate: 96,
    positions: 160,
    maxTokens: 128,
    layerNormEpsilon: 1e-12,
    activation: 'gelu',
  })
  expect(readSourceModel(tinyModel('tiny-bert-cls')).pooling).toEqual(['cls'])
})

it('reads the older layout, and positions that are counted from the padding token', () => {
  const {encoder, pooling} = readSourceModel(tinyModel('tiny-mpnet'))
  const {architecture, shape} = encoder

  expect({architecture, pooling}).toEqual({architecture: 'mpnet', pooling: ['mean']})
  expect(shape).toMatchObject({maxTokens: 384, positions: 514, paddingId: 1, relativeBuckets: 32})
})

it.each<[string, Settings, string[]]>([
  ['mean', {pooling_mode_cls_token: false, pooling_mode_mean_tokens: true}, ['mean']],
  ['cls', {pooling_mode_cls_token: true, pooling_mode_mean_tokens: false}, ['cls']],
  [
    'two kinds, in the order of sentence-transformers',
    {pooling_mode_mean_tokens: true, pooling_mode_cls_token: true},
    ['cls', 'mean'],
  ],
  ['no kind, which is mean', {pooling_mode_cls_token: false}, ['mean']],
  ['a list', {pooling_mode: ['max', 'lasttoken']}, ['max', 'lasttoken']],
])('reads pooling settings of %s', (_, flags, expected) => {
  const folder = altered({'1_Pooling/config.json': {pooling_mode: undefined, ...flags}})

  expect(readSourceModel(folder).pooling).toEqual(expected)
})

it('takes the pooling that is asked for where the folder has no modules', () => {
  const folder = altered({})
  rmSync(join(folder, 'modules.json'))

  expect(readSourceModel(folder, 'cls').pooling).toEqual(['cls'])
  expect(() => readSourceModel(folder)).toThrow(
    expect.objectContaining({code: 'USAGE', suggestions: [expect.stringContaining('--pooling')]}),
  )
})

it('refuses pooling that contradicts the folder', () => {
  expect(() => readSourceModel(tinyModel('tiny-bert-mean'), 'cls')).toThrow(/is a model with mean pooling/)
})

it('reads the prompt that is put before every text', () => {
  const folder = altered({
    'config_sentence_transformers.json': {prompts: {query: 'query: '}, default_prompt_name: 'query'},
  })

  expect(readSourceModel(folder).prompt).toBe('query: ')
  expect(readSourceModel(tinyModel('tiny-bert-mean')).prompt).toBeUndefined()
})

it('finds the encoder in a folder of its own, where models of 2020 have it', () => {
  const folder = altered({})
  mkdirSync(join(folder, '0_Transformer'))
  for (const name of ['config.json', 'tokenizer.json', 'model.safetensors']) {
    renameSync(join(folder, name), join(folder, '0_Transformer', name))
  }
  const modules = JSON.parse(readFileSync(join(folder, 'modules.json'), 'utf8'))
  modules[0].path = '0_Transformer'
  writeFileSync(join(folder, 'modules.json'), JSON.stringify(modules))

  expect(readSourceModel(folder).transformerFolder).toBe(join(folder, '0_Transformer'))
})

it('lets do_lower_case go before what the tokenizer does', () => {
  const cased = {normalizer: {type: 'BertNormalizer', lowercase: false, strip_accents: null}}
  const folder = altered({'sentence_bert_config.json': {do_lower_case: true}, 'tokenizer.json': cased})
  const other = altered({
    'sentence_bert_config.json': {do_lower_case: true},
    'tokenizer.json': {normalizer: {type: 'NFC'}},
  })

  expect(readSourceModel(folder).tokenizer.json).toMatchObject({
    normalizer: {lowercase: true, strip_accents: false},
  })
  expect(readSourceModel(other).tokenizer.json).toMatchObject({
    normalizer: {type: 'Sequence', normalizers: [{type: 'Lowercase'}, {type: 'NFC'}]},
  })
})

it.each([
  ['what sentence-transformers says', {max_seq_length: 64}, {model_max_length: 100}, 64],
  ['what the tokenizer says', {max_seq_length: null}, {model_max_length: 100}, 100],
  ['the position table', {max_seq_length: 512}, {}, 160],
  ['the position table where nothing is said', {}, {model_max_length: 1e30}, 160],
])('takes the maximum length from %s', (_, sentence, tokenizer, expected) => {
  const folder = altered({'sentence_bert_config.json': sentence, 'tokenizer_config.json': tokenizer})

  expect(readSourceModel(folder).maxTokens).toBe(expected)
})

it.each<[string, Record<string, Settings>, RegExp]>([
  ['another architecture', {'config.json': {model_type: 't5'}}, /model_type is "t5"/],
  ['a name that every object has', {'config.json': {model_type: 'toString'}}, /model_type is "toString"/],
  ['another activation', {'config.json': {hidden_act: 'silu'}}, /hidden_act is "silu"/],
  ['a decoder', {'config.json': {is_decoder: true}}, /is_decoder is true/],
  ['quantised weights', {'config.json': {quantization_config: {}}}, /quantization_config is/],
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
  ['other pooling', {'1_Pooling/config.json': {pooling_mode: 'median'}}, /pooling_mode is "median"/],
  [
    'pooling of the older layout that is not known',
    {'1_Pooling/config.json': {pooling_mode: undefined, pooling_mode_median: true}},
    /pooling_mode_median is true/,
  ],
  [
    'prompts left out of the pooling',
    {'1_Pooling/config.json': {include_prompt: false}},
    /include_prompt is false/,
  ],
  [
    'a default prompt that it does not have',
    {'config_sentence_transformers.json': {default_prompt_name: 'constructor'}},
    /default_prompt_name is "constructor"/,
  ],
  [
    'a senseless maximum',
    {'sentence_bert_config.json': {max_seq_length: 'long'}},
    /max_seq_length is "long"/,
  ],
])('refuses a model with %s and names it', (_, changes, message) => {
  const folder = altered(changes)

  expect(() => readSourceModel(folder)).toThrow(
    expect.objectContaining({code: 'MODEL_UNUSABLE', exitCode: 5, message: expect.stringMatching(message)}),
  )
})

/** A copy of a tiny BERT with another modules.json. */
function withModules(change: (modules: {type: string; path: string}[]) => unknown): string {
  const folder = altered({})
  const path = join(folder, 'modules.json')
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))))
  return folder
}

it.each<[string, (modules: {type: string; path: string}[]) => unknown, RegExp]>([
  ['a module that it does not know', (all) => [...all, {type: 'x.LSTM', path: '2_LSTM'}], /module LSTM/],
  [
    'a module after Normalize',
    (all) => [...all, {type: 'x.Normalize', path: ''}, all[1]],
    /module Normalize/,
  ],
  ['no pooling', (all) => all.slice(0, 1), /Transformer, /],
  ['no list', () => 7, /has something else/],
  ['a folder outside', (all) => [all[0], {...all[1], path: '../1_Pooling'}], /\.\.\/1_Pooling/],
])('refuses modules with %s', (_, change, message) => {
  const folder = withModules(change)

  expect(() => readSourceModel(folder)).toThrow(
    expect.objectContaining({code: 'MODEL_UNUSABLE', message: expect.stringMatching(message)}),
  )
})

it('passes over Dropout, which does nothing when a model is used', () => {
  const folder = withModules((all) => [
    ...all,
    {type: 'x.Dropout', path: '2_Dropout'},
    {type: 'x.Normalize', path: ''},
  ])

  expect(readSourceModel(folder).dense).toEqual([])
})

it('refuses an adapter', () => {
  expect(() => readSourceModel(altered({'adapter_config.json': {}}))).toThrow(/is an adapter/)
})

it.each(['config.json', 'tokenizer.json', '1_Pooling/config.json'])('says that %s is missing', (name) => {
  const folder = altered({})
  rmSync(join(folder, name))

  expect(() => readSourceModel(folder)).toThrow(
    expect.objectContaining({code: 'MODEL_MISSING', message: expect.stringContaining(name)}),
  )
})

it('says that a file is not JSON', () => {
  const folder = altered({})
  writeFileSync(join(folder, 'config.json'), '{')

  expect(() => readSourceModel(folder)).toThrow(/config.json is not valid JSON/)
})
