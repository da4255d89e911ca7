import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {bundledModelFolder} from '../../models/model-folder.js'
import {type EncoderOptions, openEncoder} from '../../models/onnx-encoder.js'
import {OnnxSession} from '../../models/onnx-session.js'
import {awkwardTexts, encoderContract} from './support/encoder-contract.js'
import {freshVerifier, largestDifference} from './support/model-fixtures.js'
import {tinyEncoder} from './support/tiny-encoder.js'

const tiny = {
  mean: tinyEncoder('tiny-bert-mean'),
  cls: tinyEncoder('tiny-bert-cls'),
  mpnet: tinyEncoder('tiny-mpnet'),
  roberta: tinyEncoder('tiny-xlm-roberta'),
}

const open = (folder: string, options: Partial<EncoderOptions> = {}) =>
  openEncoder(folder, {use: 'one-off', verifier: freshVerifier(), ...options})

describe.each([
  {name: 'mean pooling, fp32', folder: tiny.mean, options: {precision: 'fp32'}},
  {name: 'mean pooling, int8', folder: tiny.mean, options: {precision: 'int8'}},
  {name: 'cls pooling, fp32', folder: tiny.cls, options: {precision: 'fp32'}},
  {name: 'cls pooling, int8', folder: tiny.cls, options: {precision: 'int8'}},
  {name: 'relative positions, fp32', folder: tiny.mpnet, options: {precision: 'fp32'}},
  {name: 'relative positions, int8', folder: tiny.mpnet, options: {precision: 'int8'}},
  {name: 'positions after padding, fp32', folder: tiny.roberta, options: {precision: 'fp32'}},
  {name: 'positions after padding, int8', folder: tiny.roberta, options: {precision: 'int8'}},
  {name: 'bulk use, two threads', folder: tiny.mean, options: {use: 'bulk', threads: 2}},
  {name: 'the model that ships', folder: bundledModelFolder(), options: {}},
] as const)('an encoder with $name', ({folder, options}) => {
  encoderContract(() => open(folder, options))
})

it('gives the same vectors however it is opened', async () => {
  await using oneOff = await open(tiny.mean)
  await using bulk = await open(tiny.mean, {use: 'bulk', threads: 2})

  const [a, b] = [await oneOff.encode(awkwardTexts), await bulk.encode(awkwardTexts)]

  expect(largestDifference(a, b)).toBeLessThan(1e-6)
})

it('encodes more texts than fit one batch in their order', async () => {
  await using encoder = await open(tiny.mean)
  const texts = Array.from({length: 400}, (_, i) => `finding ${i % 7} `.repeat(1 + (i % 5)))

  const vectors = await encoder.encode(texts)

  for (const i of [0, 33, 199, 399]) {
    const alone = await encoder.encode([texts[i]!])
    expect(largestDifference(alone, vectors.subarray(i * 48, (i + 1) * 48))).toBeLessThan(1e-6)
  }
})

it('refuses a token id beyond the table of the graph', async () => {
  await using session = await OnnxSession.open(join(tiny.mean, 'model.fp32.onnx'), {
    threads: 1,
    prepack: false,
  })

  const running = session.run([2, 3000, 3], 1)

  await expect(running).rejects.toMatchObject({code: 'MODEL_UNUSABLE', exitCode: 5})
})
