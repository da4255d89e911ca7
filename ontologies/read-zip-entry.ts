import {pipeline, Readable} from 'node:stream'
import {crc32, createInflateRaw} from 'node:zlib'
import type {Entry} from 'yauzl'
import {InputError} from '../src/errors.js'
import type {ArchiveBytes} from './archive-bytes.js'
import {damagedInput} from './input-failure.js'
import {type ZipDirectory, zipFailure} from './zip-directory.js'

/**
 * Reads an entry of a zip, inflated, and holds it against its size and checksum, which yauzl does not.
 *
 * @param path - The entry as the user knows it.
 * @throws {InputError} When it is damaged, packed with a rare method, or gives more than the archive says.
 */
export async function* readZipEntry(
  bytes: ArchiveBytes,
  directory: ZipDirectory,
  entry: Entry,
  path: string,
): AsyncGenerator<Buffer> {
  if (!entry.canDecodeFileData()) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${path} is packed with a method that is not supported (${entry.compressionMethod}).`,
      'Unpack the archive, and give the folder.',
    )
  }
  let found = 0
  let checksum = 0
  try {
    for await (const chunk of await openEntry(bytes, directory, entry)) {
      found += chunk.length
      refuseSurplus(path, entry.uncompressedSize, found)
      checksum = crc32(chunk, checksum)
      yield chunk
    }
  } catch (failure) {
    throw zipFailure(path, failure)
  }
  if (found < entry.uncompressedSize) {
    throw damagedInput(path, `it has ${found} bytes instead of ${entry.uncompressedSize}`)
  }
  if (checksum !== entry.crc32) throw damagedInput(path, 'its content does not match its checksum')
}

async function openEntry(
  bytes: ArchiveBytes,
  directory: ZipDirectory,
  entry: Entry,
): Promise<AsyncIterable<Buffer>> {
  const start = await directory.dataStart(entry)
  const stored = bytes.read(start, start + entry.compressedSize)
  if (entry.compressionMethod === 0 || entry.compressedSize === 0) return stored
  const inflate = createInflateRaw({chunkSize: 128 << 10})
  // a failure of either end destroys the other and is thrown to whoever reads
  pipeline(Readable.from(stored), inflate, () => {})
  return inflate
}

function refuseSurplus(path: string, promisedBytes: number, bytes: number): void {
  if (bytes <= promisedBytes) return
  throw new InputError(
    'INPUT_TOO_LARGE',
    `${path} unpacks to more than the ${promisedBytes} bytes that the archive names.`,
    'The archive is malicious or damaged: download it again from where it is published.',
  )
}
