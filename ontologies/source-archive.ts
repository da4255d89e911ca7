import {createReadStream} from 'node:fs'
import {posix} from 'node:path'
import {pipeline, Readable} from 'node:stream'
import {crc32, createInflateRaw} from 'node:zlib'
import type {Entry, ZipFile} from 'yauzl'
import {InputError} from '../src/errors.js'
import {damagedInput, inputFailure} from './input-failure.js'
import type {SourceFile} from './source-files.js'
import {byRelativePath, isHidden, refuseTooMany} from './source-listing.js'
import {refuseBomb, unpacked} from './unpacked.js'

/**
 * The files of a zip, read from where they lie in it.
 *
 * @param size - Bytes of the archive.
 * @returns The files, and a function that closes the archive.
 * @throws {InputError} When the archive is damaged or encrypted, names a file outside itself, or promises to unpack to
 *   far more than a release.
 */
export async function openArchive(
  path: string,
  size: number,
): Promise<{files: SourceFile[]; close: () => void}> {
  const zip = await openZip(path)
  try {
    const files: SourceFile[] = []
    let promised = 0
    for (const entry of await listEntries(zip, path)) {
      if (entry.fileName.split('/').some(isHidden)) continue
      // entries may overlap in the archive, so their sum is held against the archive's own size
      promised += entry.uncompressedSize
      refuseBomb(path, size, promised)
      files.push(archivedFile(zip, entry, path))
    }
    return {files: files.sort(byRelativePath), close: () => zip.close()}
  } catch (failure) {
    zip.close()
    throw failure
  }
}

async function openZip(path: string): Promise<ZipFile> {
  const {default: yauzl} = await import('yauzl')
  try {
    // sizes are checked below, with the checksum
    return await yauzl.openPromise(path, {autoClose: false, validateEntrySizes: false})
  } catch (failure) {
    throw zipFailure(path, failure)
  }
}

async function listEntries(zip: ZipFile, path: string): Promise<Entry[]> {
  refuseTooMany(path, zip.entryCount)
  const entries: Entry[] = []
  try {
    // refuses names that are absolute or lead upwards
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry)
  } catch (failure) {
    throw zipFailure(path, failure)
  }
  if (entries.some((entry) => entry.isEncrypted())) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${path} is encrypted.`,
      'Unpack it with its password, and give the folder.',
    )
  }
  return entries
}

function archivedFile(zip: ZipFile, entry: Entry, archive: string): SourceFile {
  const path = `${archive}:${entry.fileName}`
  return {
    path,
    relativePath: entry.fileName,
    name: posix.basename(entry.fileName),
    size: entry.uncompressedSize,
    canUnpack: entry.canDecodeFileData(),
    open: () => unpacked(inflated(zip, entry, archive, path), path, entry.compressedSize),
  }
}

async function* inflated(zip: ZipFile, entry: Entry, archive: string, path: string): AsyncGenerator<Buffer> {
  if (!entry.canDecodeFileData()) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${path} is packed with a method that is not supported (${entry.compressionMethod}).`,
      'Unpack the archive, and give the folder.',
    )
  }
  // yauzl checks no checksum
  let bytes = 0
  let checksum = 0
  try {
    for await (const chunk of await openEntry(zip, entry, archive)) {
      bytes += chunk.length
      refuseSurplus(path, entry.uncompressedSize, bytes)
      checksum = crc32(chunk, checksum)
      yield chunk
    }
  } catch (failure) {
    throw zipFailure(path, failure)
  }
  if (bytes < entry.uncompressedSize) {
    throw damagedInput(path, `it has ${bytes} bytes instead of ${entry.uncompressedSize}`)
  }
  if (checksum !== entry.crc32) throw damagedInput(path, 'its content does not match its checksum')
}

/**
 * Where an entry lies, yauzl says; its own streams crash the process when one is left early while another reads.
 *
 * @see https://github.com/thejoshwolfe/yauzl/blob/3.4.0/fd-slicer.js `_read` uses what `_cleanup` has set to null
 */
async function openEntry(zip: ZipFile, entry: Entry, archive: string): Promise<Readable> {
  const {fileDataStart: start} = await zip.readLocalFileHeaderPromise(entry, {minimal: true})
  if (entry.compressedSize === 0) return Readable.from([])
  const stored = createReadStream(archive, {
    start,
    end: start + entry.compressedSize - 1,
    highWaterMark: 256 << 10,
  })
  if (entry.compressionMethod === 0) return stored
  const inflate = createInflateRaw({chunkSize: 128 << 10})
  // a failure of either end destroys the other and is thrown to whoever reads
  pipeline(stored, inflate, () => {})
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

/** What is not the file system's failure is a fault of the archive: yauzl and zlib throw plain errors. */
function zipFailure(path: string, failure: unknown): unknown {
  const known = inputFailure(path, failure)
  if (known !== failure || failure instanceof InputError) return known
  return damagedInput(path, failure instanceof Error ? failure.message : String(failure), failure)
}
