import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {readRef, sizeOf, snapshotFolder} from './cache-layout.js'
import {chooseFiles, findMissing} from './choose-files.js'
import {readHubSettings} from './hub-settings.js'
import {type ModelModule, parseModules, plainModules} from './model-modules.js'
import type {Snapshot} from './pull-snapshot.js'
import {checkRepository, checkRevision} from './repository-name.js'

/**
 * Looks for a revision of a repository in the cache, whoever loaded it; asks no network.
 *
 * @returns `undefined` when it is not there, or not all that a conversion needs.
 * @throws {UsageError} When repository or revision cannot be ones.
 * @throws {ModelUnusableError} When its modules.json cannot be understood.
 */
export function findCachedSnapshot(
  repository: string,
  {env, revision = 'main'}: {readonly revision?: string; readonly env?: NodeJS.ProcessEnv} = {},
): Snapshot | undefined {
  const {cacheFolder} = readHubSettings(env)
  const commit = readRef(cacheFolder, checkRepository(repository), checkRevision(revision))
  if (commit === undefined) return undefined
  const folder = snapshotFolder(cacheFolder, repository, commit)
  const paths = listFiles(folder)
  const modules = readModules(folder, paths)
  if (findMissing(paths, modules).length > 0) return undefined
  return {folder, repository, commit, files: chooseFiles(paths, modules)}
}

/** Links to blobs that are gone do not count. */
function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter((path) => sizeOf(join(folder, path)) !== undefined)
      .map((path) => path.replaceAll('\\', '/'))
      .sort()
  } catch {
    return [] // no such snapshot
  }
}

function readModules(folder: string, paths: readonly string[]): readonly ModelModule[] {
  if (!paths.includes('modules.json')) return plainModules
  return parseModules(readFileSync(join(folder, 'modules.json'), 'utf8'), folder)
}
