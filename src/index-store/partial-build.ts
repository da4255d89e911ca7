import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import type {ModelIdentity} from '../domain/model-identity.js'
import {checksumFile} from '../files/checksum.js'
import {neighbourPath} from '../files/replace-folder.js'
import {fullVectorsFile} from './full-vectors.js'
import {databaseFile} from './manifest.js'
import type {VectorShape} from './vector-engine.js'

/** Says of whose vectors a stopped build holds how many rows; there only once it holds all that could be copied. */
const stateFile = 'partial.json'

interface PartialState extends VectorShape {
  readonly modelSha256: string
  /** Of the database, which says whose vectors the rows are: after a power cut it may not be what was written. */
  readonly databaseSha256: string
}

/** Who may read an index is decided when it is there: until then only its owner. */
const ownerOnly = 0o700

/** Makes the folder of a build. */
export function makeBuildFolder(folder: string): void {
  mkdirSync(folder, {mode: ownerOnly})
}

/** Gives the folder of a finished build the permissions of any new folder. */
export function openToOthers(folder: string): void {
  chmodSync(folder, 0o777 & ~process.umask())
}

/** Folder of a build that was stopped while it encoded: its database, and the vectors that it had. */
export function partialFolder(target: string): string {
  return neighbourPath(target, 'partial')
}

/** Notes in the folder of a build that its vectors are worth keeping from here on. Its database is not written any more. */
export function markPartial(folder: string, shape: VectorShape, model: ModelIdentity): void {
  const state: PartialState = {
    ...shape,
    modelSha256: model.sha256,
    databaseSha256: checksumFile(join(folder, databaseFile)).sha256,
  }
  writeFileSync(join(folder, stateFile), JSON.stringify(state))
}

/** A build that goes on to its end is none that was stopped. */
export function unmarkPartial(folder: string): void {
  rmSync(join(folder, stateFile), {force: true})
}

/** Puts the folder of a stopped build away for the next one, or removes it where it holds nothing worth keeping. */
export function keepPartial(folder: string, target: string): void {
  if (!existsSync(join(folder, stateFile))) {
    rmSync(folder, {recursive: true, force: true})
    return
  }
  dropPartial(target)
  const partial = partialFolder(target)
  renameSync(folder, partial)
  for (const name of readdirSync(partial)) {
    if (![databaseFile, fullVectorsFile, stateFile].includes(name))
      rmSync(join(partial, name), {recursive: true})
  }
}

export function dropPartial(target: string): void {
  rmSync(partialFolder(target), {recursive: true, force: true})
}

/** Shape of the vectors that a stopped build left; `undefined` where it left none of this model. */
export function partialShape(target: string, model: ModelIdentity): VectorShape | undefined {
  try {
    const state = JSON.parse(readFileSync(join(partialFolder(target), stateFile), 'utf8')) as PartialState
    const {databaseSha256, dimensions, modelSha256, rows} = state
    if (modelSha256 !== model.sha256 || dimensions !== model.dimensions || !Number.isSafeInteger(rows)) {
      return undefined
    }
    const found = checksumFile(join(partialFolder(target), databaseFile))
    return found.sha256 === databaseSha256 ? {rows, dimensions} : undefined
  } catch {
    return undefined // none there, or damaged: what it saves is time only
  }
}
