import {InputError} from '../../src/errors.js'
import type {SourceFile} from '../source-files.js'
import {readRrfRows} from './read-rrf-rows.js'
import type {RrfDialect, RrfTable} from './rrf-dialect.js'

/** What MRFILES says of a table. */
export interface StatedFile {
  readonly columns: readonly string[]
  readonly rows?: number
}

/**
 * Reads MRFILES.RRF: MetamorphoSys may write the columns of a subset in another order, or leave some out.
 *
 * @returns By table, those of the dialect only.
 * @throws {InputError} When a table lacks a column that tells what its rows are about.
 */
export async function readColumnLists(
  file: SourceFile,
  dialect: RrfDialect,
): Promise<ReadonlyMap<string, StatedFile>> {
  const stated = new Map<string, StatedFile>()
  const table = {file, columns: dialect.columns.FILES!}
  // its oddities are of no consequence: a table that it does not name has its usual columns
  for await (const rows of readRrfRows(table, () => {})) {
    for (const row of rows) {
      const name = row
        .get('FIL')
        .replace(/\.RRF$/i, '')
        .slice(dialect.prefix.length)
      const columns = row.get('FMT').split(',')
      const needed = neededColumns[name as RrfTable]
      if (needed === undefined || dialect.columns[name as RrfTable] === undefined) continue
      const missing = needed.find((one) => !columns.includes(one))
      if (missing !== undefined) {
        throw new InputError(
          'INPUT_UNUSABLE',
          `${file.path} says that ${row.get('FIL')} has no column ${missing}.`,
          'Write the subset with all columns, or remove the table.',
        )
      }
      const promised = row.get('RWS')
      stated.set(name, {columns, ...(/^\d{1,12}$/.test(promised) ? {rows: Number(promised)} : {})})
    }
  }
  return stated
}

/** Without these a table cannot be read; others are taken for empty. */
const neededColumns: Readonly<Partial<Record<RrfTable, readonly string[]>>> = {
  CONSO: ['CUI', 'LAT', 'SAB', 'TTY', 'STR', 'SUPPRESS'],
  STY: ['CUI', 'TUI', 'STY'],
  DEF: ['CUI', 'DEF', 'SAB', 'SUPPRESS'],
  REL: ['CUI1', 'REL', 'CUI2', 'SAB', 'SUPPRESS'],
  RANK: ['RANK', 'SAB', 'TTY', 'SUPPRESS'],
  SAB: ['RSAB'],
  CUI: ['CUI1', 'REL', 'CUI2'],
  MAP: ['MAPSETCUI', 'FROMEXPR', 'FROMTYPE', 'TOEXPR', 'TOTYPE'],
  SMAP: ['MAPSETCUI', 'FROMEXPR', 'FROMTYPE', 'TOEXPR', 'TOTYPE'],
  DOC: ['DOCKEY', 'VALUE', 'EXPL'],
}
