import {rmSync} from 'node:fs'
import {dirname} from 'node:path'
import type {OntologyDescription, OntologyRow, ReportProblem} from '../domain/ontology.js'
import {UsageError} from '../errors.js'
import {ownName} from './add-synonyms.js'
import {type ConceptChange, compareDatabases} from './compare-databases.js'
import {ConceptCounts} from './concept-counts.js'
import {countConcepts} from './count-concepts.js'
import {type JoinOptions, joinRows} from './join-rows.js'
import {type KeptFile, KeptLines} from './kept-lines.js'
import {writeNameWords} from './name-words.js'
import {reportJoinProblems} from './report-join-problems.js'
import {conceptTables} from './schema.js'
import {attached, sharedTexts} from './shared-texts.js'
import {createDatabase, type Database, type SqlValue} from './sqlite.js'
import {StagedRows} from './staged-rows.js'
import type {IndexCounts, IndexSource, LeftOut, SourceOptions} from './term-index.js'
import {writeKeys} from './write-keys.js'
import {writeWords} from './write-words.js'

/** What the joined rows came to. */
export interface BuiltRows {
  readonly counts: IndexCounts
  /** Files of lines that readers want back at the next update, by name. */
  readonly keptFiles: readonly string[]
  /** In the order in which they were announced. */
  readonly sources: readonly IndexSource[]
  /** Absent without a filter. */
  readonly leftOut?: LeftOut
}

/** Where a source comes from, for the updates of the index. */
export interface SourceProvenance {
  /** The code that the release gives itself, where the user chose another. */
  readonly ownCode?: string
  /** What its reader was asked for; an update asks for the same. */
  readonly options?: SourceOptions
  /** For a source whose rows are what an index, built with the same filters, holds of it: what these left out. */
  readonly leftOut?: LeftOut
}

type JoinNamesOptions = Omit<JoinOptions, 'hasKeptSources' | 'report'>

interface AnnouncedSource extends SourceProvenance {
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
    private readonly kept: KeptLines,
  ) {}

  /**
   * @param scratchPath - File for rows that are not joined yet; gone after {@link join}. Lines that readers want kept are
   *   written beside it.
   */
  static async create(path: string, scratchPath: string): Promise<DatabaseBuilder> {
    const database = await createDatabase(path)
    try {
      database.exec(conceptTables)
      const kept = new KeptLines(dirname(scratchPath))
      const staged = new StagedRows(database, scratchPath, kept)
      database.exec('BEGIN')
      return new DatabaseBuilder(database, scratchPath, staged, kept)
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** @throws {UsageError} When the code belongs to a source of another format. */
  addSource({code, format, release}: OntologyDescription, provenance: SourceProvenance = {}): void {
    const known = this.sources.get(code)
    if (known && known.format !== format) {
      throw new UsageError(
        `Two sources of different formats (${known.format}, ${format}) have the code "${code}".`,
        'Build an index for each, with --source to give them codes of their own.',
      )
    }
    const source = known ?? {number: this.sources.size + 1, format, releases: [], ...provenance}
    if (release !== undefined && !source.releases.includes(release)) source.releases.push(release)
    if (known) return
    this.sources.set(code, source)
    this.database.prepare<SqlValue[]>('INSERT INTO source VALUES (?, ?)').run(source.number, code)
  }

  addRows(sourceCode: string, rows: readonly OntologyRow[]): void {
    const source = this.sources.get(sourceCode)
    if (!source) throw new RangeError(`the source "${sourceCode}" was not announced`)
    for (const row of rows) this.staged.add(source.number, sourceCode, row)
  }

  /** @throws {UsageError} When the filter goes by something that no source has. */
  join(report: ReportProblem, {synonyms = [], ...options}: Partial<JoinNamesOptions> = {}): BuiltRows {
    const {database} = this
    const before = this.joinNames(report, {...options, synonyms})
    const maxKeyWords = writeKeys(database)
    writeWords(database)
    ConceptCounts.write(database)
    options.onPhase?.('lexical keys')
    writeNameWords(database)
    options.onPhase?.('full-text index')
    database.prepare<SqlValue[]>('INSERT INTO meta VALUES (?, ?)').run('maxKeyWords', maxKeyWords)
    database.exec('COMMIT')
    database.exec('DETACH staging')
    rmSync(this.scratchPath)
    const sources = [...this.sources].map(
      ([code, {format, leftOut, number, options = {}, ownCode, releases}]): IndexSource => ({
        code,
        format,
        ...(releases.length > 0 ? {release: releases.join(', ')} : {}),
        ...(ownCode === undefined ? {} : {ownCode}),
        ...(Object.keys(options).length > 0 ? {options} : {}),
        counts: countConcepts(database, number),
        ...(before ? {leftOut: leftOut ?? this.leftOutOf(number, before.get(number))} : {}),
      }),
    )
    return {
      counts: this.counts,
      keptFiles: this.kept.finish(),
      sources,
      ...(before ? {leftOut: addUp(sources.map((source) => source.leftOut ?? nothing))} : {}),
    }
  }

  /**
   * The first part of {@link join}: concepts, names and what ties them, without what finds names.
   *
   * @returns What the filter chose from, see `joinRows`.
   */
  joinNames(report: ReportProblem, options: JoinNamesOptions): ReturnType<typeof joinRows> {
    this.staged.finish()
    const hasKeptSources = [...this.sources.values()].some(({leftOut}) => leftOut !== undefined)
    const before = joinRows(this.database, {...options, hasKeptSources, report})
    options.onPhase?.('names')
    reportJoinProblems(this.database, report)
    options.onPhase?.('problems')
    return before
  }

  /** What is joined so far. */
  get counts(): IndexCounts {
    return countConcepts(this.database)
  }

  /** Names that the user added were not there for the filter to leave out. */
  private leftOutOf(source: number, before: LeftOut = nothing): LeftOut {
    const {concepts, names} = countConcepts(this.database, source)
    const own = this.database
      .prepare<SqlValue[], number>(`
        SELECT count(*) FROM term JOIN concept ON concept.number = term.concept
        WHERE term.own = ${ownName} AND concept.source = ?
      `)
      .pluck()
      .get(source)!
    return {concepts: Math.max(0, before.concepts - concepts), names: before.names - (names - own)}
  }

  texts(): IterableIterator<string> {
    return this.database
      .prepare<SqlValue[], string>('SELECT text FROM text ORDER BY number')
      .pluck()
      .iterate()
  }

  /** Takes over the lines that another index keeps of an announced source. */
  carryKept(sourceCode: string, files: readonly KeptFile[]): void {
    for (const {name, path} of files) this.kept.carry(sourceCode, name, path)
  }

  /** See {@link sharedTexts}. Needs the rows joined. */
  sharedTexts(path: string): Uint32Array {
    return sharedTexts(this.database, path)
  }

  /**
   * Hands over what is different from an earlier database. Needs the rows joined.
   *
   * @param path - Absent: there was none.
   */
  changesFrom(path: string | undefined, take: (change: ConceptChange) => void): void {
    if (path === undefined) {
      for (const change of compareDatabases(this.database, undefined)) take(change)
      return
    }
    attached(this.database, path, () => {
      for (const change of compareDatabases(this.database, 'attached')) take(change)
    })
  }

  close(): void {
    this.kept.close()
    this.database.close()
  }
}

const nothing: LeftOut = {concepts: 0, names: 0}

function addUp(all: readonly LeftOut[]): LeftOut {
  return all.reduce(
    (sum, {concepts, names}) => ({concepts: sum.concepts + concepts, names: sum.names + names}),
    nothing,
  )
}
