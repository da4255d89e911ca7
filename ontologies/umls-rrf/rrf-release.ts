import {InputError} from '../../src/errors.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {readColumnLists, type StatedFile} from './read-column-lists.js'
import type {RrfDialect, RrfTable} from './rrf-dialect.js'
import {hasRrfLines, isConso, joinParts, type NamedRrfFile, namedRrfFile} from './rrf-file.js'

/** A table that is there, ready to be read. */
export interface RrfTableFile {
  readonly table: RrfTable
  readonly file: SourceFile
  /** Names of its columns in their order. */
  readonly columns: readonly string[]
  /** Rows that MRFILES promises. */
  readonly rows?: number
}

/** The tables of a release. */
export interface RrfRelease {
  readonly tables: Readonly<Partial<Record<RrfTable, RrfTableFile>>>
  /** Sentences on files that were left out. */
  readonly notes: readonly string[]
}

/** Whether a source holds a table of the dialect: its name and bars say so, or for CONSO its content alone. */
export async function holdsRrf(source: SourceFiles, dialect: RrfDialect): Promise<boolean> {
  for (const file of source.files) {
    if (namedRrfFile(file, dialect) && (await hasRrfLines(file))) return true
  }
  return (await findConso(source, dialect)) !== undefined
}

/**
 * Finds the tables of a release, wherever in the source they lie.
 *
 * @throws {InputError} When there is no CONSO, a table is there twice, a piece of one is missing, or MRFILES names columns
 *   that cannot be read.
 */
export async function findRrfRelease(source: SourceFiles, dialect: RrfDialect): Promise<RrfRelease> {
  const notes: string[] = []
  const files = joinedTables(source, dialect, notes)
  const conso = files.get('CONSO') ?? (await findConso(source, dialect))
  if (conso === undefined) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `${source.path} holds no ${dialect.prefix}CONSO.RRF.`,
      'Give the folder that holds it, or all parts of the release in one command.',
    )
  }
  files.set('CONSO', conso)
  const list = files.get('FILES')
  const stated = list ? await readColumnLists(list, dialect) : new Map<string, StatedFile>()
  const tables: Partial<Record<RrfTable, RrfTableFile>> = {}
  for (const [name, usual] of Object.entries(dialect.columns)) {
    const table = name as RrfTable
    const file = files.get(table)
    if (file) tables[table] = {table, file, columns: usual, ...stated.get(table)}
  }
  return {tables, notes}
}

function joinedTables(source: SourceFiles, dialect: RrfDialect, notes: string[]): Map<string, SourceFile> {
  const found = new Map<string, NamedRrfFile[]>()
  const prescribable = new Map<string, NamedRrfFile[]>()
  for (const file of source.files) {
    const named = namedRrfFile(file, dialect)
    if (!named || !(named.table in dialect.columns)) continue
    const group = isPrescribable(file) ? prescribable : found
    group.set(named.table, [...(group.get(named.table) ?? []), named])
  }
  // a full RxNorm release repeats the rows of its prescribable part in a folder of its own
  if (prescribable.size > 0 && found.size > 0) {
    notes.push('The folder "prescribe" was left out: it repeats rows of the full release.')
  }
  const tables = new Map<string, SourceFile>()
  for (const [table, files] of found.size > 0 ? found : prescribable) {
    tables.set(table, joinParts(onlyOne(files, notes)))
  }
  return tables
}

function isPrescribable({relativePath}: SourceFile): boolean {
  return /(?:^|\/)prescribe\//i.test(relativePath)
}

/**
 * The file of a table, or its pieces: what was unpacked goes before the archives it came from, a whole before its pieces.
 *
 * @throws {InputError} When two files claim to be the same table.
 */
function onlyOne(files: readonly NamedRrfFile[], notes: string[]): readonly NamedRrfFile[] {
  const unpacked = preferred(files, ({file}) => !/\.nlm\//i.test(file.relativePath))
  const chosen = preferred(unpacked, ({part}) => part === '')
  if (chosen.length < files.length) {
    const left = files.length - chosen.length
    notes.push(
      `${chosen[0]!.file.path} is read; ${left} more of that table, packed or in pieces, are left out.`,
    )
  }
  const seen = new Map<string, NamedRrfFile>()
  for (const one of chosen) {
    const other = seen.get(one.part)
    if (other) {
      throw new InputError(
        'INPUT_UNUSABLE',
        `One table is there twice: ${other.file.path} and ${one.file.path}.`,
        'Give the folder of one release.',
      )
    }
    seen.set(one.part, one)
  }
  return chosen
}

/** Those that are better, or all where none is. */
function preferred(
  files: readonly NamedRrfFile[],
  isBetter: (file: NamedRrfFile) => boolean,
): readonly NamedRrfFile[] {
  const better = files.filter(isBetter)
  return better.length > 0 ? better : files
}

/** A CONSO under any other name. */
async function findConso(source: SourceFiles, dialect: RrfDialect): Promise<SourceFile | undefined> {
  for (const file of source.files) if (await isConso(file, dialect)) return file
  return undefined
}
