import {existsSync, readdirSync, renameSync, rmSync, statSync} from 'node:fs'
import {basename, join, resolve} from 'node:path'
import {IndexDamagedError, IndexMissingError} from '../errors.js'
import {checkEntryName, isEntryName} from '../files/entry-name.js'
import {folderBytes} from '../files/folder-bytes.js'
import {homeFolder} from '../files/home.js'
import {isFolder} from '../files/make-folder.js'
import {neighbourPath, recoverFolder} from '../files/replace-folder.js'
import {changeSettings, readSettings} from '../files/settings.js'
import {lockIndex} from './index-lock.js'
import {manifestFile, readManifest} from './manifest.js'
import {dropPartial, partialFolder} from './partial-build.js'
import type {IndexManifest} from './term-index.js'
import type {BuiltIndex} from './vector-cache.js'

/** An index on this machine, as `indexes list` shows it. */
export interface IndexEntry {
  readonly name: string
  readonly folder: string
  readonly builtAt: Date
  /** Size of all its files. */
  readonly bytes: number
  /** Absent where it cannot be used; `damage` then says why. */
  readonly manifest?: IndexManifest
  readonly damage?: string
}

/** An index by the name that the user knows it by. */
export interface ResolvedIndex {
  readonly name: string
  readonly folder: string
}

/**
 * Folder of a named index, whether it is there or not.
 *
 * @throws {UsageError} When the name is not allowed.
 */
export function indexFolder(name: string, env: NodeJS.ProcessEnv = process.env): string {
  checkEntryName(name, 'an index')
  return join(indexesFolder(env), name)
}

/** Whether there is an index of this name, damaged or not. */
export function indexExists(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return existsSync(indexFolder(name, env))
}

/** All indexes on this machine, by name. */
export function listIndexes(env: NodeJS.ProcessEnv = process.env): readonly IndexEntry[] {
  return indexNames(env).map((name) => {
    const folder = indexFolder(name, env)
    const entry = {name, folder, builtAt: builtAt(folder), bytes: folderBytes(folder)}
    try {
      return {...entry, manifest: readManifest(folder)}
    } catch (error) {
      if (error instanceof IndexDamagedError || error instanceof IndexMissingError) {
        return {...entry, damage: error.message}
      }
      throw error
    }
  })
}

/** Those of them that can be used. */
export function builtIndexes(env: NodeJS.ProcessEnv = process.env): readonly BuiltIndex[] {
  return listIndexes(env).flatMap(({folder, manifest}) => (manifest ? [{folder, manifest}] : []))
}

/**
 * The index to use: the one asked for (`--index`), else `BIOLORD_INDEX`, else {@link defaultIndex}.
 *
 * @param asked - A name or a folder.
 * @throws {IndexMissingError} When it is not there, or none was built yet.
 * @throws {InputError} When the settings that could name one are damaged.
 */
export function resolveIndex(asked: string | undefined, env: NodeJS.ProcessEnv = process.env): ResolvedIndex {
  const wanted = asked ?? (env.BIOLORD_INDEX || undefined)
  if (wanted !== undefined) return findIndex(wanted, env)
  const name = defaultIndex(env)
  if (name === undefined) {
    throw new IndexMissingError(
      'No index has been built yet.',
      'Build one with "biolord index SOURCE", or try the terminology that ships with "biolord index --demo".',
    )
  }
  return findIndex(name, env)
}

/** Name of the index that stands for a missing `--index`: the one chosen with `indexes use`, else the last built. */
export function defaultIndex(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const {index} = readSettings(env)
  if (index !== undefined) return index
  let last: {name: string; time: number} | undefined
  for (const name of indexNames(env)) {
    const time = builtAt(indexFolder(name, env)).getTime()
    if (last === undefined || time > last.time) last = {name, time}
  }
  return last?.name
}

/**
 * Chooses the index that stands for a missing `--index`.
 *
 * @throws {IndexMissingError} When there is none of that name.
 */
export function useIndex(name: string, env: NodeJS.ProcessEnv = process.env): void {
  if (!indexExists(name, env)) throw missing(name)
  changeSettings({index: name}, env)
}

/**
 * Puts an index back that a process was killed over while it put another in its place. Does nothing where there is none.
 *
 * @throws {IndexBusyError} When it is being built.
 */
export async function recoverIndex(name: string, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const folder = indexFolder(name, env)
  if (!existsSync(neighbourPath(folder, 'previous'))) return
  const lock = await lockIndex(folder, name)
  try {
    recoverFolder(folder)
  } finally {
    lock.release()
  }
}

/**
 * Removes an index and, if it was the chosen one, the choice; and what a stopped build of that name left. The cache keeps the
 * vectors that no other index holds.
 *
 * @returns How many those are.
 * @throws {IndexMissingError} When there is none of that name.
 * @throws {IndexBusyError} When it is being built.
 * @throws {UsageError} When the limit of the cache is no number.
 * @throws {InputError} When the settings that may name it are damaged.
 */
export async function removeIndex(name: string, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const folder = indexFolder(name, env)
  const left = [partialFolder(folder), neighbourPath(folder, 'building'), neighbourPath(folder, 'previous')]
  if (![folder, ...left].some((path) => existsSync(path))) throw missing(name)
  // only here: every command that opens an index loads this file
  const [{retireIndex}, {VectorCache}] = await Promise.all([
    import('./retire-index.js'),
    import('./vector-cache.js'),
  ])
  const cache = VectorCache.ofHome(env)
  const lock = await lockIndex(folder, name)
  try {
    recoverFolder(folder)
    const isChosen = readSettings(env).index === name
    const others = builtIndexes(env).filter((other) => other.folder !== folder)
    dropPartial(folder)
    // renamed first, so that a process killed here leaves no half of an index
    const removed = neighbourPath(folder, 'building')
    rmSync(removed, {recursive: true, force: true})
    if (existsSync(folder)) renameSync(folder, removed)
    if (isChosen) changeSettings({index: undefined}, env)
    return await retireIndex(removed, cache, others)
  } finally {
    lock.release()
  }
}

function findIndex(nameOrFolder: string, env: NodeJS.ProcessEnv): ResolvedIndex {
  const folder = resolve(nameOrFolder)
  // whether there is an index in a folder is for opening it to say
  if (!isEntryName(nameOrFolder)) return {name: basename(folder), folder}
  if (indexExists(nameOrFolder, env)) return {name: nameOrFolder, folder: indexFolder(nameOrFolder, env)}
  if (existsSync(join(folder, manifestFile))) return {name: nameOrFolder, folder}
  throw missing(nameOrFolder)
}

function missing(name: string): IndexMissingError {
  return new IndexMissingError(
    `There is no index named "${name}".`,
    'See which there are with "biolord indexes list", or build it with "biolord index SOURCE --name NAME".',
  )
}

function indexesFolder(env: NodeJS.ProcessEnv): string {
  return join(homeFolder(env), 'indexes')
}

/** Names of the folders that can be indexes; those of builds under way start with a dot. */
function indexNames(env: NodeJS.ProcessEnv): string[] {
  const folder = indexesFolder(env)
  if (!isFolder(folder)) return []
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && isEntryName(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** When the manifest was written, which is the last thing that a build writes. */
function builtAt(folder: string): Date {
  try {
    return statSync(join(folder, manifestFile)).mtime
  } catch {
    return new Date(0) // damage is told where the manifest is read
  }
}
