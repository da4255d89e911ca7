import type {OntologyDescription} from '../../src/domain/ontology.js'
import type {ReaderOptions} from '../reader.js'
import {AtomChoice} from './atom-choice.js'
import {readRrfRows} from './read-rrf-rows.js'
import {readSourceTable} from './read-source-table.js'
import type {RrfDialect, RrfTable} from './rrf-dialect.js'
import type {RrfRelease, RrfTableFile} from './rrf-release.js'

/**
 * What a release says of itself, and which tables are missing.
 *
 * @throws {UsageError} When an option names a source or a semantic type that there is not, or asks for semantic types
 *   where no table holds them.
 */
export async function describeRrf(
  {tables, notes}: RrfRelease,
  dialect: RrfDialect,
  options: ReaderOptions | undefined,
): Promise<OntologyDescription> {
  const {code, format, prefix, useful} = dialect
  const sources = await readSourceTable(tables.SAB, dialect)
  const choice = new AtomChoice(options)
  choice.refuseUnknownSources(sources.names)
  choice.refuseTypesWithout(tables.STY)
  const release = (await releaseName(tables.DOC)) ?? sources.release
  const missing = Object.entries(useful).filter(([table]) => !isThere(table as RrfTable, tables))
  const lost = missing.map(([table, what]) => `${prefix}${table}.RRF (${what})`)
  const all = lost.length === 0 ? notes : [...notes, `Not in the source: ${lost.join(', ')}.`]
  return {format, code, ...(release ? {release} : {}), ...(all.length > 0 ? {notes: all} : {})}
}

function isThere(table: RrfTable, tables: RrfRelease['tables']): boolean {
  return tables[table] !== undefined || (table === 'MAP' && tables.SMAP !== undefined)
}

/** MRDOC names the release since 2008; a subset keeps the row. */
async function releaseName(table: RrfTableFile | undefined): Promise<string | undefined> {
  if (table === undefined) return undefined
  for await (const rows of readRrfRows(table, () => {})) {
    const row = rows.find(
      (one) => one.get('DOCKEY') === 'RELEASE' && one.get('VALUE') === 'umls.release.name',
    )
    if (row) return row.get('EXPL')
  }
  return undefined
}
