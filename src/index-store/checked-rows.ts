import {closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync} from 'node:fs'
import {crc32} from 'node:zlib'
import {IndexDamagedError} from '../errors.js'

/**
 * Shape of a file of fixed-size rows in blocks, each block followed by four bytes: the CRC-32 of its number and its
 * bytes, little-endian. The last block may be shorter. Nothing else is in the file, so its size follows from its shape.
 */
export interface RowLayout {
  readonly rows: number
  readonly rowBytes: number
  readonly rowsPerBlock: number
}

/** Bytes of the checksum after each block. */
export const checksumBytes = 4

export function blockCount({rows, rowsPerBlock}: RowLayout): number {
  return Math.ceil(rows / rowsPerBlock)
}

/** Rows of one block. */
export function rowsOfBlock({rows, rowsPerBlock}: RowLayout, block: number): number {
  return Math.min(rowsPerBlock, rows - block * rowsPerBlock)
}

/** Size of a whole file of this shape. */
export function checkedFileBytes(layout: RowLayout): number {
  return layout.rows * layout.rowBytes + blockCount(layout) * checksumBytes
}

/** Checksum of a block. Its number goes in as well, so that a block in the wrong place does not pass. */
function blockChecksum(block: number, bytes: Uint8Array): number {
  return crc32(bytes, block)
}

/** Writes the blocks of a file in any order. */
export class CheckedRowWriter {
  private readonly file: number
  private readonly piece: Buffer

  constructor(
    path: string,
    private readonly layout: RowLayout,
  ) {
    this.file = openSync(path, 'wx')
    // whole from the start, so that rows of a build that is stopped can be read
    ftruncateSync(this.file, checkedFileBytes(layout))
    this.piece = Buffer.allocUnsafe(layout.rowBytes * layout.rowsPerBlock + checksumBytes)
  }

  /** @param bytes - All rows of the block. */
  writeBlock(block: number, bytes: Uint8Array): void {
    const expected = rowsOfBlock(this.layout, block) * this.layout.rowBytes
    if (bytes.length !== expected) {
      throw new RangeError(`block ${block}: got ${bytes.length} bytes instead of ${expected}`)
    }
    this.piece.set(bytes)
    this.piece.writeUInt32LE(blockChecksum(block, bytes), bytes.length)
    writeWhole(
      this.file,
      this.piece.subarray(0, bytes.length + checksumBytes),
      blockStart(this.layout, block),
    )
  }

  close(): void {
    closeSync(this.file)
  }
}

/** Reads blocks and lets none through that does not match its checksum. */
export class CheckedRowReader {
  private readonly file: number

  /** @throws {IndexDamagedError} When the file is missing or its size does not fit the layout. */
  constructor(
    readonly path: string,
    readonly layout: RowLayout,
  ) {
    this.file = openExisting(path)
    const {size} = fstatSync(this.file)
    const expected = checkedFileBytes(layout)
    if (size !== expected) {
      closeSync(this.file)
      throw new IndexDamagedError(path, `has ${size} bytes instead of ${expected}`)
    }
  }

  /**
   * Reads neighbouring blocks as they lie in the file, checksums included.
   *
   * @param target - Takes the bytes from its start; at least as long as they are.
   * @param checked - False leaves the checksums alone, for blocks that were read before, or are checked when they are used.
   * @throws {IndexDamagedError} When a block does not match its checksum.
   */
  readBlocks(first: number, count: number, target: Uint8Array, checked = true): void {
    const {layout} = this
    const start = blockStart(layout, first)
    const end = Math.min(blockStart(layout, first + count), checkedFileBytes(layout))
    readWhole(this.file, target.subarray(0, end - start), start, this.path)
    if (checked) for (let block = first; block < first + count; block++) this.check(block, first, target)
  }

  /**
   * @param first - The first of the blocks that {@link readBlocks} put into the target.
   * @throws {IndexDamagedError} When the block does not match its checksum.
   */
  check(block: number, first: number, target: Uint8Array): void {
    const {layout} = this
    const start = blockStart(layout, block) - blockStart(layout, first)
    const end = start + rowsOfBlock(layout, block) * layout.rowBytes
    const view = new DataView(target.buffer, target.byteOffset)
    if (blockChecksum(block, target.subarray(start, end)) !== view.getUint32(end, true))
      throw new IndexDamagedError(this.path, `does not match its checksum (block ${block})`)
  }

  close(): void {
    closeSync(this.file)
  }
}

function blockStart({rowBytes, rowsPerBlock}: RowLayout, block: number): number {
  return block * (rowBytes * rowsPerBlock + checksumBytes)
}

function openExisting(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
      throw new IndexDamagedError(path, 'is missing', {cause})
    throw cause
  }
}

/** One call may write less than asked, for example when a signal comes. */
function writeWhole(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, position + done)
  }
}

function readWhole(file: number, target: Uint8Array, position: number, path: string): void {
  for (let done = 0; done < target.length; ) {
    const read = readSync(file, target, done, target.length - done, position + done)
    if (read === 0) throw new IndexDamagedError(path, 'became shorter while it was read')
    done += read
  }
}
