import {join} from 'node:path'
import {recogniseReader} from '../../../ontologies/readers.js'
import {openSource} from '../../../ontologies/source-files.js'
import {DatabaseBuilder} from '../../../src/index-store/database-builder.js'
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
  const description = await reader.describe(source)
  const problems = new ProblemLog()
  const folder = temporaryFolder()
  const database = await DatabaseBuilder.create(join(folder, 'concepts.db'), join(folder, 'staging.db'))
  try {
    database.addSource(description)
    for await (const rows of reader.read(source, problems.report)) database.addRows(description.code, rows)
    database.joinNames(problems.report, {synonyms: []})
    return {format: reader.format, counts: database.counts, problems}
  } finally {
    database.close()
  }
}
