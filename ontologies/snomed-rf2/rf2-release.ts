import {InputError} from '../../src/errors.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {isStated, type Rf2File, recogniseRf2File, releaseTypeOf, rf2Kinds} from './rf2-file.js'

/** The files of a release that are read, in the order of reading. */
export interface Rf2Release {
  readonly files: readonly Rf2File[]
  /** Files left out because the source holds the same file of a later date. */
  readonly superseded: readonly Rf2File[]
  /** Files that are named like one of ours, but have other columns. */
  readonly unreadable: readonly SourceFile[]
  /** Latest date in a file name. */
  readonly date?: string
}

/** Whether any file of the source is RF2, of whatever release type. */
export async function holdsRf2(source: SourceFiles): Promise<boolean> {
  for (const file of source.files) if ((await recogniseRf2File(file)) !== undefined) return true
  return false
}

/**
 * Finds the Snapshot in a source: the only part that says what is current without having read everything else.
 *
 * @throws {InputError} When there is none, or it lacks the concepts or the descriptions.
 */
export async function findSnapshot(source: SourceFiles): Promise<Rf2Release> {
  const found: Rf2File[] = []
  const unreadable: SourceFile[] = []
  let others = 0
  for (const file of source.files) {
    if ((releaseTypeOf(file) ?? 'snapshot') !== 'snapshot') {
      others++
      continue
    }
    const rf2 = await recogniseRf2File(file)
    if (rf2) found.push(rf2)
    else if (isNamedLikeOurs(file)) unreadable.push(file)
  }
  refuseIncomplete(source, found, others)
  const {latest, superseded} = withoutSuperseded(withoutNeedlessStated(found))
  const date = latest
    .flatMap((file) => file.date ?? [])
    .sort()
    .at(-1)
  return {files: latest.sort(byReadingOrder), superseded, unreadable, date}
}

function isNamedLikeOurs({name}: SourceFile): boolean {
  return /^x?sct2_(?:Concept|Description|TextDefinition|Relationship)_/i.test(name)
}

function refuseIncomplete(source: SourceFiles, found: readonly Rf2File[], others: number): void {
  const lacks = (kind: Rf2File['kind']) => !found.some((file) => file.kind === kind)
  if (found.length === 0 && others > 0) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${source.path} holds only Full or Delta files of an RF2 release; its Snapshot is needed.`,
      'Give the whole release as it is published, or its Snapshot folder.',
    )
  }
  const missing = lacks('concept') ? 'Concept' : lacks('description') ? 'Description' : undefined
  if (missing) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `The RF2 release in ${source.path} has no ${missing} Snapshot file.`,
      `Give the whole release: sct2_${missing}_Snapshot… has the columns of a ${missing.toLowerCase()} file.`,
    )
  }
}

function withoutNeedlessStated(files: readonly Rf2File[]): readonly Rf2File[] {
  const hasInferred = files.some((file) => file.kind === 'relationship' && !isStated(file))
  return hasInferred ? files.filter((file) => !isStated(file)) : files
}

/** Two releases of one edition in one folder must not be mixed: files that differ only in their date are one file. */
function withoutSuperseded(files: readonly Rf2File[]): {latest: Rf2File[]; superseded: Rf2File[]} {
  const dates = new Map<string, string>()
  for (const {file, date = ''} of files) {
    const name = undatedName(file, date)
    if (date > (dates.get(name) ?? '')) dates.set(name, date)
  }
  const isLatest = ({file, date = ''}: Rf2File) => date === (dates.get(undatedName(file, date)) ?? '')
  return {latest: files.filter(isLatest), superseded: files.filter((file) => !isLatest(file))}
}

function undatedName(file: SourceFile, date: string): string {
  return date === '' ? file.relativePath : file.name.replace(date, '')
}

function byReadingOrder(a: Rf2File, b: Rf2File): number {
  const byRank = rankOf(a) - rankOf(b)
  if (byRank !== 0) return byRank
  return a.file.relativePath < b.file.relativePath ? -1 : 1
}

/** Text definitions have the columns of descriptions and follow them. */
function rankOf({file, kind}: Rf2File): number {
  const isDefinition = kind === 'description' && /TextDefinition/i.test(file.name)
  return rf2Kinds.indexOf(kind) + (isDefinition ? 0.5 : 0)
}
