import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import type {FileHandle} from 'node:fs/promises'
import {type PassThrough, Readable} from 'node:stream'
import type {FileChecksum} from '../files/checksum.js'
import {SealingWriter, unsealed} from './seal.js'

/** A file to be packed. */
export interface PackedFile {
  /** In the archive, with `/`. */
  readonly name: string
  /** Absolute path, or the bytes themselves. */
  readonly content: string | Buffer
  readonly checksum: FileChecksum
  /** Makes the error for a file that is missing or does not match; takes the rest of a sentence that starts with its name. */
  readonly damaged: (what: string) => Error
}

/** The same for every file, so that equal indexes give equal exports; the DOS time of a zip knows no time zone. */
const options = {
  compress: false,
  forceDosTimestamp: true,
  mode: 0o100644,
  mtime: new Date(1980, 0, 1),
}

/**
 * Writes files into a zip, stored as they are: vectors do not shrink, and the bytes then do not depend on a version of zlib.
 * Each is compared with its checksum on the way. ZIP64 where the sizes need it.
 *
 * @param onBytes - Told how many bytes of the files were packed.
 * @returns Size of the archive.
 * @throws What `damaged` of a file makes, or the failure of the disk.
 */
export async function writeArchive(
  target: FileHandle,
  files: readonly PackedFile[],
  onBytes: (bytes: number) => void,
): Promise<number> {
  const {ZipFile} = await import('yazl')
  const zip = new ZipFile()
  const output = zip.outputStream as PassThrough
  let current: Readable | undefined
  zip.on('error', (failure: Error) => output.destroy(failure))
  for (const file of files) {
    const size = file.checksum.bytes
    zip.addReadStreamLazy(file.name, {...options, size}, (give) => {
      current = Readable.from(checkedBytes(file, onBytes), {objectMode: false})
      // yazl does not listen to the streams that it is given
      current.on('error', (failure) => output.destroy(failure))
      give(null, current)
    })
  }
  zip.end({comment: unsealed, forceZip64Format: false})
  const writer = new SealingWriter(target)
  try {
    for await (const chunk of output) await writer.write(chunk as Buffer)
    return await writer.end()
  } finally {
    current?.destroy()
  }
}

async function* checkedBytes(
  {checksum, content, damaged}: PackedFile,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    const chunks =
      typeof content === 'string' ? createReadStream(content, {highWaterMark: 1 << 20}) : [content]
    for await (const chunk of chunks as AsyncIterable<Buffer> | Buffer[]) {
      bytes += chunk.length
      // stops at once where a file grows: the archive has room for what was promised
      if (bytes > checksum.bytes) break
      hash.update(chunk)
      onBytes(chunk.length)
      yield chunk
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw damaged('is missing')
    throw cause
  }
  if (bytes !== checksum.bytes) throw damaged(`does not have ${checksum.bytes} bytes`)
  if (hash.digest('hex') !== checksum.sha256) throw damaged('does not match its checksum')
}
