import {CheckedRowReader, CheckedRowWriter, checksumBytes, type RowLayout} from './checked-rows.js'
import type {VectorRows, VectorShape} from './vector-engine.js'

/** Unit vectors as the encoder gave them: float32, little-endian, a checksum after every row. */
export const fullVectorsFile = 'vectors.f32'

/** Rounding stays well within this of 1; a vector that was never normalised, or holds no numbers, does not. */
const normTolerance = 1e-3

/** Rows that lie so near each other are read by one call: what lies between costs less than a second one. */
const nearRows = 8
/** Rows of one such call at the most. */
const mostRowsAtATime = 64

/** @returns Shape of the file: one row a block, so that any row can be read by itself. */
export function fullVectorsLayout({dimensions, rows}: VectorShape): RowLayout {
  return {rows, rowBytes: dimensions * Float32Array.BYTES_PER_ELEMENT, rowsPerBlock: 1}
}

/** Writes rows in any order, each once. */
export class FullVectorWriter {
  private readonly file: CheckedRowWriter
  private readonly written: Uint8Array
  private missing: number
  private isOpen = true

  constructor(
    path: string,
    private readonly shape: VectorShape,
  ) {
    this.file = new CheckedRowWriter(path, fullVectorsLayout(shape))
    this.written = new Uint8Array(shape.rows)
    this.missing = shape.rows
  }

  /**
   * @param rows - Row numbers.
   * @param vectors - Unit vectors of these rows, row-major `[rows, dimensions]`.
   * @throws {RangeError} When a row is out of range or comes twice, or a vector is not of unit length.
   */
  write(rows: Uint32Array, vectors: Float32Array): void {
    const {dimensions} = this.shape
    if (vectors.length !== rows.length * dimensions) {
      throw new RangeError(`got ${vectors.length} numbers for ${rows.length} vectors of ${dimensions}`)
    }
    for (const [i, row] of rows.entries()) {
      if (this.written[row] !== 0) throw new RangeError(`row ${row} is out of range or was written before`)
      const vector = vectors.subarray(i * dimensions, (i + 1) * dimensions)
      const norm = lengthOf(vector)
      if (!(Math.abs(norm - 1) < normTolerance))
        throw new RangeError(`row ${row} has a vector of length ${norm}`)
      this.file.writeBlock(row, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength))
      this.written[row] = 1
      this.missing--
    }
  }

  /** @throws {RangeError} When rows are missing. */
  finish(): void {
    if (this.missing > 0)
      throw new RangeError(`${this.missing} of ${this.shape.rows} vectors were never written`)
    this.close()
  }

  close(): void {
    if (this.isOpen) this.file.close()
    this.isOpen = false
  }
}

/** Reads the rows back, one by one or in runs. */
export class FullVectors implements VectorRows {
  private readonly file: CheckedRowReader
  private readonly piece: Uint8Array
  /** The vectors in the piece. */
  private readonly inPiece: readonly Float32Array[]

  /** @throws {IndexDamagedError} When the file is missing or of another size. */
  constructor(
    path: string,
    readonly shape: VectorShape,
  ) {
    this.file = new CheckedRowReader(path, fullVectorsLayout(shape))
    // the checksum is as long as one number more
    const rowBytes = this.rowStride * Float32Array.BYTES_PER_ELEMENT
    this.piece = new Uint8Array(mostRowsAtATime * rowBytes)
    this.inPiece = Array.from(
      {length: mostRowsAtATime},
      (_, i) => new Float32Array(this.piece.buffer, i * rowBytes, shape.dimensions),
    )
  }

  /**
   * One vector.
   *
   * @returns Valid until the next call.
   * @throws {IndexDamagedError} When the row does not match its checksum.
   */
  readRow(row: number): Float32Array {
    this.file.readBlocks(row, 1, this.piece)
    return this.inPiece[0]!
  }

  /**
   * Many vectors.
   *
   * @param rows - Ascending.
   * @param use - Told each row with its vector, which is valid until the call ends.
   * @throws {IndexDamagedError} When one of the rows does not match its checksum.
   */
  forEach(rows: ArrayLike<number>, use: (row: number, vector: Float32Array) => void): void {
    for (let from = 0, to = 0; from < rows.length; from = to) {
      const first = rows[from]!
      for (to = from + 1; to < rows.length; to++)
        if (rows[to]! - rows[to - 1]! > nearRows || rows[to]! - first >= mostRowsAtATime) break
      this.file.readBlocks(first, rows[to - 1]! - first + 1, this.piece, false)
      for (let i = from; i < to; i++) {
        this.file.check(rows[i]!, first, this.piece)
        use(rows[i]!, this.inPiece[rows[i]! - first]!)
      }
    }
  }

  read(from: number, to: number): Float32Array {
    const {dimensions} = this.shape
    const {rowStride} = this
    const count = to - from
    const raw = new Float32Array(count * rowStride)
    this.file.readBlocks(from, count, new Uint8Array(raw.buffer))
    for (let row = 1; row < count; row++) {
      raw.copyWithin(row * dimensions, row * rowStride, row * rowStride + dimensions)
    }
    return raw.subarray(0, count * dimensions)
  }

  close(): void {
    this.file.close()
  }

  /** Numbers from one row to the next. */
  private get rowStride(): number {
    return this.shape.dimensions + checksumBytes / Float32Array.BYTES_PER_ELEMENT
  }
}

function lengthOf(vector: Float32Array): number {
  let squares = 0
  for (const value of vector) squares += value * value
  return Math.sqrt(squares)
}
