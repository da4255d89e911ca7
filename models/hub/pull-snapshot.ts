import {existsSync, rmSync, statfsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {HubError} from '../../src/errors.js'
import {diskFailure} from '../../src/files/disk-failure.js'
import {lockBlob} from './blob-lock.js'
import {
  blobPath,
  cachedBytes,
  linkIntoSnapshot,
  lockPath,
  repositoryFolder,
  snapshotFolder,
  writeRef,
} from './cache-layout.js'
import type {RepositoryDescription} from './describe-repository.js'
import {downloadBlob, isIntact} from './download-blob.js'
import {HubClient} from './hub-client.js'
import {type HubSettings, readHubSettings} from './hub-settings.js'
import type {RemoteFile} from './remote-file.js'
import type {RetryOptions} from './retries.js'

export interface PullProgress {
  readonly path: string
  /** Of this file. */
  readonly bytes: number
  readonly totalBytes: number
  /** Of all files. */
  readonly allBytes: number
  readonly allTotalBytes: number
}

export interface PullOptions extends RetryOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly onProgress?: (progress: PullProgress) => void
}

/** A revision of a repository in the cache, with all that a conversion needs. */
export interface Snapshot {
  /** Absolute; holds the files under their own names. */
  readonly folder: string
  readonly repository: string
  readonly commit: string
  readonly files: readonly string[]
}

/**
 * Loads what {@link describeRepository} found into the cache; what is there and intact is not loaded again, what was
 * begun goes on. The snapshot's files appear when all are whole, the revision's ref after them.
 *
 * @throws {HubError} When the Hub fails, gives something else than it promised, or the disk is full or not writable.
 * @throws `signal.reason` when it is aborted; the next call goes on from there.
 */
export async function pullSnapshot(
  description: RepositoryDescription,
  {env, onProgress, ...retries}: PullOptions = {},
): Promise<Snapshot> {
  const {commit, files, repository, revision, totalBytes} = description
  const settings = readHubSettings(env)
  const {cacheFolder} = settings
  try {
    checkSpace(settings, totalBytes - cachedBytes(cacheFolder, repository, files))
    await using client = await HubClient.open(settings)
    let before = 0
    for (const file of files) {
      const onBytes = (bytes: number) =>
        onProgress?.({
          path: file.path,
          bytes,
          totalBytes: file.bytes,
          allBytes: before + bytes,
          allTotalBytes: totalBytes,
        })
      await pullBlob({client, repository, commit}, file, {...retries, onBytes})
      before += file.bytes
    }
    const folder = snapshotFolder(cacheFolder, repository, commit)
    for (const file of files) {
      const blob = blobPath(cacheFolder, repository, file)
      linkIntoSnapshot(blob, join(folder, file.path), {copy: settings.copyFiles})
    }
    writeRef(cacheFolder, repository, revision, commit)
    return {folder, repository, commit, files: files.map(({path}) => path)}
  } catch (error) {
    retries.signal?.throwIfAborted()
    throw hubDiskFailure(error, repositoryFolder(cacheFolder, repository)) ?? error
  }
}

async function pullBlob(
  source: {readonly client: HubClient; readonly repository: string; readonly commit: string},
  file: RemoteFile,
  options: RetryOptions & {readonly onBytes: (bytes: number) => void},
): Promise<void> {
  const {cacheFolder} = source.client.settings
  const blob = blobPath(cacheFolder, source.repository, file)
  if (await isIntact(file, blob)) return options.onBytes(file.bytes) // a shared cache may be read-only
  const release = await lockBlob(lockPath(cacheFolder, source.repository, file), options)
  try {
    if (!(await isIntact(file, blob))) {
      rmSync(blob, {force: true})
      await downloadBlob(source, file, blob, options)
    }
    options.onBytes(file.bytes)
  } finally {
    release()
  }
}

function checkSpace({cacheFolder}: HubSettings, needed: number): void {
  const free = freeBytes(cacheFolder)
  if (free === undefined || needed <= free) return
  throw new HubError(
    'HUB_DISK',
    `${Math.ceil(needed / 1e6)} MB are to be loaded to ${cacheFolder}, but only ${Math.floor(free / 1e6)} MB are free there.`,
    'Make room, or set HF_HUB_CACHE to a folder on a larger disk.',
  )
}

/** @returns `undefined` where the file system does not say. */
function freeBytes(folder: string): number | undefined {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeBytes(dirname(folder))
  try {
    const {bavail, blocks, bsize} = statfsSync(folder)
    return blocks === 0 ? undefined : bavail * bsize
  } catch {
    return undefined
  }
}

function hubDiskFailure(cause: unknown, folder: string): HubError | undefined {
  const reason = diskFailure(cause)
  if (reason === undefined) return undefined
  return new HubError(
    'HUB_DISK',
    `Nothing can be written to ${folder}: ${reason}.`,
    'Make room or make it writable, or set HF_HUB_CACHE to another folder.',
    {cause},
  )
}
