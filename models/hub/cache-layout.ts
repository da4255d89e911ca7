import {
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {makeFolder} from '../../src/files/make-folder.js'
import type {RemoteFile} from './remote-file.js'
import {isCommit} from './repository-name.js'

/**
 * Where a repository lies in the cache that Python's `huggingface_hub` uses too: `blobs/HASH`, links to them below
 * `snapshots/COMMIT`, and `refs/REVISION`, which holds a commit.
 *
 * @see https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 */
export function repositoryFolder(cacheFolder: string, repository: string): string {
  return join(cacheFolder, repositoryFolderName(repository))
}

export function blobPath(cacheFolder: string, repository: string, file: RemoteFile): string {
  return join(repositoryFolder(cacheFolder, repository), 'blobs', file.hash)
}

/** Where the part that has been loaded lies. */
export function incompletePath(blob: string): string {
  return `${blob}.incomplete`
}

/** Beside Python's locks, which are of another kind. */
export function lockPath(cacheFolder: string, repository: string, file: RemoteFile): string {
  return join(cacheFolder, '.locks', repositoryFolderName(repository), `${file.hash}.biolord-lock`)
}

export function snapshotFolder(cacheFolder: string, repository: string, commit: string): string {
  return join(repositoryFolder(cacheFolder, repository), 'snapshots', commit)
}

/** @returns The commit that a revision stood for when it was last loaded; `undefined` when it was not. */
export function readRef(cacheFolder: string, repository: string, revision: string): string | undefined {
  if (isCommit(revision)) return revision
  try {
    const commit = readFileSync(refPath(cacheFolder, repository, revision), 'utf8').trim()
    return isCommit(commit) ? commit : undefined
  } catch {
    return undefined // not loaded yet, or a folder of refs
  }
}

/** Notes what a revision stands for; a commit stands for itself. */
export function writeRef(cacheFolder: string, repository: string, revision: string, commit: string): void {
  if (readRef(cacheFolder, repository, revision) === commit) return
  const path = refPath(cacheFolder, repository, revision)
  makeFolder(dirname(path))
  replaceEntry(path, (beside) => writeFileSync(beside, commit))
}

/**
 * Puts a blob into a snapshot: a relative link, so that the cache can be moved; where the system makes none, a hard link
 * or a copy.
 */
export function linkIntoSnapshot(blob: string, target: string, {copy = false} = {}): void {
  const link = relative(dirname(target), blob)
  if (!copy && currentLink(target) === link) return
  makeFolder(dirname(target))
  replaceEntry(target, (beside) => {
    if (copy) return copyFileSync(blob, beside)
    try {
      symlinkSync(link, beside)
    } catch {
      hardLinkOrCopy(blob, beside)
    }
  })
}

/** How many bytes of the files are there, whole or begun. */
export function cachedBytes(cacheFolder: string, repository: string, files: readonly RemoteFile[]): number {
  return files.reduce((sum, file) => {
    const blob = blobPath(cacheFolder, repository, file)
    if (sizeOf(blob) === file.bytes) return sum + file.bytes
    return sum + Math.min(file.bytes, sizeOf(incompletePath(blob)) ?? 0)
  }, 0)
}

/** @returns `undefined` when there is no such file. */
export function sizeOf(path: string): number | undefined {
  try {
    const found = statSync(path)
    return found.isFile() ? found.size : undefined
  } catch {
    return undefined // nothing there, or nothing to be seen by this user
  }
}

function repositoryFolderName(repository: string): string {
  return ['models', ...repository.split('/')].join('--')
}

function refPath(cacheFolder: string, repository: string, revision: string): string {
  return join(repositoryFolder(cacheFolder, repository), 'refs', revision)
}

function currentLink(path: string): string | undefined {
  try {
    return existsSync(path) ? readlinkSync(path) : undefined
  } catch {
    return undefined // a copy
  }
}

function hardLinkOrCopy(blob: string, target: string): void {
  try {
    linkSync(blob, target)
  } catch {
    copyFileSync(blob, target)
  }
}

/** Readers see the old entry or the new one, never half of it. */
function replaceEntry(path: string, write: (beside: string) => void): void {
  const beside = `${path}.${process.pid}.tmp`
  rmSync(beside, {force: true})
  try {
    write(beside)
    renameSync(beside, path)
  } finally {
    rmSync(beside, {force: true})
  }
}
