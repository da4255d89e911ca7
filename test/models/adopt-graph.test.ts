import {cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {convertModel} from '../../models/convert-model.js'
import {float32Arithmetic} from '../../models/onnx/arithmetic.js'
import {GraphBuilder} from '../../models/onnx/graph.js'
import {emitTransformer} from '../../models/onnx/transformer.js'
import {WeightsFile} from '../../models/onnx/weights-file.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {readSourceModel} from '../../models/source/source-model.js'
import {SourceWeights} from '../../models/source/source-weights.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {freshVerifier, largestDifference, readExpected, tinyModel} from './support/model-fixtures.js'

const dimensions = 48

interface Shape {
  /** Name of the output with the token vectors. */
  readonly output?: string
  readonly scale?: number
  readonly weights?: string
}

/** A copy of a tiny BERT with an `onnx/model.onnx` as other programs write it: token vectors, no pooling. */
async function withGraph({
  output = 'last_hidden_state',
  scale = 1,
  weights: name = 'model.onnx_data',
}: Shape = {}): Promise<string> {
  const folder = temporaryFolder()
  cpSync(tinyModel('tiny-bert-mean'), folder, {recursive: true})
  mkdirSync(join(folder, 'onnx'))
  const {encoder, transformerFolder} = readSourceModel(folder)
  const tensors = SourceWeights.open(transformerFolder)
  const weights = new WeightsFile(join(folder, 'onnx', name))
  const graph = new GraphBuilder(weights)
  const {hidden} = await emitTransformer(graph, tensors, 'bert', encoder.shape, float32Arithmetic)
  const factors = Float32Array.from({length: dimensions}, (_, i) => (i === 0 ? scale : 1))
  const scaled = graph.apply('Mul', [hidden, graph.constant('scale', factors, [dimensions])])
  graph.output(output, scaled, 'float32', ['batch', 'tokens', dimensions])
  writeFileSync(join(folder, 'onnx', 'model.onnx'), graph.finish())
  weights.close()
  tensors.close()
  return folder
}

const adopt = (folder: string) => {
  const target = join(temporaryFolder(), 'model')
  const converting = convertModel(folder, target, {id: 'x', precision: 'int8', foreignGraph: true})
  return {target, converting}
}

it('takes the graph of another program, and gives the vectors of the reference', async () => {
  const {embeddings, texts} = readExpected(tinyModel('tiny-bert-mean'))
  const {converting, target} = adopt(await withGraph())

  const manifest = await converting
  await using encoder = await openEncoder(target, {use: 'one-off', verifier: freshVerifier()})
  const vectors = await encoder.encode(texts)

  expect(Object.keys(manifest.graphs)).toEqual(['fp32'])
  expect(manifest.graphs.fp32!.differenceToWeights).toBeLessThan(1e-6)
  expect(largestDifference(vectors, embeddings.flat())).toBeLessThan(2e-5)
})

it('takes a graph whose architecture is not understood, without comparing', async () => {
  const folder = await withGraph()
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({...JSON.parse(readFileSync(config, 'utf8')), model_type: 'nomic'}))

  const manifest = await adopt(folder).converting

  expect(manifest.graphs.fp32!.differenceToWeights).toBeUndefined()
})

it('refuses a graph that gives other vectors than the weights beside it', async () => {
  await expect(adopt(await withGraph({scale: 1.5})).converting).rejects.toMatchObject({
    code: 'MODEL_UNUSABLE',
    message: expect.stringContaining('differ from those of its weights'),
  })
})

it.each<[string, () => string | Promise<string>, RegExp]>([
  ['without token vectors', () => withGraph({output: 'logits'}), /has no output last_hidden_state/],
  ['with an output of our name', () => withGraph({output: 'embedding'}), /output named embedding/],
  [
    'that is cut short',
    async () => {
      const folder = await withGraph()
      truncateSync(join(folder, 'onnx', 'model.onnx'), 5000)
      return folder
    },
    /no whole ONNX model/,
  ],
  [
    'whose weights are cut short',
    async () => {
      const folder = await withGraph()
      truncateSync(join(folder, 'onnx', 'model.onnx_data'), 5000)
      return folder
    },
    /which has 5000/,
  ],
  [
    'whose weights are missing',
    async () => {
      const folder = await withGraph()
      rmSync(join(folder, 'onnx', 'model.onnx_data'))
      return folder
    },
    /model\.onnx_data is missing/,
  ],
  [
    'whose weights are elsewhere',
    async () => {
      const folder = await withGraph()
      const path = join(folder, 'onnx', 'model.onnx')
      writeFileSync(
        path,
        readFileSync(path, 'latin1').replaceAll('model.onnx_data', '../model.onnx_d'),
        'latin1',
      )
      return folder
    },
    /it refers to "\.\.\/model/,
  ],
  [
    'that is something else',
    async () => {
      const folder = await withGraph()
      writeFileSync(join(folder, 'onnx', 'model.onnx'), 'version https://git-lfs.github.com/spec/v1\n')
      return folder
    },
    /no whole ONNX model/,
  ],
  ['that is not there', () => tinyModel('tiny-bert-mean'), /onnx\/model\.onnx is missing/],
])('refuses a graph %s', async (_, make, message) => {
  await expect(adopt(await make()).converting).rejects.toMatchObject({
    exitCode: 5,
    message: expect.stringMatching(message),
  })
})
