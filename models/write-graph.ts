import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {ModelUnusableError} from '../src/errors.js'
import type {Arithmetic} from './onnx/arithmetic.js'
import {CalibratingArithmetic} from './onnx/calibrating-arithmetic.js'
import {emitDense} from './onnx/dense.js'
import {GraphBuilder} from './onnx/graph.js'
import {emitNormalise, emitPooling} from './onnx/pooling.js'
import {architectures} from './onnx/tensor-names.js'
import {emitTransformer} from './onnx/transformer.js'
import type {WeightSource} from './onnx/weight-source.js'
import {WeightsFile} from './onnx/weights-file.js'
import type {DenseModule} from './source/read-modules.js'
import {SafetensorsFile} from './source/safetensors.js'
import type {EncoderSource, SourceModel} from './source/source-model.js'
import {SourceWeights} from './source/source-weights.js'

/** Names of the files of one graph. */
export interface WrittenGraph {
  readonly graph: string
  readonly weights: string
}

/** As {@link WrittenGraph}, with a second graph over the same weights. */
export interface WrittenFloat32Graph extends WrittenGraph {
  /** Tells the extreme inputs of every layer besides the vectors. */
  readonly calibratingGraph: string
}

/**
 * Writes a model as `NAME.onnx` and `NAME.bin`: output `embedding`, float32 `[batch, dimensions]`, L2 norm 1. Equal
 * input gives equal bytes. The largest matrix is held a few megabytes at a time.
 *
 * @throws {ModelUnusableError} When the weights are damaged or not those that config.json describes.
 */
export function writeGraph(
  source: EncoderSource,
  folder: string,
  name: string,
  arithmetic: Arithmetic,
): Promise<WrittenGraph> {
  return build(source, folder, name, arithmetic, () => {})
}

/** As {@link writeGraph} in fp32, with a second graph for the calibration. */
export async function writeFloat32Graph(
  source: EncoderSource,
  folder: string,
  name: string,
): Promise<WrittenFloat32Graph> {
  const arithmetic = new CalibratingArithmetic()
  const calibratingGraph = `${name}.calibration.onnx`
  const written = await build(source, folder, name, arithmetic, (graph) => {
    arithmetic.addExtremes(graph)
    writeFileSync(join(folder, calibratingGraph), graph.finish())
  })
  return {...written, calibratingGraph}
}

async function build(
  source: EncoderSource,
  folder: string,
  name: string,
  arithmetic: Arithmetic,
  afterwards: (graph: GraphBuilder) => void,
): Promise<WrittenGraph> {
  const files = {graph: `${name}.onnx`, weights: `${name}.bin`}
  const weights = new WeightsFile(join(folder, files.weights))
  try {
    const graph = new GraphBuilder(weights)
    await emitModel(graph, source, arithmetic)
    writeFileSync(join(folder, files.graph), graph.finish())
    afterwards(graph)
  } finally {
    weights.close()
  }
  return files
}

/**
 * Emits a whole model: the encoder and what follows it.
 *
 * @throws {ModelUnusableError} When the weights are damaged or not those that config.json describes.
 */
export async function emitModel(
  graph: GraphBuilder,
  source: EncoderSource,
  arithmetic: Arithmetic,
): Promise<void> {
  const {architecture, shape} = source.encoder
  const tensors = SourceWeights.open(source.transformerFolder)
  try {
    const named = new EncoderWeights(tensors, architectures[architecture].prefix)
    const {hidden, mask} = await emitTransformer(graph, named, architecture, shape, arithmetic)
    named.checkLeftOver(source.transformerFolder)
    emitVectors(graph, hidden, mask, source)
  } finally {
    tensors.close()
  }
}

/**
 * Emits what follows the encoder: pooling, Dense modules, unit length; output `embedding`, float32 `[batch, dimensions]`.
 *
 * @param hidden - float32, `[batch, tokens, dimensions]`.
 * @param mask - float32, `[batch, tokens]`, 1 for a token, 0 for padding.
 */
export function emitVectors(
  graph: GraphBuilder,
  hidden: string,
  mask: string,
  {dense, dimensions, pooling}: Pick<SourceModel, 'dense' | 'dimensions' | 'pooling'>,
): void {
  let vectors = emitPooling(graph, hidden, mask, pooling)
  for (const [i, module] of dense.entries()) {
    vectors = emitDense(graph, `dense.${i}`, vectors, readDense(module))
  }
  graph.output('embedding', emitNormalise(graph, vectors), 'float32', ['batch', dimensions])
}

/** Gives the tensors of an encoder under their own names where a checkpoint of a whole task model has longer ones. */
class EncoderWeights implements WeightSource {
  private readonly used = new Set<string>()
  private readonly prefix: string

  constructor(
    private readonly tensors: WeightSource,
    prefix: string,
  ) {
    this.prefix = tensors.names.some((name) => name.startsWith(`${prefix}embeddings.`)) ? prefix : ''
  }

  get names(): readonly string[] {
    return this.tensors.names
  }

  read(name: string, shape: readonly number[]): Float32Array {
    return this.tensors.read(this.resolve(name), shape)
  }

  readRows(name: string, shape: readonly [number, number], from: number, to: number): Float32Array {
    return this.tensors.readRows(this.resolve(name), shape, from, to)
  }

  /** @throws {ModelUnusableError} When the encoder has parts that were not used: the vectors would be wrong. */
  checkLeftOver(folder: string): void {
    const encoder = /^(?:embeddings|encoder|transformer)\.(?!.*_ids$)/
    const left = this.names.find(
      (name) =>
        !this.used.has(name) && name.startsWith(this.prefix) && encoder.test(name.slice(this.prefix.length)),
    )
    if (left === undefined) return
    throw new ModelUnusableError(
      `The weights in ${folder} have the tensor ${left}, which an encoder of this config.json does not have.`,
      'Check that config.json belongs to the weights; adapters must be merged into the model first.',
    )
  }

  private resolve(name: string): string {
    let found = this.prefix + name
    // checkpoints that came from TensorFlow
    if (name.includes('LayerNorm') && !this.names.includes(found)) {
      found = found.replace(/weight$/, 'gamma').replace(/bias$/, 'beta')
    }
    this.used.add(found)
    return found
  }
}

function readDense({activation, folder, hasBias, inputs, outputs}: DenseModule) {
  const tensors = SafetensorsFile.open(join(folder, 'model.safetensors'))
  try {
    const weight = tensors.read('linear.weight', [outputs, inputs])
    return {
      activation,
      inputs,
      outputs,
      weight,
      ...(hasBias && {bias: tensors.read('linear.bias', [outputs])}),
    }
  } finally {
    tensors.close()
  }
}
