import {ModelUnusableError} from '../src/errors.js'
import type {OnnxSession} from './onnx-session.js'

/**
 * Encodes texts of one length.
 *
 * @param ids - Token ids, row-major `[texts, tokens]`.
 * @param onOutputs - Is given all outputs of the graph.
 * @returns Row-major `[texts, dimensions]`.
 * @throws {ModelUnusableError} When the graph gives no vectors of that many dimensions.
 */
export async function encodeBatch(
  session: OnnxSession,
  ids: Int32Array,
  texts: number,
  dimensions: number,
  onOutputs?: (outputs: Readonly<Record<string, Float32Array>>) => void,
): Promise<Float32Array> {
  const outputs = await session.run(ids, texts)
  const {embedding} = outputs
  if (embedding?.length !== texts * dimensions) {
    throw new ModelUnusableError(
      `The graph ${session.path} gives no vectors of ${dimensions} dimensions.`,
      'Build or import the model again.',
    )
  }
  onOutputs?.(outputs)
  return embedding
}
