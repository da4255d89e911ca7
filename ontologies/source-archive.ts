import {posix} from 'node:path'
import type {Entry} from 'yauzl'
import {InputError} from '../src/errors.js'
import {ArchiveBytes} from './archive-bytes.js'
import {damagedInput, inputFailure} from './input-failure.js'
import {readStart} from './read-head.js'
import {readZipEntry} from './read-zip-entry.js'
import type {SourceFile} from './source-files.js'
import {byRelativePath, isHidden, refuseTooMany} from './source-listing.js'
import {isZipStart} from './source-magic.js'
import {refuseBomb, unpacked} from './unpacked.js'
import {readZipDirectory, type ZipDirectory} from './zip-directory.js'

/** The files of a zip, and how to close it. */
export interface OpenedArchive {
  readonly files: SourceFile[]
  readonly close: () => Promise<void>
}

export interface OpenArchiveOptions {
  /** What the relative paths of the files start with, ending with `/`; for a zip that is one file of a folder. */
  readonly folder?: string
  /** Receives a sentence before something is done that takes long or much of the disk. */
  readonly onNote?: (sentence: string) => void
}

/** Archives within one zip; the UMLS has three. */
const mostInner = 20
/** What the UMLS packs twice was packed well the first time. */
const largestInnerRatio = 20

/**
 * The files of a zip, and of the zips in it that the UMLS calls `.nlm`, read from where they lie. Only a zip that is packed
 * once more inside the other is unpacked, to a temporary file that is gone when the archive is closed.
 *
 * @throws {InputError} When an archive is damaged or encrypted, names a file outside itself, promises to unpack to far
 *   more than a release, or when archives lie within archives within archives.
 */
export async function openArchive(path: string, options: OpenArchiveOptions = {}): Promise<OpenedArchive> {
  const opened: ArchiveBytes[] = []
  const close = async () => {
    for (const bytes of opened.splice(0).reverse()) await bytes[Symbol.asyncDispose]()
  }
  try {
    const bytes = await ArchiveBytes.ofFile(path)
    opened.push(bytes)
    const files = await listArchive(bytes, options.folder ?? '', {...options, opened, isInner: false})
    return {files: files.sort(byRelativePath), close}
  } catch (failure) {
    await close()
    throw inputFailure(path, failure)
  }
}

interface Listing extends OpenArchiveOptions {
  /** Takes what is to be closed. */
  readonly opened: ArchiveBytes[]
  readonly isInner: boolean
}

async function listArchive(bytes: ArchiveBytes, folder: string, listing: Listing): Promise<SourceFile[]> {
  const directory = await readZipDirectory(bytes)
  const files: SourceFile[] = []
  let promised = 0
  for (const entry of directory.entries) {
    if (entry.fileName.split('/').some(isHidden)) continue
    // entries may overlap in the archive, so their sum is held against the archive's own size
    promised += entry.uncompressedSize
    refuseBomb(bytes.path, bytes.size, promised)
    const file = archivedFile(bytes, directory, entry, folder)
    if (isNlm(file.name) && isZipStart(await readStart(file))) {
      if (listing.isInner) throw tooDeep(file.path)
      const inner = await innerBytes(bytes, directory, entry, file.path, listing)
      files.push(...(await listArchive(inner, `${file.relativePath}/`, {...listing, isInner: true})))
      refuseTooMany(bytes.path, files.length)
    } else {
      files.push(file)
    }
  }
  return files
}

/** The UMLS packs its tables into zips of this suffix; `otherks` holds the lexicon and what else is not read here. */
export function isNlm(name: string): boolean {
  return /\.nlm$/i.test(name) && !/otherks/i.test(name)
}

function archivedFile(
  bytes: ArchiveBytes,
  directory: ZipDirectory,
  entry: Entry,
  folder: string,
): SourceFile {
  const path = `${bytes.path}:${entry.fileName}`
  return {
    path,
    relativePath: folder + entry.fileName,
    name: posix.basename(entry.fileName),
    size: entry.uncompressedSize,
    canUnpack: entry.canDecodeFileData(),
    open: () => unpacked(readZipEntry(bytes, directory, entry, path), path, entry.compressedSize),
  }
}

async function innerBytes(
  outer: ArchiveBytes,
  directory: ZipDirectory,
  entry: Entry,
  path: string,
  {onNote, opened}: Listing,
): Promise<ArchiveBytes> {
  if (opened.length > mostInner) {
    throw new InputError(
      'INPUT_TOO_LARGE',
      `${outer.path} holds more than ${mostInner} archives.`,
      'Give the archive of one release, or its folder.',
    )
  }
  const inner =
    entry.compressionMethod === 0
      ? outer.part(path, await directory.dataStart(entry), storedSize(entry, path))
      : await unpackedInner(outer, directory, entry, path, onNote)
  opened.push(inner)
  return inner
}

function storedSize({compressedSize, uncompressedSize}: Entry, path: string): number {
  if (compressedSize !== uncompressedSize) throw damagedInput(path, 'its sizes do not agree')
  return compressedSize
}

async function unpackedInner(
  outer: ArchiveBytes,
  directory: ZipDirectory,
  entry: Entry,
  path: string,
  onNote: OpenArchiveOptions['onNote'],
): Promise<ArchiveBytes> {
  const {compressedSize, uncompressedSize} = entry
  refuseBomb(path, compressedSize, uncompressedSize, largestInnerRatio)
  onNote?.(
    `${path} is packed twice: unpacking ${megabytes(uncompressedSize)} MB to a temporary file, which does not stay.`,
  )
  const content = readZipEntry(outer, directory, entry, path)
  return ArchiveBytes.ofTemporaryFile(path, uncompressedSize, content)
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1e6)
}

function tooDeep(path: string): InputError {
  return new InputError(
    'INPUT_UNUSABLE',
    `${path} is an archive in an archive in an archive.`,
    'No release is packed like this. Unpack the outer archives, and give the folder.',
  )
}
