import type {Entry, ZipFile} from 'yauzl'
import {InputError} from '../src/errors.js'
import type {ArchiveBytes} from './archive-bytes.js'
import {damagedInput, inputFailure} from './input-failure.js'
import {refuseTooMany} from './source-listing.js'

/** What a zip holds, and where. */
export interface ZipDirectory {
  /** Without folders. */
  readonly entries: readonly Entry[]
  /** Offset of an entry's data, from its local header. */
  dataStart(entry: Entry): Promise<number>
}

/** @throws {InputError} When the archive is damaged or encrypted, or names a file outside itself. */
export async function readZipDirectory(bytes: ArchiveBytes): Promise<ZipDirectory> {
  const {path} = bytes
  const zip = await openZip(bytes)
  return {
    entries: await listEntries(zip, path),
    dataStart: async (entry) => (await zip.readLocalFileHeaderPromise(entry, {minimal: true})).fileDataStart,
  }
}

async function openZip(bytes: ArchiveBytes): Promise<ZipFile> {
  const {default: yauzl} = await import('yauzl')
  // its own streams crash the process when one is left early while another reads, so it only reads the headers:
  // https://github.com/thejoshwolfe/yauzl/blob/3.4.0/fd-slicer.js `_read` uses what `_cleanup` has set to null
  class Reader extends yauzl.RandomAccessReader {
    override read(
      target: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (failure: Error | null, bytesRead?: number) => void,
    ): void {
      bytes.readInto(target, offset, length, position).then((read) => callback(null, read), callback)
    }
  }
  try {
    // sizes are checked with the checksum, when an entry is read
    const options = {autoClose: false, lazyEntries: true, validateEntrySizes: false}
    return await yauzl.fromRandomAccessReaderPromise(new Reader(), bytes.size, options)
  } catch (failure) {
    throw zipFailure(bytes.path, failure)
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

/** What is not the file system's failure is a fault of the archive: yauzl and zlib throw plain errors. */
export function zipFailure(path: string, failure: unknown): unknown {
  const known = inputFailure(path, failure)
  if (known !== failure || failure instanceof InputError) return known
  return damagedInput(path, failure instanceof Error ? failure.message : String(failure), failure)
}
