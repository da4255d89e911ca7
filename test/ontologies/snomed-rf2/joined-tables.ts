import {join} from 'node:path'
import type {ReaderOptions} from '../../../ontologies/reader.js'
import {snomedRf2Reader} from '../../../ontologies/snomed-rf2/snomed-rf2-reader.js'
import {openSource, uniteSources} from '../../../ontologies/source-files.js'
import type {OntologyRow, Problem} from '../../../src/domain/ontology.js'
import {DatabaseBuilder} from '../../../src/index-store/database-builder.js'
import {openReadOnly} from '../../../src/index-store/sqlite.js'
import {temporaryFolder} from '../support/temporary-folder.js'

/** What becomes of some sources that are read as one. */
export interface Joined {
  /** All rows of each table of `concepts.db`. */
  readonly tables: Readonly<Record<string, readonly unknown[]>>
  readonly rows: readonly OntologyRow[]
  readonly problems: readonly Problem[]
}

/** Reads the sources as one, and joins their rows in a database as an index does. */
export async function joinSources(paths: readonly string[], options: ReaderOptions = {}): Promise<Joined> {
  const folder = temporaryFolder()
  const path = join(folder, 'concepts.db')
  const problems: Problem[] = []
  const rows: OntologyRow[] = []
  const sources = await Promise.all(paths.map((one) => openSource(one)))
  const source = uniteSources(sources)
  const builder = await DatabaseBuilder.create(path, join(folder, 'scratch.db'))
  try {
    builder.addSource({format: 'snomed-rf2', code: 'snomed'})
    for await (const batch of snomedRf2Reader.read(source, (problem) => problems.push(problem), options)) {
      builder.addRows('snomed', batch)
      rows.push(...batch)
    }
    builder.join((problem) => problems.push(problem))
  } finally {
    builder.close()
    for (const one of sources) await one[Symbol.asyncDispose]()
  }
  const database = await openReadOnly(path)
  const names = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .pluck()
    .all() as string[]
  const tables = Object.fromEntries(
    names.sort().map((name) => [name, database.prepare(`SELECT * FROM "${name}"`).all()]),
  )
  database.close()
  return {tables, rows, problems}
}

/** The files that the kept lines of a reading make. */
export function keptFiles(rows: readonly OntologyRow[]): Record<string, string> {
  const files: Record<string, string> = {}
  for (const row of rows) if (row.row === 'kept') files[row.file] = `${files[row.file] ?? ''}${row.line}\n`
  return files
}
