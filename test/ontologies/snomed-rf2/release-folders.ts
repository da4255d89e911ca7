import {folderOf} from '../support/temporary-folder.js'
import {deltaOf, generateRows, releaseDates, releaseFiles, snapshotOf} from './generated-release.js'

/** Every version of every row of one generated terminology. */
export const all = generateRows(200)

export const [first, , third, latest] = releaseDates

/** Writes the Full files of the latest release into a new folder. */
export function full(): string {
  return folderOf(releaseFiles(all, 'Full', latest))
}

export function snapshot(date: string): string {
  return folderOf(releaseFiles(snapshotOf(all, date), 'Snapshot', date))
}

/** What changed after one release and up to another. */
export function delta(after: string, date: string): string {
  return folderOf(releaseFiles(deltaOf(all, after, date), 'Delta', date))
}
