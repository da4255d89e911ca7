import {type BatchOptions, encodeBatch} from './encode-batch.js'
import type {OnnxSession} from './onnx-session.js'
import {placeVectors} from './place-vectors.js'
import {TextBatches} from './text-batches.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'

/** How texts are encoded. */
export interface EncodeTextsOptions extends Pick<BatchOptions, 'onOutputs'> {
  /** See {@link TextBatches}; default 0. */
  readonly maxPadding?: number
}

/**
 * Encodes texts in this thread, in batches of one length or nearly one.
 *
 * @returns Row-major `[texts, dimensions]`, in the order of `texts`.
 * @throws {ModelUnusableError} When the graph gives no vectors of that many dimensions.
 */
export async function encodeTexts(
  session: OnnxSession,
  tokenizer: Tokenizer,
  texts: readonly string[],
  dimensions: number,
  {maxPadding, onOutputs}: EncodeTextsOptions = {},
): Promise<Float32Array> {
  const vectors = new Float32Array(texts.length * dimensions)
  for (const {ids, lengths, rows} of new TextBatches(texts, tokenizer, maxPadding)) {
    const encoded = await encodeBatch(session, ids, rows.length, dimensions, {lengths, onOutputs})
    placeVectors(vectors, rows, encoded, dimensions)
  }
  return vectors
}
