import {mkdirSync, statSync} from 'node:fs'
import {dirname, resolve} from 'node:path'

/**
 * Makes a folder, and those above it, where they are not there. Node's own `recursive` never ends where a folder takes no others
 * and calls them missing, as /proc does.
 *
 * @throws {NodeJS.ErrnoException} When one cannot be made, or a file is in its place.
 */
export function makeFolder(path: string): void {
  const folder = resolve(path)
  if (isFolder(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolder(folder)) throw error // otherwise another process was faster
  }
}

/**
 * Whether a folder is there, or a link to one.
 *
 * @throws {NodeJS.ErrnoException} When it cannot be looked at.
 */
export function isFolder(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() === true
}
