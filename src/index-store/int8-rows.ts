import {nextTurn, type VectorRows} from './vector-engine.js'

const largestInt8 = 127

/** Rows read at a time. */
const rowsPerRead = 4096

/** A build asks twice, for the scan and for the graph, and every answer reads all vectors. */
const known = new WeakMap<VectorRows, Promise<number>>()

/**
 * The one factor that brings all components of all vectors into -127 to 127. It changes no order of dot products, and spends
 * no levels on numbers that do not occur.
 */
export function int8Scale(vectors: VectorRows): Promise<number> {
  const scale = known.get(vectors) ?? computeScale(vectors)
  known.set(vectors, scale)
  return scale
}

async function computeScale(vectors: VectorRows): Promise<number> {
  const {rows} = vectors.shape
  let largest = 0
  for (let from = 0; from < rows; from += rowsPerRead) {
    largest = Math.max(largest, largestOf(vectors.read(from, Math.min(rows, from + rowsPerRead))))
    await nextTurn()
  }
  return largestInt8 / (largest || 1)
}

/** A loop: `Int8Array.from` is ten times slower. */
export function quantise(values: Float32Array, scale: number): Int8Array<ArrayBuffer> {
  const quantised = new Int8Array(values.length)
  for (let i = 0; i < values.length; i++) quantised[i] = Math.round(values[i]! * scale)
  return quantised
}

/** Each query with a scale of its own, since only the order of its rows counts. */
export function quantiseQueries(queries: Float32Array, dimensions: number): Int8Array<ArrayBuffer> {
  const quantised = new Int8Array(queries.length)
  for (let start = 0; start < queries.length; start += dimensions) {
    const query = queries.subarray(start, start + dimensions)
    quantised.set(quantise(query, largestInt8 / (largestOf(query) || 1)), start)
  }
  return quantised
}

function largestOf(values: Float32Array): number {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  return largest
}
