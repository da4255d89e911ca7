import {encodeBatch} from './encode-batch.js'
import type {OnnxSession} from './onnx-session.js'
import {TextBatches} from './text-batches.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'

/**
 * Encodes texts in this thread, in batches of one length.
 *
 * @param onOutputs - Is given all outputs of the graph for each batch.
 * @returns Row-major `[texts, dimensions]`, in the order of `texts`.
 * @throws {ModelUnusableError} When the graph gives no vectors of that many dimensions.
 */
export async function encodeTexts(
  session: OnnxSession,
  tokenizer: Tokenizer,
  texts: readonly string[],
  dimensions: number,
  onOutputs?: (outputs: Readonly<Record<string, Float32Array>>) => void,
): Promise<Float32Array> {
  const vectors = new Float32Array(texts.length * dimensions)
  for (const {ids, rows} of new TextBatches(texts, tokenizer)) {
    const encoded = await encodeBatch(session, ids, rows.length, dimensions, onOutputs)
    for (const [i, row] of rows.entries()) {
      vectors.set(encoded.subarray(i * dimensions, (i + 1) * dimensions), row * dimensions)
    }
  }
  return vectors
}
