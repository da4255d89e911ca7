import {InputError} from '../../src/errors.js'
import {hasColumns, headerCells} from '../header-columns.js'
import {readHead} from '../read-head.js'
import type {SourceFile, SourceFiles} from '../source-files.js'
import {byRelativePath} from '../source-listing.js'

/** Columns by which the files of a release are told, lower case. */
const tableColumns = ['loinc_num', 'component', 'long_common_name', 'status']
const mapColumns = ['loinc', 'map_to']
const hierarchyColumns = ['immediate_parent', 'code', 'code_text']
const variantColumns = ['loinc_num', 'linguisticvariantdisplayname']

/** A file of a release with the names of its columns, lower case. */
export interface LoincFile {
  readonly file: SourceFile
  readonly header: readonly string[]
}

/** The files of a release that are read. */
export interface LoincRelease {
  readonly table: LoincFile
  readonly maps: readonly LoincFile[]
  readonly hierarchies: readonly LoincFile[]
  readonly variants: readonly LoincFile[]
}

export async function holdsLoinc({files}: SourceFiles): Promise<boolean> {
  for (const file of files) if (isTable(await readHeader(file))) return true
  return false
}

/**
 * Finds the files of a release: of `Loinc.csv` and `LoincTableCore.csv`, which lists the same codes with fewer columns,
 * the fuller one.
 *
 * @throws {InputError} When there is no table, or several of the same width.
 */
export async function findLoinc({files, path}: SourceFiles): Promise<LoincRelease> {
  const found: LoincFile[] = []
  for (const file of [...files].sort(byRelativePath)) {
    const header = await readHeader(file)
    if (header.length > 1) found.push({file, header})
  }
  const tables = found.filter(({header}) => isTable(header)).sort((a, b) => b.header.length - a.header.length)
  const [table, second] = tables
  if (table === undefined || second?.header.length === table.header.length) {
    throw new InputError(
      'INPUT_UNUSABLE',
      table === undefined ? `${path} holds no Loinc.csv.` : `${path} holds several tables of LOINC codes.`,
      'Give the zip or folder of one LOINC release, or its Loinc.csv.',
    )
  }
  const having = (columns: readonly string[]) => found.filter(({header}) => hasColumns(header, columns))
  return {
    table,
    maps: having(mapColumns),
    hierarchies: having(hierarchyColumns),
    variants: having(variantColumns),
  }
}

function isTable(header: readonly string[]): boolean {
  return hasColumns(header, tableColumns)
}

async function readHeader(file: SourceFile): Promise<string[]> {
  return headerCells((await readHead(file))[0] ?? '', ',')
}
