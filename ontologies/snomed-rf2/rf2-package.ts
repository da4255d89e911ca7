import {UsageError} from '../../src/errors.js'
import type {SourceFile} from '../source-files.js'
import {dateOf, type Rf2ReleaseType} from './rf2-file.js'

/** The files of one release package, by what their names and folders say. */
export type FilesByType = Readonly<Record<Rf2ReleaseType | 'untold', readonly SourceFile[]>>

/**
 * Which files of a package say what is current: its Snapshot, or its Full files where there is no Snapshot or another
 * date is asked for. A Delta of the same release says nothing more; a later one is applied.
 *
 * @param upTo - Date that is asked for, `YYYYMMDD`.
 * @throws {UsageError} When the state at that date cannot be known: a Snapshot that is later has lost what was before it.
 */
export function choosePackageFiles(
  {delta, full, snapshot, untold}: FilesByType,
  upTo?: string,
): readonly SourceFile[] {
  const snapshotDate = latestDate(snapshot)
  const isAsked = upTo === undefined || isStateAt(upTo, snapshotDate, latestDate(full))
  if (full.length > 0 && (snapshot.length === 0 || !isAsked)) return [...untold, ...full]
  if (upTo !== undefined && snapshotDate !== undefined && snapshotDate > upTo) {
    const late = snapshot.find((file) => dateOf(file) === snapshotDate)!
    throw new UsageError(
      `${late.path} is of ${snapshotDate}, after ${upTo}.`,
      'A Snapshot holds one date only: give the whole release with its Full files, or an earlier release.',
    )
  }
  const later = delta.filter((file) => snapshotDate === undefined || (dateOf(file) ?? '') > snapshotDate)
  return [...untold, ...snapshot, ...later]
}

/** Whether a Snapshot is what its Full files say of a date. */
function isStateAt(upTo: string, snapshotDate: string | undefined, fullDate: string | undefined): boolean {
  return snapshotDate !== undefined && snapshotDate <= upTo && (fullDate ?? '') <= snapshotDate
}

function latestDate(files: readonly SourceFile[]): string | undefined {
  return files
    .flatMap((file) => dateOf(file) ?? [])
    .sort()
    .at(-1)
}
