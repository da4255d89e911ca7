import {existsSync, readdirSync, realpathSync, renameSync, rmSync} from 'node:fs'
import {basename, join, resolve} from 'node:path'
import {BiolordError, ModelMissingError, UsageError} from '../src/errors.js'
import {checkEntryName, isEntryName} from '../src/files/entry-name.js'
import {folderBytes} from '../src/files/folder-bytes.js'
import {homeFolder} from '../src/files/home.js'
import {isFolder} from '../src/files/make-folder.js'
import {neighbourPath, recoverFolder} from '../src/files/replace-folder.js'
import {changeSettings, readSettings} from '../src/files/settings.js'
import {bundledModel, bundledModelFolder, readModelManifest} from './model-folder.js'
import type {ModelManifest} from './model-manifest.js'

/** A model by the name that the user knows it by. */
export interface ResolvedModel {
  readonly name: string
  readonly folder: string
}

/** A model on this machine, as `model list` shows it. */
export interface ModelEntry extends ResolvedModel {
  /** Size of all its files. */
  readonly bytes: number
  /** Absent where it cannot be used; `damage` then says why. */
  readonly manifest?: ModelManifest
  readonly damage?: string
}

/**
 * Folder of a named model of this user, whether it is there or not.
 *
 * @throws {UsageError} When the name is not allowed, or that of the model that ships.
 */
export function modelFolder(name: string, env: NodeJS.ProcessEnv = process.env): string {
  checkEntryName(name, 'a model')
  if (name === bundledModel) {
    throw new UsageError(`${bundledModel} is the model that ships with biolord.`, 'Choose another name.')
  }
  return join(modelsFolder(env), name)
}

/** Whether there is a model of this name among the user's own, damaged or not. */
export function modelExists(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return existsSync(modelFolder(name, env))
}

/** All models on this machine: the one that ships, then the user's own by name. */
export function listModels(env: NodeJS.ProcessEnv = process.env): readonly ModelEntry[] {
  return [bundledModel, ...modelNames(env)].map((name) => {
    const folder = folderOf(name, env)
    const entry = {name, folder, bytes: folderBytes(folder)}
    try {
      return {...entry, manifest: readModelManifest(folder)}
    } catch (error) {
      if (error instanceof BiolordError) return {...entry, damage: error.message}
      throw error
    }
  })
}

/**
 * The model to use: the one asked for (`--model`), else `BIOLORD_MODEL`, else {@link defaultModel}.
 *
 * @param asked - A name in any case, the name of a repository (`FremyCompany/BioLORD-2023-M`), or a model folder.
 * @throws {ModelMissingError} When it is not there.
 * @throws {InputError} When the settings that could name one are damaged.
 */
export function resolveModel(asked: string | undefined, env: NodeJS.ProcessEnv = process.env): ResolvedModel {
  const wanted = asked ?? (env.BIOLORD_MODEL || undefined) ?? defaultModel(env)
  const named = [bundledModel, ...modelNames(env)].find((name) => name.toLowerCase() === wanted.toLowerCase())
  if (named !== undefined) return {name: named, folder: folderOf(named, env)}
  if (existsSync(join(wanted, 'manifest.json'))) return {name: basename(resolve(wanted)), folder: wanted}
  const repository = listModels(env).find(({manifest}) => manifest?.id.toLowerCase() === wanted.toLowerCase())
  if (repository !== undefined) return repository
  throw missing(wanted)
}

/** Name of the model that stands for a missing `--model`: the one chosen with `model use`, else the one that ships. */
export function defaultModel(env: NodeJS.ProcessEnv = process.env): string {
  return readSettings(env).model ?? bundledModel
}

/**
 * The folder of the model whose vectors an index holds, wherever on this machine it has a name.
 *
 * @param sha256 - Of one graph, see `GraphFiles`.
 * @returns `undefined` when there is none.
 */
export function findModelOf(sha256: string, env: NodeJS.ProcessEnv = process.env): ResolvedModel | undefined {
  const isIt = (folder: string) => {
    try {
      return Object.values(readModelManifest(folder).graphs).some((graph) => graph?.sha256 === sha256)
    } catch (error) {
      if (error instanceof BiolordError) return false // damage is told when the model is asked for by name
      throw error
    }
  }
  const name = [bundledModel, ...modelNames(env)].find((one) => isIt(folderOf(one, env)))
  return name === undefined ? undefined : {name, folder: folderOf(name, env)}
}

/**
 * Chooses the model that stands for a missing `--model`.
 *
 * @throws {ModelMissingError} When it is not there.
 * @throws {UsageError} When it is a folder that has no name on this machine.
 */
export function useModel(asked: string, env: NodeJS.ProcessEnv = process.env): string {
  const {folder, name} = resolveModel(asked, env)
  if (name !== bundledModel && !isSame(folder, join(modelsFolder(env), name))) {
    throw new UsageError(
      `${asked} is a folder, not the name of a model on this machine.`,
      'Set BIOLORD_MODEL to the folder instead.',
    )
  }
  changeSettings({model: name === bundledModel ? undefined : name}, env)
  return name
}

/**
 * Removes a model of the user's own and, if it was the chosen one, the choice.
 *
 * @throws {ModelMissingError} When there is none of that name.
 */
export function removeModel(name: string, env: NodeJS.ProcessEnv = process.env): void {
  const folder = modelFolder(name, env)
  recoverFolder(folder)
  if (!existsSync(folder)) throw missing(name)
  // renamed first, so that a process killed here leaves no half of a model
  const removed = neighbourPath(folder, 'removing')
  rmSync(removed, {recursive: true, force: true})
  renameSync(folder, removed)
  rmSync(removed, {recursive: true, force: true})
  if (readSettings(env).model === name) changeSettings({model: undefined}, env)
}

function missing(name: string): ModelMissingError {
  return new ModelMissingError(
    `There is no model ${name} on this machine.`,
    `See which there are with "biolord model list"; get one with "biolord model pull REPOSITORY" or, without network, "biolord model import FOLDER".`,
  )
}

function folderOf(name: string, env: NodeJS.ProcessEnv): string {
  return name === bundledModel ? bundledModelFolder() : join(modelsFolder(env), name)
}

function modelsFolder(env: NodeJS.ProcessEnv): string {
  return join(homeFolder(env), 'models')
}

/** Names of the folders that can be models; those of imports under way start with a dot. */
function modelNames(env: NodeJS.ProcessEnv): string[] {
  const folder = modelsFolder(env)
  if (!isFolder(folder)) return []
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && isEntryName(entry.name) && entry.name !== bundledModel)
    .map((entry) => entry.name)
    .sort()
}

function isSame(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b)
  } catch {
    return false
  }
}
