import {closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'

/** A hidden neighbour of a folder, for what belongs to it but must not lie inside: `.snomed.building` beside `snomed`. */
export function neighbourPath(folder: string, what: string): string {
  return join(dirname(folder), `.${basename(folder)}.${what}`)
}

/**
 * Puts a finished folder in the place of another. A process killed at any moment leaves the old folder, the new one, or
 * the old one as a neighbour that {@link recoverFolder} puts back; never a mixture. Callers keep others out meanwhile.
 */
export function replaceFolder(next: string, target: string): void {
  const previous = swapFolders(next, target)
  if (previous) rmSync(previous, {recursive: true, force: true})
}

/**
 * The same, but the old folder is left for the caller to remove.
 *
 * @returns Where it is now; `undefined` where there was none.
 */
export function swapFolders(next: string, target: string): string | undefined {
  const previous = neighbourPath(target, 'previous')
  const isThere = existsSync(target)
  if (isThere) renameSync(target, previous)
  try {
    renameSync(next, target)
  } catch (error) {
    recoverFolder(target)
    throw error
  }
  syncFolder(dirname(target))
  return isThere ? previous : undefined
}

/** Ends what a killed {@link replaceFolder} left half done. */
export function recoverFolder(target: string): void {
  const previous = neighbourPath(target, 'previous')
  if (!existsSync(previous)) return
  if (existsSync(target)) rmSync(previous, {recursive: true, force: true})
  else renameSync(previous, target)
}

/** Waits until the files of a folder, and the folder itself, are on the disk. */
export function syncFiles(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = openSync(join(folder, name), 'r+')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  }
  syncFolder(folder)
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder as a file; renames are in its journal anyway
  if (process.platform === 'win32') return
  const file = openSync(folder, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
