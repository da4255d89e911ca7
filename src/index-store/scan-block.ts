import {availableParallelism} from 'node:os'
import type {BestRows} from './best-rows.js'
import {loadUsearch, type Usearch} from './usearch.js'

/** A run of int8 vectors, row-major from the start of its buffer, and the row number of each. */
export interface VectorBlock {
  readonly vectors: Int8Array<ArrayBuffer>
  readonly rows: Uint32Array
}

/**
 * Offers the rows of a block to the best rows of each query, by dot product.
 *
 * @param queries - Int8 vectors, row-major `[queries, dimensions]`, from the start of their buffer.
 * @param best - One a query.
 * @param limit - Rows that each of them keeps.
 */
export type ScanBlock = (
  block: VectorBlock,
  queries: Int8Array<ArrayBuffer>,
  best: readonly BestRows[],
  limit: number,
) => void

/** The fastest scan that this machine has: usearch's where it is installed, else a plain loop. */
export async function loadScanBlock(): Promise<ScanBlock> {
  try {
    return scanWithUsearch(await loadUsearch())
  } catch {
    return scanPlainly // an optional dependency is missing; the scan needs it only for speed
  }
}

/** The same in JavaScript, ten to twenty times slower. */
export const scanPlainly: ScanBlock = ({rows, vectors}, queries, best) => {
  const dimensions = queries.length / best.length
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const start = i * dimensions
    for (let q = 0; q < best.length; q++) {
      const dot = dotProduct(vectors, start, queries, q * dimensions, dimensions)
      const kept = best[q]!
      if (dot >= kept.threshold) kept.offer(row, dot)
    }
  }
}

/** Four sums at a time keep the processor busier than one. */
function dotProduct(a: Int8Array, aStart: number, b: Int8Array, bStart: number, length: number): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0]
  let i = 0
  for (; i + 3 < length; i += 4) {
    sum0 = (sum0 + Math.imul(a[aStart + i]!, b[bStart + i]!)) | 0
    sum1 = (sum1 + Math.imul(a[aStart + i + 1]!, b[bStart + i + 1]!)) | 0
    sum2 = (sum2 + Math.imul(a[aStart + i + 2]!, b[bStart + i + 2]!)) | 0
    sum3 = (sum3 + Math.imul(a[aStart + i + 3]!, b[bStart + i + 3]!)) | 0
  }
  for (; i < length; i++) sum0 += a[aStart + i]! * b[bStart + i]!
  return sum0 + sum1 + sum2 + sum3
}

/** Starting threads for each block pays only when there is much to compute in it. */
const queriesForThreads = 8

/** Its arrays must own their buffer from the start: it ignores the offset of a subarray. */
function scanWithUsearch({exactSearch, MetricKind}: Usearch): ScanBlock {
  return ({rows, vectors}, queries, best, limit) => {
    const dimensions = queries.length / best.length
    const wanted = Math.min(limit, rows.length)
    const threads = best.length < queriesForThreads ? 1 : availableParallelism()
    const {distances, keys} = exactSearch(vectors, queries, dimensions, wanted, MetricKind.IP, threads)
    for (let q = 0; q < best.length; q++) {
      const kept = best[q]!
      // the nearest come first
      for (let i = q * wanted; i < (q + 1) * wanted && 1 - distances[i]! >= kept.threshold; i++)
        kept.offer(rows[Number(keys[i])]!, 1 - distances[i]!)
    }
  }
}
