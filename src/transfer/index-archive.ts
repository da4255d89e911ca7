import {createHash} from 'node:crypto'
import {open, stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {Entry} from 'yauzl'
import {ArchiveBytes} from '../../ontologies/archive-bytes.js'
import {damagedInput, inputFailure} from '../../ontologies/input-failure.js'
import {readZipEntry} from '../../ontologies/read-zip-entry.js'
import {readZipDirectory, type ZipDirectory} from '../../ontologies/zip-directory.js'
import {InputError} from '../errors.js'
import {
  type ArchiveManifest,
  type ArchivePart,
  archiveManifestFile,
  parseArchiveManifest,
} from './archive-manifest.js'
import {sealBytes} from './seal.js'

/** A manifest names some dozen files; the kept files of many sources make it longer. */
const mostManifestBytes = 1 << 20

/** An exported index whose manifest was read, and which holds the files that the manifest names and no others. */
export class IndexArchive implements AsyncDisposable {
  private constructor(
    private readonly bytes: ArchiveBytes,
    private readonly directory: ZipDirectory,
    private readonly entries: ReadonlyMap<string, Entry>,
    readonly manifest: ArchiveManifest,
  ) {}

  /** @throws {InputError} When the file is missing, no exported index, damaged or of a newer version. */
  static async open(path: string): Promise<IndexArchive> {
    let bytes: ArchiveBytes
    try {
      if (!(await stat(path)).isFile()) throw notExported(path)
      bytes = await ArchiveBytes.ofFile(path)
    } catch (failure) {
      throw inputFailure(path, failure)
    }
    try {
      await refuseOther(bytes)
      const directory = await readZipDirectory(bytes)
      const entries = namedEntries(path, directory.entries)
      const manifest = await readArchiveManifest(bytes, directory, entries)
      return new IndexArchive(bytes, directory, entries, manifest)
    } catch (failure) {
      await bytes[Symbol.asyncDispose]()
      throw inputFailure(path, failure)
    }
  }

  /**
   * Reads the file whole and compares it with its seal.
   *
   * @param onBytes - Told how many bytes were read.
   * @throws {InputError} When any byte is not what was written.
   */
  async checkSeal(onBytes: (bytes: number) => void): Promise<void> {
    const {bytes} = this
    const hash = createHash('sha256')
    const end = bytes.size - sealBytes
    for await (const chunk of bytes.read(0, end)) {
      hash.update(chunk)
      onBytes(chunk.length)
    }
    const seal = Buffer.alloc(sealBytes)
    await bytes.readInto(seal, 0, sealBytes, end)
    if (seal.toString('latin1') !== hash.digest('hex')) {
      throw damagedInput(bytes.path, 'it was altered or cut since it was exported')
    }
  }

  get size(): number {
    return this.bytes.size
  }

  /** Bytes of the files of a part. */
  bytesOf(part: ArchivePart): number {
    return this.namesOf(part).reduce((sum, name) => sum + this.manifest.files[`${part}/${name}`]!.bytes, 0)
  }

  /** Plain names of the files of a part. */
  namesOf(part: ArchivePart): string[] {
    return Object.keys(this.manifest.files)
      .filter((path) => path.startsWith(`${part}/`))
      .map((path) => path.slice(part.length + 1))
  }

  /**
   * Writes the files of a part into a folder that is there and empty.
   *
   * @param onBytes - Told how many bytes were written.
   * @throws {InputError} When a file does not match its checksum.
   */
  async unpack(part: ArchivePart, folder: string, onBytes: (bytes: number) => void): Promise<void> {
    for (const name of this.namesOf(part)) {
      const path = `${part}/${name}`
      const hash = createHash('sha256')
      const file = await open(join(folder, name), 'wx')
      try {
        for await (const chunk of this.readEntry(path)) {
          hash.update(chunk)
          await file.writeFile(chunk)
          onBytes(chunk.length)
        }
      } finally {
        await file.close()
      }
      if (hash.digest('hex') !== this.manifest.files[path]!.sha256) {
        throw damagedInput(`${this.bytes.path}:${path}`, 'it does not match its checksum')
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bytes[Symbol.asyncDispose]()
  }

  private readEntry(path: string): AsyncGenerator<Buffer> {
    return readZipEntry(this.bytes, this.directory, this.entries.get(path)!, `${this.bytes.path}:${path}`)
  }
}

/** @throws {InputError} When the file does not start as an export does: with its manifest. */
async function refuseOther(bytes: ArchiveBytes): Promise<void> {
  const start = Buffer.alloc(30 + archiveManifestFile.length)
  const read = await bytes.readInto(start, 0, start.length, 0)
  const isExport =
    read === start.length &&
    start.subarray(0, 4).toString('hex') === '504b0304' &&
    start.subarray(30).toString('latin1') === archiveManifestFile
  if (!isExport) throw notExported(bytes.path)
}

function notExported(path: string): InputError {
  return new InputError(
    'INPUT_UNKNOWN_FORMAT',
    `${path} is no exported index, or its start is damaged.`,
    'Give a file that "biolord indexes export" wrote; terminologies are read by "biolord index".',
  )
}

/** @throws {InputError} When a name comes twice, or something is a link or packed in a way that an export is not. */
function namedEntries(path: string, entries: readonly Entry[]): Map<string, Entry> {
  const named = new Map<string, Entry>()
  for (const entry of entries) {
    const type = (entry.externalFileAttributes >>> 16) & 0o170000
    const isPlain = (type === 0 || type === 0o100000) && entry.compressionMethod === 0
    if (!isPlain || named.has(entry.fileName) || entry.compressedSize !== entry.uncompressedSize) {
      throw foreign(path, entry.fileName)
    }
    named.set(entry.fileName, entry)
  }
  return named
}

async function readArchiveManifest(
  bytes: ArchiveBytes,
  directory: ZipDirectory,
  entries: ReadonlyMap<string, Entry>,
): Promise<ArchiveManifest> {
  const {path} = bytes
  const entry = entries.get(archiveManifestFile)
  if (entry === undefined || entry.uncompressedSize > mostManifestBytes)
    throw foreign(path, archiveManifestFile)
  const chunks: Buffer[] = []
  for await (const chunk of readZipEntry(bytes, directory, entry, `${path}:${archiveManifestFile}`))
    chunks.push(chunk)
  const manifest = parseArchiveManifest(Buffer.concat(chunks).toString('utf8'), path)
  for (const [name, {bytes: size}] of Object.entries(manifest.files)) {
    if (entries.get(name)?.uncompressedSize !== size) throw foreign(path, name)
  }
  const surplus = [...entries.keys()].find(
    (name) => name !== archiveManifestFile && !Object.hasOwn(manifest.files, name),
  )
  if (surplus !== undefined) throw foreign(path, surplus)
  return manifest
}

function foreign(path: string, name: string): InputError {
  return damagedInput(path, `"${name.slice(0, 100)}" in it is not as an export writes it`)
}
