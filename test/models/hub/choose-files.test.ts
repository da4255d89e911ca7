import {expect, it} from 'vitest'
import {chooseFiles, findMissing} from '../../../models/hub/choose-files.js'
import {plainModules} from '../../../models/hub/model-modules.js'

const shards = (count: number, of = count) =>
  Array.from({length: count}, (_, i) => `model-0000${i + 1}-of-0000${of}.safetensors`)

it('takes settings, tokenizer, documents and safetensors, and nothing else', () => {
  const wanted = [
    'LICENSE',
    'LICENSE.txt',
    'README.md',
    'added_tokens.json',
    'config.json',
    'config_sentence_transformers.json',
    'merges.txt',
    'model.safetensors',
    'modules.json',
    'sentence_bert_config.json',
    'sentence_xlm-roberta_config.json',
    'special_tokens_map.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'vocab.json',
    'vocab.txt',
  ]
  const others = [
    'pytorch_model.bin',
    'onnx/model.onnx',
    'tf_model.h5',
    'flax_model.msgpack',
    'x/config.json',
    'data.json',
    'LICENSE.exe',
  ]

  expect(chooseFiles([...wanted, ...others], plainModules)).toEqual(wanted)
})

it('looks into the folders of the modules', () => {
  const modules = [
    {kind: 'Transformer', path: '0_Transformer'},
    {kind: 'Pooling', path: '1_Pooling'},
    {kind: 'Dense', path: '2_Dense'},
  ]
  const wanted = [
    '0_Transformer/config.json',
    '0_Transformer/model.safetensors',
    '0_Transformer/vocab.txt',
    '1_Pooling/config.json',
    '2_Dense/config.json',
    '2_Dense/model.safetensors',
  ]

  expect(chooseFiles([...wanted, '2_Dense/pytorch_model.bin', '3_Other/config.json'], modules)).toEqual(
    wanted,
  )
  expect(findMissing(wanted, modules)).toEqual([])
  expect(findMissing(wanted.slice(0, -1), modules)).toEqual(['2_Dense/model.safetensors'])
})

it('takes shards only where there is no whole file', () => {
  const sharded = ['model.safetensors.index.json', ...shards(2)]

  expect(chooseFiles(sharded, plainModules)).toEqual(sharded)
  expect(chooseFiles([...sharded, 'model.safetensors'], plainModules)).toEqual(['model.safetensors'])
})

it.each([
  [['model.safetensors', 'tokenizer.json'], ['config.json']],
  [['config.json', 'tokenizer.json'], ['model.safetensors']],
  [['config.json', 'model.safetensors'], ['tokenizer.json or vocab.txt']],
  [['config.json', 'model.safetensors', 'vocab.json', 'merges.txt'], []],
  [
    ['config.json', 'tokenizer.json', 'model.safetensors.index.json', ...shards(2, 3)],
    ['model-00003-of-00003.safetensors'],
  ],
  [['config.json', 'tokenizer.json', 'model.safetensors.index.json', ...shards(3)], []],
  [['config.json', 'tokenizer.json', 'model.safetensors.index.json'], ['model-00001-of-00001.safetensors']],
])('of %o is missing %o', (paths, missing) => {
  expect(findMissing(paths, plainModules)).toEqual(missing)
})
