import {createHash, type Hash} from 'node:crypto'
import type {FileHandle} from 'node:fs/promises'

/**
 * Bytes at the end of an exported index: the SHA-256 of all before them, in hexadecimal. To a zip program they are the
 * comment of the archive. A changed byte shows wherever it is, also where a zip has no checksum.
 */
export const sealBytes = 64

/** What stands in the comment until the seal is known. */
export const unsealed = '0'.repeat(sealBytes)

/** Writes a file of which the last {@link sealBytes} are replaced by its seal. */
export class SealingWriter {
  private readonly hash: Hash = createHash('sha256')
  private tail: Buffer = Buffer.alloc(0)
  private written = 0

  constructor(private readonly file: FileHandle) {}

  async write(chunk: Buffer): Promise<void> {
    const bytes = Buffer.concat([this.tail, chunk])
    const end = Math.max(0, bytes.length - sealBytes)
    this.tail = bytes.subarray(end)
    await this.append(bytes.subarray(0, end))
  }

  /** @returns Size of the file. */
  async end(): Promise<number> {
    const seal = Buffer.from(this.hash.copy().digest('hex'))
    await this.append(seal)
    return this.written
  }

  private async append(bytes: Buffer): Promise<void> {
    this.hash.update(bytes)
    this.written += bytes.length
    await this.file.writeFile(bytes)
  }
}
