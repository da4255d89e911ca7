import {join} from 'node:path'
import {recogniseReader} from '../../../ontologies/readers.js'
import {openSource} from '../../../ontologies/source-files.js'
import {countConcepts} from '../../../src/index-store/count-concepts.js'
import {joinRows} from '../../../src/index-store/join-rows.js'
import {KeptLines} from '../../../src/index-store/kept-lines.js'
import {reportJoinProblems} from '../../../src/index-store/report-join-problems.js'
import {conceptTables} from '../../../src/index-store/schema.js'
import {createDatabase, type SqlValue} from '../../../src/index-store/sqlite.js'
import {StagedRows} from '../../../src/index-store/staged-rows.js'
import type {IndexCounts} from '../../../src/index-store/term-index.js'
import {ProblemLog} from '../../../src/indexing/problem-log.js'
import {temporaryFolder} from './temporary-folder.js'

/** What a source comes to in an index, without vectors. */
export interface SourceCounts {
  readonly format: string
  readonly counts: IndexCounts
  readonly problems: ProblemLog
}

/** Recognises, reads and joins a source; leaves out the keys of its names, which take as long and are counted nowhere. */
export async function countSource(path: string): Promise<SourceCounts> {
  await using source = await openSource(path)
  const reader = await recogniseReader(source)
  const {code} = await reader.describe(source)
  const problems = new ProblemLog()
  const folder = temporaryFolder()
  const kept = new KeptLines(folder)
  const database = await createDatabase(join(folder, 'concepts.db'))
  try {
    database.exec(conceptTables)
    const staged = new StagedRows(database, join(folder, 'staging.db'), kept)
    database.exec('BEGIN')
    database.prepare<SqlValue[]>('INSERT INTO source VALUES (1, ?)').run(code)
    for await (const rows of reader.read(source, problems.report))
      for (const row of rows) staged.add(1, code, row)
    staged.finish()
    joinRows(database, {hasKeptSources: false, report: problems.report, synonyms: []})
    reportJoinProblems(database, problems.report)
    return {format: reader.format, counts: countConcepts(database), problems}
  } finally {
    kept.close()
    database.close()
  }
}
