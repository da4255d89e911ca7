import {InputError} from '../../src/errors.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {checkedRelease} from './effective-time.js'
import {rf2Kinds} from './rf2-columns.js'
import {holdsTextDefinitions, packageOf, type Rf2File, recogniseRf2File, releaseTypeOf} from './rf2-file.js'
import {choosePackageFiles, type FilesByType} from './rf2-package.js'

/** The files of a release that are read, in the order of reading. */
export interface Rf2Release {
  readonly files: readonly Rf2File[]
  /** Files that are named like one of ours, but have other columns. */
  readonly unreadable: readonly SourceFile[]
  /** Latest date in a file name; no later than the date that was asked for. */
  readonly date?: string
  /** Rows with a later effective time do not count. */
  readonly upTo?: string
  /** Nothing but changes: rows that are the same as before are in none of the files. */
  readonly isDelta: boolean
}

/** Whether any file of the source is RF2, of whatever release type. */
export async function holdsRf2(source: SourceFiles): Promise<boolean> {
  for (const file of source.files) {
    const found = await recogniseRf2File(file)
    if (found !== undefined && found !== 'metadata') return true
  }
  return false
}

/**
 * Finds the files that say what is current: of each release package the Snapshot, the Full files where there is none or
 * the Snapshot is later than the date asked for, and Delta files that are later than the package's Snapshot or come
 * alone. The source may hold several packages: an edition and its extensions, a Snapshot and a Delta.
 *
 * @param release - `YYYYMMDD`; absent: the latest state.
 * @throws {InputError} When concepts or descriptions are missing, unless all is a Delta.
 * @throws {UsageError} When the date is none, or lies before a Snapshot that comes without its Full files.
 */
export async function findRelease(source: SourceFiles, release?: string): Promise<Rf2Release> {
  const upTo = checkedRelease(release)
  const found: Rf2File[] = []
  const unreadable: SourceFile[] = []
  for (const files of packagesOf(source)) {
    for (const file of choosePackageFiles(files, upTo)) {
      const rf2 = await recogniseRf2File(file)
      if (rf2 === undefined && isNamedLikeOurs(file)) unreadable.push(file)
      else if (rf2 !== undefined && rf2 !== 'metadata') found.push(rf2)
    }
  }
  const isDelta = found.length > 0 && found.every(({releaseType}) => releaseType === 'delta')
  if (!isDelta) refuseIncomplete(source, found)
  const files = withoutNeedlessStated(found)
  const [date] = files.flatMap((file) => file.date ?? []).sort((a, b) => (a < b ? 1 : -1))
  return {
    files: files.sort(byReadingOrder),
    unreadable,
    isDelta,
    date: upTo !== undefined && date !== undefined && date > upTo ? upTo : date,
    ...(upTo === undefined ? {} : {upTo}),
  }
}

/** By the folder of each package, in the order of the files. */
function packagesOf(source: SourceFiles): readonly FilesByType[] {
  const packages = new Map<string, Record<keyof FilesByType, SourceFile[]>>()
  for (const file of source.files) {
    const folder = packageOf(file)
    const files = packages.get(folder) ?? {full: [], snapshot: [], delta: [], untold: []}
    packages.set(folder, files)
    files[releaseTypeOf(file) ?? 'untold'].push(file)
  }
  return [...packages.values()]
}

function isNamedLikeOurs({name}: SourceFile): boolean {
  return /^x?(?:sct2_(?:Concept|Description|TextDefinition|Relationship|RelationshipConcreteValues)_|der2_[a-z]*Refset_)/i.test(
    name,
  )
}

function refuseIncomplete(source: SourceFiles, found: readonly Rf2File[]): void {
  const lacks = (kind: Rf2File['kind']) => !found.some((file) => file.kind === kind)
  const missing = lacks('concept') ? 'Concept' : lacks('description') ? 'Description' : undefined
  if (missing === undefined) return
  throw new InputError(
    'INPUT_UNUSABLE',
    `The RF2 release in ${source.path} has no ${missing} file.`,
    `Give the whole release: sct2_${missing}_Snapshot… has the columns of a ${missing.toLowerCase()} file.`,
  )
}

/** Which relationships count, the release that is whole decides: a Delta may have an empty file of the other kind. */
function withoutNeedlessStated(files: readonly Rf2File[]): Rf2File[] {
  const hasInferred = files.some(
    ({isStated, kind, releaseType}) => kind === 'relationship' && !isStated && releaseType !== 'delta',
  )
  return files.filter((file) => !hasInferred || !file.isStated)
}

function byReadingOrder(a: Rf2File, b: Rf2File): number {
  const byRank = rankOf(a) - rankOf(b)
  if (byRank !== 0) return byRank
  return a.file.relativePath < b.file.relativePath ? -1 : 1
}

function rankOf(file: Rf2File): number {
  return rf2Kinds.indexOf(file.kind) + (holdsTextDefinitions(file) ? 0.5 : 0)
}
