import {rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {ModelIdentity} from '../domain/model-identity.js'
import type {OntologyDescription, OntologyRow} from '../domain/ontology.js'
import {IndexBusyError} from '../errors.js'
import {checksumFile, type FileChecksum, FileVerifier} from '../files/checksum.js'
import {neighbourPath, recoverFolder, swapFolders, syncFiles} from '../files/replace-folder.js'
import type {ConceptChange} from './compare-databases.js'
import {type BuiltRows, DatabaseBuilder, type SourceProvenance} from './database-builder.js'
import {engineOf} from './engines.js'
import {exactEngine} from './exact-engine.js'
import {FullVectors, FullVectorWriter, fullVectorsFile} from './full-vectors.js'
import type {FinishOptions, IndexBuilderOptions} from './index-builder-options.js'
import {type IndexLock, lockIndex} from './index-lock.js'
import type {KeptFile} from './kept-lines.js'
import {databaseFile, formatVersion, indexFiles, manifestFile, manifestText} from './manifest.js'
import {parseFilter} from './parse-filter.js'
import {
  dropPartial,
  keepPartial,
  makeBuildFolder,
  markPartial,
  openToOthers,
  partialFolder,
  partialShape,
  unmarkPartial,
} from './partial-build.js'
import {retireIndex} from './retire-index.js'
import {reuseVectors, type VectorFolder} from './reuse-vectors.js'
import type {ConceptFilter, EngineName, FilterExpressions, IndexManifest} from './term-index.js'
import {type BuildProgress, nextTurn, type VectorShape} from './vector-engine.js'

/**
 * Builds an index beside its place and puts it there when it is whole. In this order: {@link addSource} and
 * {@link addRows} for each source, {@link finishRows}, {@link texts}, {@link startVectors}, the vectors of the rows that
 * it names, {@link finish}. Dropping it earlier, or killing the process, leaves what was there before; vectors that were
 * written by then are taken over by the next build in this place.
 */
export class IndexBuilder implements AsyncDisposable {
  private vectors: FullVectorWriter | undefined
  private shape: VectorShape | undefined
  private built: BuiltRows | undefined
  private isOpen = true
  /** Vectors that {@link startVectors} took over from a build that was stopped. */
  resumed = 0

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
      if (options.previous?.isReplaced()) throw new IndexBusyError(options.name)
      keepPartial(folder, target) // of a build that was killed: nobody else holds the lock
      makeBuildFolder(folder)
      const database = await DatabaseBuilder.create(join(folder, databaseFile), join(folder, 'staging.db'))
      return new IndexBuilder(target, folder, lock, database, options, filter)
    } catch (error) {
      keepPartial(folder, target)
      lock.release()
      throw error
    }
  }

  /**
   * Announces a source. Several releases may share a code (an edition and its extension); their rows are then joined.
   *
   * @throws {UsageError} When another format was announced under the same code.
   */
  addSource(source: OntologyDescription, provenance?: SourceProvenance): void {
    this.database.addSource(source, provenance)
  }

  /** Takes rows of an announced source, in the order of its files. */
  addRows(sourceCode: string, rows: readonly OntologyRow[]): void {
    this.database.addRows(sourceCode, rows)
  }

  /** Takes over the lines that another index keeps of an announced source. */
  carryKept(sourceCode: string, files: readonly KeptFile[]): void {
    this.database.carryKept(sourceCode, files)
  }

  /**
   * Joins the rows and reports what only shows now; no rows can be added afterwards.
   *
   * @throws {UsageError} When a filter goes by something that no source has.
   */
  finishRows(): BuiltRows {
    this.built = this.database.join(this.options.report ?? (() => {}), {
      filter: this.filter,
      synonyms: this.options.synonyms,
    })
    return this.built
  }

  /** Prepared texts in the order of their rows. To be read to the end before anything else is asked. */
  texts(): IterableIterator<string> {
    return this.database.texts()
  }

  /** Hands over what is different from the index that is updated, or everything where there is none. Needs the rows finished. */
  changesFromPrevious(take: (change: ConceptChange) => void): void {
    const {previous} = this.options
    this.database.changesFrom(previous && join(previous.folder, databaseFile), take)
  }

  /**
   * Starts the vectors with those that were computed before: by a build of this index that was stopped, in the index that
   * is updated, in the others of this machine and in the cache, where they hold vectors of the same model.
   *
   * @returns Rows whose vectors are still to be written, ascending.
   */
  async startVectors(model: ModelIdentity): Promise<Uint32Array> {
    const {dimensions} = model
    const shape = {rows: this.rowsBuilt().counts.texts, dimensions}
    const writer = new FullVectorWriter(join(this.folder, fullVectorsFile), shape)
    this.vectors = writer
    this.shape = shape
    const row = new Uint32Array(1)
    const stopped = partialFolder(this.resumes)
    const missing = await this.reuseFormer(model, (number, vector, {folder}) => {
      row[0] = number
      writer.write(row, vector)
      if (folder === stopped) this.resumed++
    })
    markPartial(this.folder, shape, model)
    return missing
  }

  /** Size of the database so far. */
  get databaseBytes(): number {
    return statSync(join(this.folder, databaseFile)).size
  }

  /**
   * How many texts a build with this model would have to encode, without starting it.
   *
   * @returns Rows whose vectors no earlier build has, ascending.
   */
  textsToEncode(model: ModelIdentity): Promise<Uint32Array> {
    return this.reuseFormer(model, () => {})
  }

  /**
   * @param rows - Text rows, each once.
   * @param vectors - Unit vectors of these rows, row-major `[rows, dimensions]`.
   * @throws {RangeError} When a row is out of range or comes twice, or a vector is not of unit length.
   */
  writeVectors(rows: Uint32Array, vectors: Float32Array): void {
    if (!this.vectors) throw new RangeError('the vectors were not started')
    this.vectors.write(rows, vectors)
  }

  /**
   * Builds what searches need, seals the index and puts it in its place.
   *
   * @throws {RangeError} When vectors are missing.
   * @throws {UsageError} When the engine cannot be used here.
   */
  async finish({engine, model, onProgress, toolVersion}: FinishOptions): Promise<IndexManifest> {
    const {counts, keptFiles, leftOut, sources} = this.rowsBuilt()
    const {filters} = this.options
    this.database.close()
    await this.buildSearches(engine, onProgress)
    const files = await this.checksums([...indexFiles(engine), ...keptFiles])
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
    unmarkPartial(this.folder)
    writeFileSync(join(this.folder, manifestFile), manifestText(manifest))
    openToOthers(this.folder)
    syncFiles(this.folder)
    const replaced = swapFolders(this.folder, this.target)
    dropPartial(this.target)
    const {cache, others = [], verifier = new FileVerifier()} = this.options
    verifier.remember(this.target, files)
    this.isOpen = false
    const stay = [{folder: this.target, manifest}, ...others.filter(({folder}) => folder !== this.target)]
    try {
      cache?.dropSpent()
      if (replaced) await retireIndex(replaced, cache, stay)
    } finally {
      this.lock.release()
    }
    return manifest
  }

  /**
   * Gives up: keeps vectors that were computed, removes all else. Does nothing after {@link finish}.
   *
   * @param keepVectors - `false` where they are in the way: on a disk that is full.
   */
  abortNow({keepVectors = true} = {}): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.database.close()
    this.vectors?.close()
    if (keepVectors) keepPartial(this.folder, this.target)
    else {
      dropPartial(this.target)
      rmSync(this.folder, {recursive: true, force: true})
    }
    this.lock.release()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.abortNow()
  }

  private async buildSearches(engine: EngineName, onProgress: BuildProgress | undefined): Promise<void> {
    if (!this.vectors || !this.shape) throw new RangeError('no vector was ever written')
    this.vectors.finish()
    const rows = new FullVectors(join(this.folder, fullVectorsFile), this.shape)
    try {
      // the scan file is always there: it serves where the graph's library does not run
      for (const {build, fileName, name} of new Set([exactEngine, engineOf(engine)])) {
        await build(rows, join(this.folder, fileName), name === engine ? onProgress : undefined)
      }
    } finally {
      rows.close()
    }
  }

  /** Hands over the vectors that earlier builds have. @returns Rows that none has, ascending. */
  private async reuseFormer(
    model: ModelIdentity,
    take: (row: number, vector: Float32Array, from: VectorFolder) => void,
  ): Promise<Uint32Array> {
    const taken = new Uint8Array(this.rowsBuilt().counts.texts)
    const copy = (from: VectorFolder) => reuseVectors(from, taken, (row, vector) => take(row, vector, from))
    for (const from of this.vectorFolders(model)) await copy(from)
    for (const from of this.options.cache?.foldersWith(model, this.missingTexts(taken)) ?? [])
      await copy(from)
    return Uint32Array.from(taken.keys()).filter((row) => taken[row] === 0)
  }

  private *missingTexts(taken: Uint8Array): Iterable<readonly [row: number, text: string]> {
    let row = 0
    for (const text of this.texts()) {
      if (!taken[row]) yield [row, text]
      row++
    }
  }

  /** Place whose stopped build is taken over. */
  private get resumes(): string {
    return this.options.resumes ?? this.target
  }

  private vectorFolders(model: ModelIdentity): VectorFolder[] {
    const {others = [], previous, verifier = new FileVerifier()} = this.options
    const partial = partialShape(this.resumes, model)
    const found: VectorFolder[] = []
    const add = (folder: string, shape: VectorShape) =>
      found.push({folder, shape, pairs: () => this.database.sharedTexts(join(folder, databaseFile))})
    if (partial) add(partialFolder(this.resumes), partial)
    for (const {folder, manifest} of [...(previous ? [previous] : []), ...others]) {
      const {counts, files, model: theirs} = manifest
      if (theirs.sha256 !== model.sha256 || found.some((known) => known.folder === folder)) continue
      // SQLite is given no file that was not checked
      const database = files[databaseFile]
      if (!database || verifier.findDamage(folder, {[databaseFile]: database})) continue
      add(folder, {rows: counts.texts, dimensions: theirs.dimensions})
    }
    return found
  }

  private async checksums(names: readonly string[]): Promise<Record<string, FileChecksum>> {
    const files: Record<string, FileChecksum> = {}
    for (const name of names) {
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
