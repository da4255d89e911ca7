import {existsSync, mkdirSync, readdirSync, rmSync} from 'node:fs'
import {basename, dirname, join, resolve} from 'node:path'
import {ModelUnusableError, UsageError} from '../src/errors.js'
import {diskFailure} from '../src/files/disk-failure.js'
import {makeFolder} from '../src/files/make-folder.js'
import {RemovedWhenDone} from '../src/files/removed-when-done.js'
import {neighbourPath, recoverFolder, replaceFolder, syncFiles} from '../src/files/replace-folder.js'

/**
 * Writes a model folder beside its target and puts it in its place when it is whole, so that a stopped run leaves the
 * old model or none.
 *
 * @param write - Fills the folder that it is given.
 * @throws {ModelUnusableError} When the disk does not take it.
 * @throws {UsageError} When the target exists and is not a model: it would be lost.
 */
export async function replaceModelFolder(
  target: string,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  const place = resolve(target)
  recoverFolder(place)
  if (existsSync(place) && readdirSync(place).length > 0 && !existsSync(join(place, 'manifest.json'))) {
    throw new UsageError(
      `${target} exists and is not a model folder.`,
      'Name a folder that does not exist yet, or one that holds a model to replace.',
    )
  }
  const fresh = neighbourPath(place, `writing-${process.pid}`)
  using _ = new RemovedWhenDone(fresh)
  try {
    makeFolder(dirname(place))
    removeAbandoned(place)
    mkdirSync(fresh)
    await write(fresh)
    syncFiles(fresh)
    replaceFolder(fresh, place)
  } catch (error) {
    const reason = diskFailure(error)
    if (reason === undefined) throw error
    throw new ModelUnusableError(
      `The model ${target} cannot be written: ${reason}.`,
      'Make room or make it writable, or set BIOLORD_HOME to another folder.',
      {cause: error},
    )
  }
}

/** Removes what processes that were killed have left. */
function removeAbandoned(place: string): void {
  const prefix = basename(neighbourPath(place, 'writing-'))
  for (const name of readdirSync(dirname(place))) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) {
      rmSync(join(dirname(place), name), {recursive: true, force: true})
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
