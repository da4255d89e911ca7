import {mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {ModelIdentity} from '../domain/model-identity.js'
import type {OntologyDescription, OntologyRow, ReportProblem} from '../domain/ontology.js'
import {checksumFile, type FileChecksum, FileVerifier} from '../files/checksum.js'
import {neighbourPath, recoverFolder, replaceFolder, syncFiles} from '../files/replace-folder.js'
import {type BuiltRows, DatabaseBuilder} from './database-builder.js'
import {engineOf} from './engines.js'
import {exactEngine} from './exact-engine.js'
import {FullVectors, FullVectorWriter, fullVectorsFile} from './full-vectors.js'
import {type IndexLock, lockIndex} from './index-lock.js'
import {databaseFile, formatVersion, indexFiles, manifestFile, manifestText} from './manifest.js'
import {parseFilter} from './parse-filter.js'
import type {ConceptFilter, EngineName, FilterExpressions, IndexManifest} from './term-index.js'
import {type BuildProgress, nextTurn, type VectorShape} from './vector-engine.js'

export interface IndexBuilderOptions {
  /** Name the user knows the index by, for messages. */
  readonly name: string
  readonly report?: ReportProblem
  /** What the index is to hold; absent: everything. */
  readonly filters?: FilterExpressions
  /** Told the checksums of the finished files, so that the first query does not compute them again. */
  readonly verifier?: FileVerifier
}

export interface FinishOptions {
  readonly model: ModelIdentity
  readonly engine: EngineName
  readonly toolVersion: string
  /** Told of the vectors that the graph has taken. */
  readonly onProgress?: BuildProgress
}

/** Receives vectors in any order, each row once. */
export interface VectorWriter {
  /**
   * @param rows - Text rows.
   * @param vectors - Unit vectors of these rows, row-major `[rows, dimensions]`.
   * @throws {RangeError} When a row is out of range or comes twice, or a vector is not of unit length.
   */
  write(rows: Uint32Array, vectors: Float32Array): void
}

/**
 * Builds an index beside its place and puts it there when it is whole. In this order: {@link addSource} and
 * {@link addRows} for each source, {@link finishRows}, {@link texts}, {@link vectorWriter}, {@link finish}. Dropping it
 * earlier, or killing the process, leaves what was there before.
 */
export class IndexBuilder implements AsyncDisposable {
  private vectors: {readonly writer: FullVectorWriter; readonly shape: VectorShape} | undefined
  private built: BuiltRows | undefined
  private isOpen = true

  private constructor(
    private readonly target: string,
    private readonly folder: string,
    private readonly lock: IndexLock,
    private readonly database: DatabaseBuilder,
    private readonly options: IndexBuilderOptions,
    private readonly filter: ConceptFilter | undefined,
  ) {}

  /**
   * @param target - Folder of the finished index; one that is there is replaced.
   * @throws {IndexBusyError} When another process builds or removes the index in this folder.
   * @throws {UsageError} When the folder cannot be written, or a filter cannot be read.
   */
  static async create(target: string, options: IndexBuilderOptions): Promise<IndexBuilder> {
    const filter = options.filters && parseFilter(options.filters)
    const lock = await lockIndex(target, options.name)
    const folder = neighbourPath(target, 'building')
    try {
      recoverFolder(target)
      rmSync(folder, {recursive: true, force: true}) // of a build that was killed: nobody else holds the lock
      mkdirSync(folder)
      const database = await DatabaseBuilder.create(join(folder, databaseFile), join(folder, 'staging.db'))
      return new IndexBuilder(target, folder, lock, database, options, filter)
    } catch (error) {
      rmSync(folder, {recursive: true, force: true})
      lock.release()
      throw error
    }
  }

  /**
   * Announces a source. Several releases may share a code (an edition and its extension); their rows are then joined.
   *
   * @throws {UsageError} When another format was announced under the same code.
   */
  addSource(source: OntologyDescription): void {
    this.database.addSource(source)
  }

  /** Takes rows of an announced source, in the order of its files. */
  addRows(sourceCode: string, rows: readonly OntologyRow[]): void {
    this.database.addRows(sourceCode, rows)
  }

  /**
   * Joins the rows and reports what only shows now; no rows can be added afterwards.
   *
   * @throws {UsageError} When a filter goes by something that no source has.
   */
  finishRows(): BuiltRows {
    this.built = this.database.join(this.options.report ?? (() => {}), this.filter)
    return this.built
  }

  /** Prepared texts in the order of their rows. To be read to the end before anything else is asked. */
  texts(): IterableIterator<string> {
    return this.database.texts()
  }

  vectorWriter(dimensions: number): VectorWriter {
    const shape = {rows: this.rowsBuilt().counts.texts, dimensions}
    const writer = new FullVectorWriter(join(this.folder, fullVectorsFile), shape)
    this.vectors = {writer, shape}
    return writer
  }

  /**
   * Builds what searches need, seals the index and puts it in its place.
   *
   * @throws {RangeError} When vectors are missing.
   * @throws {UsageError} When the engine cannot be used here.
   */
  async finish({engine, model, onProgress, toolVersion}: FinishOptions): Promise<IndexManifest> {
    const {counts, leftOut, sources} = this.rowsBuilt()
    const {filters} = this.options
    this.database.close()
    await this.buildSearches(engine, onProgress)
    const files = await this.checksums(engine)
    const manifest: IndexManifest = {
      formatVersion,
      toolVersion,
      model: pickIdentity(model),
      engine,
      sources,
      counts,
      ...(filters && leftOut ? {filters: {...pickExpressions(filters), leftOut}} : {}),
      files,
    }
    writeFileSync(join(this.folder, manifestFile), manifestText(manifest))
    syncFiles(this.folder)
    replaceFolder(this.folder, this.target)
    const {verifier = new FileVerifier()} = this.options
    verifier.remember(this.target, files)
    this.isOpen = false
    this.lock.release()
    return manifest
  }

  /** Gives up: removes what was written so far. Does nothing after {@link finish}. */
  abortNow(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.database.close()
    this.vectors?.writer.close()
    rmSync(this.folder, {recursive: true, force: true})
    this.lock.release()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.abortNow()
  }

  private async buildSearches(engine: EngineName, onProgress: BuildProgress | undefined): Promise<void> {
    if (!this.vectors) throw new RangeError('no vector was ever written')
    const {shape, writer} = this.vectors
    writer.finish()
    const rows = new FullVectors(join(this.folder, fullVectorsFile), shape)
    try {
      // the scan file is always there: it serves where the graph's library does not run
      for (const {build, fileName, name} of new Set([exactEngine, engineOf(engine)])) {
        await build(rows, join(this.folder, fileName), name === engine ? onProgress : undefined)
      }
    } finally {
      rows.close()
    }
  }

  private async checksums(engine: EngineName): Promise<Record<string, FileChecksum>> {
    const files: Record<string, FileChecksum> = {}
    for (const name of indexFiles(engine)) {
      files[name] = checksumFile(join(this.folder, name))
      await nextTurn()
    }
    return files
  }

  private rowsBuilt(): BuiltRows {
    if (!this.built) throw new RangeError('the rows are not finished')
    return this.built
  }
}

/** A model may say more of itself than belongs into a manifest. */
function pickIdentity({dimensions, id, pooling, precision, sha256}: ModelIdentity): ModelIdentity {
  return {id, sha256, dimensions, pooling, precision}
}

function pickExpressions({exclude, include}: FilterExpressions): FilterExpressions {
  return {include, exclude}
}
