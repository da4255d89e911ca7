import {createHash} from 'node:crypto'
import {existsSync, readFileSync, renameSync, rmSync, statSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {bundledModel, readModelManifest} from '../../models/model-folder.js'
import {findModelOf, type ResolvedModel} from '../../models/model-home.js'
import {IndexDamagedError, ModelMissingError, ModelUnusableError, UsageError} from '../errors.js'
import type {FileChecksum} from '../files/checksum.js'
import {diskFailure} from '../files/disk-failure.js'
import {isFolder} from '../files/make-folder.js'
import {realPath} from '../files/real-path.js'
import {RemovedWhenDone} from '../files/removed-when-done.js'
import {neighbourPath} from '../files/replace-folder.js'
import type {ResolvedIndex} from '../index-store/index-home.js'
import {manifestFile, manifestText, readManifest} from '../index-store/manifest.js'
import {
  type ArchiveManifest,
  type ArchivePart,
  archiveFormatVersion,
  archiveManifestFile,
} from './archive-manifest.js'
import {type PackedFile, writeArchive} from './write-archive.js'

export interface ExportOptions {
  /** `auto`: unless it is the model that ships, which every installation has. */
  readonly model: 'auto' | 'with' | 'without'
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
  readonly toolVersion: string
  /** Told how many bytes were packed, of how many. */
  readonly onProgress?: (done: number, total: number) => void
  readonly env?: NodeJS.ProcessEnv
}

export interface ExportedIndex {
  readonly index: string
  readonly file: string
  readonly bytes: number
  readonly model: {readonly id: string; readonly included: boolean}
}

/**
 * Writes an index and its model into one file, beside its place and then renamed. The same index and model give the same
 * bytes.
 *
 * @throws {UsageError} When the file is there already or cannot be written.
 * @throws {IndexMissingError | IndexDamagedError} When the index is not whole.
 * @throws {ModelMissingError | ModelUnusableError} When the model should go with it and is not here or not whole.
 */
export async function exportIndex(
  {folder, name}: ResolvedIndex,
  file: string,
  {env, model: which, onProgress, replace, toolVersion}: ExportOptions,
): Promise<ExportedIndex> {
  refuseTaken(file, replace)
  const manifest = readManifest(folder)
  const model = which === 'without' ? undefined : chooseModel(manifest.model, which === 'with', env)
  const files = [
    ...partFiles('index', folder, Buffer.from(manifestText(manifest)), manifest.files),
    ...(model ? modelFiles(model) : []),
  ]
  const {id, sha256} = manifest.model
  const archive: ArchiveManifest = {
    formatVersion: archiveFormatVersion,
    toolVersion,
    index: name,
    model: {id, sha256, ...(model ? {name: model.name} : {})},
    files: Object.fromEntries(files.map((one) => [one.name, one.checksum])),
  }
  const all = [
    ofBytes(archiveManifestFile, Buffer.from(`${JSON.stringify(archive, undefined, 2)}\n`)),
    ...files,
  ]
  const total = all.reduce((sum, {checksum}) => sum + checksum.bytes, 0)
  let done = 0
  const bytes = await writeBeside(file, replace, all, (packed) => {
    done += packed
    onProgress?.(done, total)
  })
  return {index: name, file, bytes, model: {id, included: model !== undefined}}
}

function chooseModel(
  {id, sha256}: {readonly id: string; readonly sha256: string},
  always: boolean,
  env: NodeJS.ProcessEnv | undefined,
): ResolvedModel | undefined {
  const found = findModelOf(sha256, env)
  if (found?.name === bundledModel && !always) return undefined
  if (found) return found
  throw new ModelMissingError(
    `The model ${id} of the index is not on this machine.`,
    'Get it with "biolord model pull" or "biolord model import", or export without it: --no-model.',
  )
}

function modelFiles({folder}: ResolvedModel): PackedFile[] {
  return partFiles(
    'model',
    folder,
    readFileSync(join(folder, 'manifest.json')),
    readModelManifest(folder).files,
  )
}

function partFiles(
  part: ArchivePart,
  folder: string,
  manifest: Buffer,
  files: Readonly<Record<string, FileChecksum>>,
): PackedFile[] {
  const names = Object.keys(files).sort()
  return [
    ofBytes(`${part}/${manifestFile}`, manifest),
    ...names.map((name): PackedFile => {
      const content = join(folder, name)
      const damaged = (what: string) =>
        part === 'index'
          ? new IndexDamagedError(content, what)
          : new ModelUnusableError(`The model file ${content} ${what}.`, 'Import or pull the model again.')
      return {name: `${part}/${name}`, content, checksum: files[name]!, damaged}
    }),
  ]
}

function ofBytes(name: string, content: Buffer): PackedFile {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const damaged = (what: string) => new RangeError(`${name} ${what}`)
  return {name, content, checksum: {bytes: content.length, sha256}, damaged}
}

async function writeBeside(
  file: string,
  replace: boolean,
  files: readonly PackedFile[],
  onBytes: (bytes: number) => void,
): Promise<number> {
  const target = realPath(resolve(file))
  const beside = neighbourPath(target, `writing-${process.pid}`)
  using _ = new RemovedWhenDone(beside)
  try {
    rmSync(beside, {force: true})
    const handle = await open(beside, 'wx')
    let bytes: number
    try {
      bytes = await writeArchive(handle, files, onBytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    refuseTaken(file, replace)
    renameSync(beside, target)
    return bytes
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason = code === 'ENOENT' ? 'there is no such folder' : diskFailure(error)
    if (reason === undefined) throw error
    throw new UsageError(
      `The file ${file} cannot be written: ${reason}.`,
      'Name a file in a folder that can be written and has room.',
      {cause: error},
    )
  }
}

function refuseTaken(file: string, replace: boolean): void {
  if (isFolder(file)) {
    throw new UsageError(`${file} is a folder.`, 'Name the file to write.')
  }
  if (!existsSync(file)) return
  if (!replace)
    throw new UsageError(`The file ${file} exists already.`, 'Add --replace, or name another file.')
  if (!statSync(file).isFile()) throw new UsageError(`${file} is no file.`, 'Name the file to write.')
}
