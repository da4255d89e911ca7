import {rmSync} from 'node:fs'
import type {OntologyDescription, OntologyRow, ReportProblem} from '../domain/ontology.js'
import {UsageError} from '../errors.js'
import {countConcepts} from './count-concepts.js'
import {joinRows} from './join-rows.js'
import {reportJoinProblems} from './report-join-problems.js'
import {conceptTables} from './schema.js'
import {createDatabase, type Database, type SqlValue} from './sqlite.js'
import {StagedRows} from './staged-rows.js'
import type {ConceptFilter, IndexCounts, IndexSource, LeftOut} from './term-index.js'
import {writeKeys} from './write-keys.js'

/** What the joined rows came to. */
export interface BuiltRows {
  readonly counts: IndexCounts
  /** In the order in which they were announced. */
  readonly sources: readonly IndexSource[]
  /** Absent without a filter. */
  readonly leftOut?: LeftOut
}

interface AnnouncedSource {
  readonly number: number
  readonly format: string
  readonly releases: string[]
}

/** Writes `concepts.db`: takes rows, joins them, gives the texts back. */
export class DatabaseBuilder {
  private readonly sources = new Map<string, AnnouncedSource>()

  private constructor(
    private readonly database: Database,
    private readonly scratchPath: string,
    private readonly staged: StagedRows,
  ) {}

  /** @param scratchPath - File for rows that are not joined yet; gone after {@link join}. */
  static async create(path: string, scratchPath: string): Promise<DatabaseBuilder> {
    const database = await createDatabase(path)
    try {
      database.exec(conceptTables)
      const staged = new StagedRows(database, scratchPath)
      database.exec('BEGIN')
      return new DatabaseBuilder(database, scratchPath, staged)
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** @throws {UsageError} When the code belongs to a source of another format. */
  addSource({code, format, release}: OntologyDescription): void {
    const known = this.sources.get(code)
    if (known && known.format !== format) {
      throw new UsageError(
        `Two sources of different formats (${known.format}, ${format}) have the code "${code}".`,
        'Build an index for each, with --source to give them codes of their own.',
      )
    }
    const source = known ?? {number: this.sources.size + 1, format, releases: []}
    if (release !== undefined && !source.releases.includes(release)) source.releases.push(release)
    if (known) return
    this.sources.set(code, source)
    this.database.prepare<SqlValue[]>('INSERT INTO source VALUES (?, ?)').run(source.number, code)
  }

  addRows(sourceCode: string, rows: readonly OntologyRow[]): void {
    const source = this.sources.get(sourceCode)
    if (!source) throw new RangeError(`the source "${sourceCode}" was not announced`)
    for (const row of rows) this.staged.add(source.number, row)
  }

  /** @throws {UsageError} When the filter goes by something that no source has. */
  join(report: ReportProblem, filter?: ConceptFilter): BuiltRows {
    const {database} = this
    const before = joinRows(database, filter)
    reportJoinProblems(database, report)
    const maxKeyWords = writeKeys(database)
    database.prepare<SqlValue[]>('INSERT INTO meta VALUES (?, ?)').run('maxKeyWords', maxKeyWords)
    database.exec('COMMIT')
    database.exec('DETACH staging')
    rmSync(this.scratchPath)
    const counts = countConcepts(database)
    return {
      counts,
      ...(before
        ? {leftOut: {concepts: before.concepts - counts.concepts, names: before.names - counts.names}}
        : {}),
      sources: [...this.sources].map(([code, {format, number, releases}]) => ({
        code,
        format,
        ...(releases.length > 0 ? {release: releases.join(', ')} : {}),
        counts: countConcepts(database, number),
      })),
    }
  }

  texts(): IterableIterator<string> {
    return this.database
      .prepare<SqlValue[], string>('SELECT text FROM text ORDER BY number')
      .pluck()
      .iterate()
  }

  close(): void {
    this.database.close()
  }
}
