import {ModelUnusableError} from '../src/errors.js'
import type {OnnxSession} from './onnx-session.js'

/** What else there is to say of a batch. */
export interface BatchOptions {
  /** See {@link OnnxSession.run}. */
  readonly lengths?: Uint32Array
  /** Is given all outputs of the graph. */
  readonly onOutputs?: (outputs: Readonly<Record<string, Float32Array>>) => void
}

/**
 * Encodes texts of one length, or filled up to one.
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
  {lengths, onOutputs}: BatchOptions = {},
): Promise<Float32Array> {
  const outputs = await session.run(ids, texts, lengths)
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
