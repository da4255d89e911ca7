import {join} from 'node:path'
import {IndexDamagedError} from '../errors.js'
import {FullVectors, fullVectorsFile} from './full-vectors.js'
import {nextTurn, type VectorShape} from './vector-engine.js'

/** A folder that holds vectors of texts that were encoded before. */
export interface VectorFolder {
  readonly folder: string
  readonly shape: VectorShape
  /** Rows of a build and the rows of the same texts here, one after the other, those here ascending. */
  readonly pairs: () => Uint32Array
}

/** Rows copied between two turns of the event loop. */
const rowsPerTurn = 4096

/**
 * Copies the vectors of texts that were encoded before. A vector that does not match its checksum, or was never written,
 * is left to be encoded; a folder that cannot be read only costs time.
 *
 * @param taken - Rows that have a vector already, 1 each; marked as they are copied.
 * @param write - Takes one row and its vector.
 */
export async function reuseVectors(
  {folder, pairs: find, shape}: VectorFolder,
  taken: Uint8Array,
  write: (row: number, vector: Float32Array) => void,
): Promise<void> {
  const opened = readOrPassOver(() => ({
    pairs: find(),
    vectors: new FullVectors(join(folder, fullVectorsFile), shape),
  }))
  if (!opened) return
  const {pairs, vectors} = opened
  try {
    for (let i = 0; i < pairs.length; i += 2) {
      const row = pairs[i] as number
      if (i % (2 * rowsPerTurn) === 0) await nextTurn()
      if (taken[row]) continue
      const there = pairs[i + 1] as number
      const vector = there < shape.rows ? readOrPassOver(() => vectors.readRow(there)) : undefined
      if (!vector) continue
      write(row, vector)
      taken[row] = 1
    }
  } finally {
    vectors.close()
  }
}

/** What cannot be read, for whatever reason, is encoded again. */
function readOrPassOver<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    const isOfFile =
      error instanceof IndexDamagedError || typeof (error as {code?: unknown}).code === 'string'
    if (isOfFile) return undefined
    throw error
  }
}
