import {open, stat} from 'node:fs/promises'
import {basename} from 'node:path'
import {InputError} from '../src/errors.js'
import {inputFailure} from './input-failure.js'
import {isNlm, type OpenedArchive, openArchive} from './source-archive.js'
import {listFolder} from './source-folder.js'
import {byRelativePath, refuseTooMany} from './source-listing.js'
import {isZipStart} from './source-magic.js'
import {plainFile} from './source-plain-file.js'

/** A file of a source, wherever it lies. */
export interface SourceFile {
  /** As the user knows it, for messages: `release.zip:Snapshot/Terminology/….txt`. */
  readonly path: string
  /** Below the source, with `/`; the file's own name when the source is that file. */
  readonly relativePath: string
  /** Last part of the path. A hint only: what a file is, its content says. */
  readonly name: string
  /** Bytes as stored, before any gzip is unpacked. */
  readonly size: number
  /** Whether {@link open} knows how it is packed; `false` only for rare methods of zip. */
  readonly canUnpack: boolean
  /**
   * Reads the file from its start, unpacked. May be called again; leaving the loop early closes the file.
   *
   * @throws {InputError} While reading, when the file is gone, unreadable, damaged or unpacks to far too much.
   */
  open(): AsyncIterable<Buffer>
}

/** What a path given by the user holds. */
export interface SourceFiles extends AsyncDisposable {
  readonly path: string
  readonly kind: 'folder' | 'archive' | 'file'
  /** By relative path, in code unit order, so that a folder and an archive of it are read in the same order. */
  readonly files: readonly SourceFile[]
}

/**
 * Opens a terminology as the user gives it: a folder, a zip, a gzipped file or a plain file, told apart by content. The
 * archives of the UMLS (`.nlm`) are opened inside folders and zips too. Nothing is unpacked to disk, save for an archive
 * that is packed once more inside another (see {@link openArchive}).
 *
 * @param onNote - Receives a sentence before something is done that takes long or much of the disk.
 * @throws {InputError} When the path is missing, empty, unreadable, neither file nor folder, or a damaged, encrypted or
 *   malicious archive.
 */
export async function openSource(path: string, onNote?: (sentence: string) => void): Promise<SourceFiles> {
  try {
    const stats = await stat(path)
    if (stats.isDirectory()) return await openFolder(path, onNote)
    if (!stats.isFile()) {
      throw new InputError(
        'INPUT_UNUSABLE',
        `${path} is neither a file nor a folder.`,
        'Save what it delivers to a file, and give that.',
      )
    }
    if (stats.size === 0) throw emptyInput(`The file ${path} is empty.`)
    if (await isArchive(path)) {
      const {files, close} = await openArchive(path, {onNote})
      return await filled({path, kind: 'archive', files}, close)
    }
    return await filled({path, kind: 'file', files: [plainFile(path, basename(path), stats.size)]})
  } catch (failure) {
    throw inputFailure(path, failure)
  }
}

/**
 * Several sources as one, in the order given; paths below it start with the number of the source, so that no two files
 * share one.
 *
 * @param sources - One or more; the first alone is given back as it is. They stay the caller's to close.
 */
export function uniteSources(sources: readonly SourceFiles[]): SourceFiles {
  const [first, ...more] = sources
  if (first === undefined) throw new RangeError('no source was given')
  if (more.length === 0) return first
  return {
    path: sources.map(({path}) => path).join(', '),
    kind: 'folder',
    files: sources.flatMap(({files}, i) =>
      files.map((file) => ({...file, relativePath: `${i + 1}/${file.relativePath}`})),
    ),
    [Symbol.asyncDispose]: async () => {},
  }
}

/**
 * Files that lie in one folder under other names, as a source.
 *
 * @throws {InputError} When one of them cannot be read.
 */
export async function filesAsSource(
  path: string,
  files: readonly {readonly name: string; readonly path: string}[],
): Promise<SourceFiles> {
  const found: SourceFile[] = []
  for (const file of files) {
    try {
      found.push(plainFile(file.path, file.name, (await stat(file.path)).size))
    } catch (failure) {
      throw inputFailure(file.path, failure)
    }
  }
  return {path, kind: 'folder', files: found, [Symbol.asyncDispose]: async () => {}}
}

/** A folder with the archives of the UMLS in it opened, as if they had been unpacked beside themselves. */
async function openFolder(path: string, onNote?: (sentence: string) => void): Promise<SourceFiles> {
  const files: SourceFile[] = []
  const opened: OpenedArchive[] = []
  const close = async () => {
    for (const archive of opened) await archive.close()
  }
  try {
    for (const file of await listFolder(path)) {
      if (!isNlm(file.name) || !(await isArchive(file.path))) {
        files.push(file)
        continue
      }
      const archive = await openArchive(file.path, {folder: `${file.relativePath}/`, onNote})
      opened.push(archive)
      files.push(...archive.files)
      refuseTooMany(path, files.length)
    }
    return await filled({path, kind: 'folder', files: files.sort(byRelativePath)}, close)
  } catch (failure) {
    await close()
    throw failure
  }
}

async function filled(
  source: Omit<SourceFiles, keyof AsyncDisposable>,
  close = async () => {},
): Promise<SourceFiles> {
  if (source.files.length === 0) {
    await close()
    throw emptyInput(`The ${source.kind} ${source.path} holds no files.`)
  }
  return {...source, [Symbol.asyncDispose]: close}
}

function emptyInput(message: string): InputError {
  return new InputError('INPUT_EMPTY', message, 'Give a terminology release: a file, a folder or a zip.')
}

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const {buffer, bytesRead} = await file.read(Buffer.alloc(4), 0, 4, 0)
    return isZipStart(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
