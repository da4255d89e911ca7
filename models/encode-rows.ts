import type {BulkEncoder} from './encoder.js'
import {placeVectors} from './place-vectors.js'

/** All vectors at once, in the order of the texts: row-major `[texts, dimensions]`. */
export async function encodeRows(encoder: BulkEncoder, texts: readonly string[]): Promise<Float32Array> {
  const {dimensions} = encoder.model
  const vectors = new Float32Array(texts.length * dimensions)
  await encoder.encodeAll(texts, (rows, some) => placeVectors(vectors, rows, some, dimensions))
  return vectors
}
