import {hash} from 'node:crypto'
import {CheckedRowReader, CheckedRowWriter, type RowLayout} from './checked-rows.js'

/** Bytes of a key: only among 2^64 texts are two expected to have the same one. */
export const keyBytes = 16
const rowBytes = keyBytes + 4

/** What a text is known by without being written down: the first 16 bytes of its SHA-256. */
export function textKey(text: string): Uint8Array {
  return hash('sha256', text, 'buffer').subarray(0, keyBytes)
}

/** Layout of a file of keys. One block: they are read together or not at all. */
export function textKeysLayout(rows: number): RowLayout {
  return {rows, rowBytes, rowsPerBlock: Math.max(1, rows)}
}

/**
 * Writes keys in ascending order, each followed by its row as four bytes.
 *
 * @param keys - Of the rows from 0 on, one behind the other.
 */
export function writeTextKeys(path: string, keys: Uint8Array): void {
  const rows = keys.length / keyBytes
  // the start of a key above its row: such numbers are sorted many times as fast as the keys themselves
  const order = new BigUint64Array(rows)
  for (let row = 0; row < rows; row++)
    order[row] = (BigInt(prefixOf(keys, row * keyBytes)) << 32n) | BigInt(row)
  order.sort()
  const bytes = Buffer.allocUnsafe(rows * rowBytes)
  for (const [i, entry] of order.entries()) {
    const row = Number(BigInt.asUintN(32, entry))
    bytes.set(keys.subarray(row * keyBytes, (row + 1) * keyBytes), i * rowBytes)
    bytes.writeUInt32LE(row, i * rowBytes + keyBytes)
  }
  const file = new CheckedRowWriter(path, textKeysLayout(rows))
  try {
    file.writeBlock(0, bytes)
  } finally {
    file.close()
  }
}

/** Finds the rows of keys. */
export class TextKeys {
  private readonly bytes: Buffer

  /** @throws {IndexDamagedError} When the file is missing, of another size or altered. */
  constructor(
    path: string,
    private readonly rows: number,
  ) {
    const file = new CheckedRowReader(path, textKeysLayout(rows))
    try {
      const bytes = Buffer.allocUnsafe(rows * rowBytes + 4)
      file.readBlocks(0, 1, bytes)
      this.bytes = bytes
    } finally {
      file.close()
    }
  }

  /** @returns `undefined` where the key is not there. */
  rowOf(key: Uint8Array): number | undefined {
    const {bytes, rows} = this
    const wanted = prefixOf(key, 0)
    let from = 0
    for (let to = rows; from < to; ) {
      const middle = (from + to) >>> 1
      if (prefixOf(bytes, middle * rowBytes) < wanted) from = middle + 1
      else to = middle
    }
    for (; from < rows && prefixOf(bytes, from * rowBytes) === wanted; from++) {
      const start = from * rowBytes
      if (bytes.compare(key, 0, keyBytes, start, start + keyBytes) === 0)
        return bytes.readUInt32LE(start + keyBytes)
    }
    return undefined
  }
}

function prefixOf(bytes: Uint8Array, start: number): number {
  return (
    ((bytes[start]! << 24) | (bytes[start + 1]! << 16) | (bytes[start + 2]! << 8) | bytes[start + 3]!) >>> 0
  )
}
