import {csvRecord} from './csv.js'

/**
 * Head of a NumPy file, format version 1.0, for a C-ordered little-endian float32 matrix.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(rows: number, columns: number): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`
  // magic (6), version (2), length (2) and the text with its line end fill a multiple of 64 bytes
  const padded = `${text.padEnd(Math.ceil((10 + text.length + 1) / 64) * 64 - 11)}\n`
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0, 0])
  head.writeUInt16LE(padded.length, 8)
  return Buffer.concat([head, Buffer.from(padded, 'latin1')])
}

/** Rows of a NumPy file. */
export function npyRows(vectors: Float32Array): Buffer {
  return Buffer.from(vectors.buffer, vectors.byteOffset, vectors.byteLength)
}

/** A text and its vector as one line of CSV. */
export function csvVector(text: string, embedding: readonly number[]): string {
  return `${csvRecord([text, ...embedding])}\n`
}

/** The numbers with the nine digits that give the same float32 when read back. */
export function shortest(vector: Float32Array): number[] {
  return Array.from(vector, (value) => Number(value.toPrecision(9)))
}
