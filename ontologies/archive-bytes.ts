import {type FileHandle, mkdtemp, open, rm, stat, statfs} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {InputError} from '../src/errors.js'
import {damagedInput} from './input-failure.js'

const pieceBytes = 256 << 10

/** The bytes of an archive: those of a file, or a part of them where the archive lies unpacked inside another. */
export class ArchiveBytes implements AsyncDisposable {
  private constructor(
    /** As the user knows it. */
    readonly path: string,
    readonly size: number,
    private readonly handle: FileHandle,
    private readonly start: number,
    private readonly release: () => Promise<void>,
  ) {}

  static async ofFile(path: string): Promise<ArchiveBytes> {
    const {size} = await stat(path)
    const handle = await open(path)
    return new ArchiveBytes(path, size, handle, 0, () => handle.close())
  }

  /**
   * Bytes that lie nowhere as they are, in a temporary file that only the user can read. It has lost its name before it is
   * filled, so that it is gone with the process, however that ends.
   *
   * @param size - How many bytes there will be.
   * @throws {InputError} When the disk has no room for them.
   */
  static async ofTemporaryFile(
    path: string,
    size: number,
    content: AsyncIterable<Buffer>,
  ): Promise<ArchiveBytes> {
    const folder = await mkdtemp(join(tmpdir(), 'biolord-'))
    const remove = () => rm(folder, {recursive: true, force: true})
    try {
      const {bavail, bsize} = await statfs(folder)
      if (bavail * bsize < size) throw noRoom(path, size)
      const handle = await open(join(folder, 'archive'), 'wx+', 0o600)
      try {
        // where a file in use cannot be removed (Windows), closing does it
        await remove().catch(() => {})
        for await (const chunk of content) await handle.writeFile(chunk)
      } catch (failure) {
        await handle.close()
        throw failure
      }
      return new ArchiveBytes(path, size, handle, 0, async () => {
        await handle.close()
        await remove()
      })
    } catch (failure) {
      await remove()
      throw isDiskFull(failure) ? noRoom(path, size, failure) : failure
    }
  }

  /**
   * A part of these bytes, which stay whose they are: closing the part closes nothing.
   *
   * @throws {InputError} When it reaches beyond them.
   */
  part(path: string, start: number, size: number): ArchiveBytes {
    if (start + size > this.size) throw damagedInput(this.path, `${path} reaches beyond its end`)
    return new ArchiveBytes(path, size, this.handle, this.start + start, async () => {})
  }

  /** @returns How many bytes were read: fewer than asked for only at the end. */
  async readInto(target: Buffer, offset: number, length: number, position: number): Promise<number> {
    const wanted = Math.min(length, this.size - position)
    let done = 0
    while (done < wanted) {
      const place = this.start + position + done
      const {bytesRead} = await this.handle.read(target, offset + done, wanted - done, place)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return done
  }

  /** @param end - Where to stop, exclusive. */
  async *read(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end; ) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, end - position))
      const bytes = await this.readInto(piece, 0, piece.length, position)
      if (bytes === 0) throw damagedInput(this.path, 'it ends too early')
      yield piece.subarray(0, bytes)
      position += bytes
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release()
  }
}

function isDiskFull(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ENOSPC'
}

function noRoom(path: string, size: number, cause?: unknown): InputError {
  return new InputError(
    'INPUT_UNUSABLE',
    `${path} takes ${size} bytes unpacked, for which ${tmpdir()} has no room.`,
    'Set TMPDIR to a folder on a larger disk, or unpack the release and give its folder.',
    {cause},
  )
}
