import {join} from 'node:path'
import {IndexDamagedError} from '../errors.js'
import {FullVectors, fullVectorsFile} from './full-vectors.js'
import {sqliteCode} from './sqlite.js'
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
  let vectors: FullVectors | undefined
  try {
    const pairs = find()
    vectors = new FullVectors(join(folder, fullVectorsFile), shape)
    for (let i = 0; i < pairs.length; i += 2) {
      const row = pairs[i] as number
      if (i % (2 * rowsPerTurn) === 0) await nextTurn()
      if (taken[row]) continue
      const vector = readWhole(vectors, pairs[i + 1] as number)
      if (!vector) continue
      write(row, vector)
      taken[row] = 1
    }
  } catch (error) {
    if (!(error instanceof IndexDamagedError) && sqliteCode(error) === undefined) throw error
  } finally {
    vectors?.close()
  }
}

function readWhole(vectors: FullVectors, row: number): Float32Array | undefined {
  if (row >= vectors.shape.rows) return undefined
  try {
    return vectors.readRow(row)
  } catch (error) {
    if (error instanceof IndexDamagedError) return undefined
    throw error
  }
}
