import type {Dirent} from 'node:fs'
import {readdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import {inputFailure} from './input-failure.js'
import type {SourceFile} from './source-files.js'
import {byRelativePath, isHidden, refuseTooMany} from './source-listing.js'
import {plainFile} from './source-plain-file.js'

/**
 * All files below a folder. Symbolic links are followed, each folder is entered once whatever links lead to it; hidden
 * files, broken links and what is neither file nor folder are left out.
 *
 * @throws {InputError} When a folder cannot be read, or there are too many files for a release.
 */
export async function listFolder(path: string): Promise<SourceFile[]> {
  const files: SourceFile[] = []
  await walk(path, path, '', new Set(), files)
  return files.sort(byRelativePath)
}

async function walk(
  root: string,
  folder: string,
  relativeFolder: string,
  entered: Set<string>,
  files: SourceFile[],
): Promise<void> {
  const {dev, ino} = await stat(folder, {bigint: true})
  if (entered.has(`${dev}:${ino}`)) return
  entered.add(`${dev}:${ino}`)
  for (const entry of await entriesOf(folder)) {
    if (isHidden(entry.name)) continue
    const path = join(folder, entry.name)
    const relativePath = relativeFolder + entry.name
    const stats = await statIfThere(path)
    if (stats?.isDirectory()) await walk(root, path, `${relativePath}/`, entered, files)
    else if (stats?.isFile()) files.push(plainFile(path, relativePath, stats.size))
    refuseTooMany(root, files.length)
  }
}

/** In a fixed order, so that which of two links to one folder is followed does not depend on the disk. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, {withFileTypes: true})
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (failure) {
    throw inputFailure(folder, failure)
  }
}

async function statIfThere(path: string) {
  try {
    return await stat(path)
  } catch {
    return undefined // a broken link, or gone since the folder was listed
  }
}
