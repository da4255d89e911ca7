import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {SafetensorsFile} from '../safetensors.js'
import type {SourceModel} from '../source-model.js'
import type {Arithmetic} from './arithmetic.js'
import {emitBert} from './bert.js'
import {GraphBuilder} from './graph.js'
import {WeightsFile} from './weights-file.js'

/**
 * Writes a model as `NAME.onnx` and `NAME.bin`. Equal input gives equal bytes.
 *
 * @returns The names of the two files.
 * @throws {ModelUnusableError} When the weights are damaged or not those that config.json describes.
 */
export function writeGraph(
  source: SourceModel,
  folder: string,
  name: string,
  arithmetic: Arithmetic,
): {graph: string; weights: string} {
  const files = {graph: `${name}.onnx`, weights: `${name}.bin`}
  const tensors = SafetensorsFile.open(source.weightsPath)
  const weights = new WeightsFile(join(folder, files.weights))
  try {
    const graph = new GraphBuilder(weights)
    emitBert(graph, withoutPrefix(tensors), source.shape, source.pooling, arithmetic)
    writeFileSync(join(folder, files.graph), graph.finish())
  } finally {
    weights.close()
    tensors.close()
  }
  return files
}

/** Checkpoints of a whole BertForMaskedLM and the like name the encoder's tensors `bert.…`. */
function withoutPrefix(tensors: SafetensorsFile) {
  const prefix = tensors.names.some((name) => name.startsWith('bert.embeddings.')) ? 'bert.' : ''
  return {read: (name: string, shape: readonly number[]) => tensors.read(prefix + name, shape)}
}
