import {readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'

/** Size of all files of a folder; 0 where it cannot be read, since one such folder must not hide the others of a list. */
export function folderBytes(folder: string): number {
  try {
    return readdirSync(folder).reduce(
      (sum, name) => sum + (statSync(join(folder, name), {throwIfNoEntry: false})?.size ?? 0),
      0,
    )
  } catch {
    return 0
  }
}
