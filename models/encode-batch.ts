import {ModelUnusableError} from '../src/errors.js'
import type {OnnxSession} from './onnx-session.js'

/**
 * Encodes texts of one length.
 *
 * @param ids - Token ids, row-major `[texts, tokens]`.
 * @returns Row-major `[texts, dimensions]`.
 * @throws {ModelUnusableError} When the graph gives no vectors of that many dimensions.
 */
export async function encodeBatch(
  session: OnnxSession,
  ids: Int32Array,
  texts: number,
  dimensions: number,
): Promise<Float32Array> {
  const {embedding} = await session.run(ids, texts)
  if (embedding?.length !== texts * dimensions) {
    throw new ModelUnusableError(
      `The graph ${session.path} gives no vectors of ${dimensions} dimensions.`,
      'Build or import the model again.',
    )
  }
  return embedding
}
