import {mkdirSync} from 'node:fs'
import {basename, join} from 'node:path'
import {bundledModel, readModelManifest} from '../../models/model-folder.js'
import {findModelOf, modelExists, modelFolder} from '../../models/model-home.js'
import {replaceModelFolder} from '../../models/replace-model-folder.js'
import {IndexDamagedError, IndexUnwritableError, ModelUnusableError, UsageError} from '../errors.js'
import {FileVerifier} from '../files/checksum.js'
import {diskFailure} from '../files/disk-failure.js'
import {isEntryName} from '../files/entry-name.js'
import {cacheFolder} from '../files/home.js'
import {RemovedWhenDone} from '../files/removed-when-done.js'
import {neighbourPath, recoverFolder, swapFolders, syncFiles} from '../files/replace-folder.js'
import {builtIndexes, indexExists, indexFolder} from '../index-store/index-home.js'
import {lockIndex} from '../index-store/index-lock.js'
import {manifestFile, readManifest} from '../index-store/manifest.js'
import {dropPartial, keepPartial} from '../index-store/partial-build.js'
import {retireIndex} from '../index-store/retire-index.js'
import type {IndexManifest} from '../index-store/term-index.js'
import {VectorCache} from '../index-store/vector-cache.js'
import type {ArchivePart} from './archive-manifest.js'
import {IndexArchive} from './index-archive.js'

export interface ImportOptions {
  /** Default: the name it had. */
  readonly name?: string
  /** Whether an index of that name may be replaced. */
  readonly replace: boolean
  /** Told how many bytes were checked or written, of how many. */
  readonly onProgress?: (phase: 'checking' | 'unpacking', done: number, total: number) => void
  readonly env?: NodeJS.ProcessEnv
}

export interface ImportedIndex {
  readonly index: string
  readonly folder: string
  readonly manifest: IndexManifest
  readonly model: {
    readonly id: string
    /** Its name on this machine; absent where it is not here. */
    readonly name?: string
    /** Whether it came with the file and was not here yet. */
    readonly added: boolean
  }
}

/**
 * Takes an exported index in, and its model where that is not here yet. All is checked before anything is put in its place.
 *
 * @throws {InputError} When the file is missing, no exported index, damaged or of a newer version.
 * @throws {UsageError} When there is an index of that name, or the name is not allowed.
 * @throws {IndexDamagedError | ModelUnusableError} When what is in it does not fit together, or is of another version.
 * @throws {IndexUnwritableError} When the disk does not take it.
 * @throws {IndexBusyError} When the index of that name is being written.
 */
export async function importIndex(path: string, options: ImportOptions): Promise<ImportedIndex> {
  const {env, onProgress, replace} = options
  const cache = VectorCache.ofHome(env)
  await using archive = await IndexArchive.open(path)
  const name = options.name ?? archive.manifest.index
  const target = indexFolder(name, env)
  if (!replace) refuseExisting(name, env)
  let checked = 0
  await archive.checkSeal((bytes) => {
    checked += bytes
    onProgress?.('checking', checked, archive.size)
  })
  const {id, name: modelName, sha256} = archive.manifest.model
  const isHere = findModelOf(sha256, env)
  const parts: ArchivePart[] = modelName === undefined || isHere ? ['index'] : ['index', 'model']
  const total = parts.reduce((sum, part) => sum + archive.bytesOf(part), 0)
  let unpacked = 0
  const onBytes = (bytes: number) => {
    unpacked += bytes
    onProgress?.('unpacking', unpacked, total)
  }
  let added: string | undefined
  const manifest = await putIndex(target, {name, cache, env, replace}, async (folder) => {
    const found = await unpackIndex(archive, path, folder, onBytes)
    if (modelName !== undefined && !isHere) {
      added = freeModelName(modelName, sha256, env)
      await putModel(archive, path, modelFolder(added, env), env, onBytes)
    }
    return found
  })
  return {
    index: name,
    folder: target,
    manifest,
    model: {id, name: isHere?.name ?? added, added: added !== undefined},
  }
}

function refuseExisting(name: string, env: NodeJS.ProcessEnv | undefined): void {
  if (!indexExists(name, env)) return
  throw new UsageError(
    `There is already an index named ${name}.`,
    'Add --replace, or choose another name with --name.',
  )
}

/** Fills a folder beside the place of the index and puts it there; what is there stays as it is until then. */
async function putIndex(
  target: string,
  {
    cache,
    env,
    name,
    replace,
  }: {name: string; cache: VectorCache; env: NodeJS.ProcessEnv | undefined; replace: boolean},
  fill: (folder: string) => Promise<IndexManifest>,
): Promise<IndexManifest> {
  const lock = await lockIndex(target, name)
  const folder = neighbourPath(target, 'building')
  try {
    recoverFolder(target)
    if (!replace) refuseExisting(name, env) // it may have come while the file was checked
    keepPartial(folder, target) // of a build that was killed: nobody else holds the lock
    using _ = new RemovedWhenDone(folder)
    mkdirSync(folder)
    const manifest = await fill(folder)
    syncFiles(folder)
    const replaced = swapFolders(folder, target)
    dropPartial(target)
    // or the first query would read all of it once more
    verifierOf(env).remember(target, manifest.files)
    if (replaced) await retireIndex(replaced, cache, builtIndexes(env))
    return manifest
  } catch (error) {
    const reason = diskFailure(error)
    if (reason === undefined) throw error
    throw new IndexUnwritableError(name, reason, {cause: error})
  } finally {
    lock.release()
  }
}

async function unpackIndex(
  archive: IndexArchive,
  path: string,
  folder: string,
  onBytes: (bytes: number) => void,
): Promise<IndexManifest> {
  await archive.unpack('index', folder, onBytes)
  try {
    const manifest = readManifest(folder)
    if (!fits(archive, 'index', manifest.files) || manifest.model.sha256 !== archive.manifest.model.sha256) {
      throw new IndexDamagedError(manifestFile, 'does not fit the files beside it')
    }
    return manifest
  } catch (error) {
    if (!(error instanceof IndexDamagedError)) throw error
    // the folder that it was found in is gone when the message is read
    throw new IndexDamagedError(`${path}:index/${basename(error.path)}`, error.what, {cause: error})
  }
}

async function putModel(
  archive: IndexArchive,
  path: string,
  target: string,
  env: NodeJS.ProcessEnv | undefined,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const {sha256} = archive.manifest.model
  await replaceModelFolder(target, async (folder) => {
    await archive.unpack('model', folder, onBytes)
    const {files, graphs} = readModelManifest(folder)
    const isModelOfIndex = Object.values(graphs).some((graph) => graph?.sha256 === sha256)
    if (isModelOfIndex && fits(archive, 'model', files)) return
    throw new ModelUnusableError(
      `The model in ${path} is not that of the index, or its files do not fit its manifest.`,
      'Export the index again with "biolord indexes export".',
    )
  })
  verifierOf(env).remember(target, readModelManifest(target).files)
}

function verifierOf(env: NodeJS.ProcessEnv | undefined): FileVerifier {
  return new FileVerifier(join(cacheFolder(env), 'verified'))
}

/** Whether a manifest lists the files of its part, with the checksums by which they were unpacked. */
function fits(
  archive: IndexArchive,
  part: ArchivePart,
  files: Readonly<Record<string, {readonly bytes: number; readonly sha256: string}>>,
): boolean {
  const names = archive.namesOf(part).filter((name) => name !== manifestFile)
  return (
    names.length === Object.keys(files).length &&
    names.every((name) => files[name]?.sha256 === archive.manifest.files[`${part}/${name}`]?.sha256)
  )
}

/** An index finds its model by hash, so that any name does: the one it had, or that and a piece of the hash. */
function freeModelName(name: string, sha256: string, env: NodeJS.ProcessEnv | undefined): string {
  const isFree = isEntryName(name) && name !== bundledModel && !modelExists(name, env)
  return isFree ? name : `${isEntryName(name) ? name.slice(0, 50) : 'model'}-${sha256.slice(0, 8)}`
}
