import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import type {ModelIdentity} from '../domain/model-identity.js'
import {BiolordError, IndexDamagedError, UsageError} from '../errors.js'
import {FileVerifier} from '../files/checksum.js'
import {diskFailure} from '../files/disk-failure.js'
import {cacheFolder, homeFolder} from '../files/home.js'
import {syncFiles} from '../files/replace-folder.js'
import {checkedFileBytes} from './checked-rows.js'
import {FullVectors, FullVectorWriter, fullVectorsFile, fullVectorsLayout} from './full-vectors.js'
import {lockIndex} from './index-lock.js'
import {databaseFile, readManifest} from './manifest.js'
import type {VectorFolder} from './reuse-vectors.js'
import {sharedTexts} from './shared-texts.js'
import {openReadOnly, type SqlValue, sqliteCode} from './sqlite.js'
import type {IndexManifest} from './term-index.js'
import {keyBytes, TextKeys, textKey, textKeysLayout, writeTextKeys} from './text-keys.js'
import {nextTurn, type VectorShape} from './vector-engine.js'

/** Vectors of one index that is gone, as far as no other held them then. */
export interface CachedVectors {
  readonly folder: string
  readonly model: Pick<ModelIdentity, 'id' | 'precision' | 'sha256'>
  readonly shape: VectorShape
  readonly bytes: number
  readonly usedAt: Date
}

/** An index on this machine. */
export interface BuiltIndex {
  readonly folder: string
  readonly manifest: IndexManifest
}

const noteFile = 'cached.json'
const keysFile = 'keys'
/** Folder of what is being added. */
const writingName = '.writing'

/** Megabytes that the cache takes unless `BIOLORD_VECTOR_CACHE_MB` says otherwise: a SNOMED CT edition twice, with 384 dimensions. */
const defaultMegabytes = 4000

/** More than any index has, so that the product of two of them is exact. */
const mostTexts = 2 ** 26

/** Rows between two turns of the event loop. */
const rowsPerTurn = 4096

/**
 * Vectors of terminology texts that were in an index of this machine and are in none any more: what a removed or replaced
 * index leaves behind for later builds, by model and by the hashes of the texts. The vectors that an index holds are taken from
 * there, so none is stored twice. Never holds anything of a text that was linked.
 */
export class VectorCache {
  /**
   * @param folder - Where it is, whether it is there yet or not.
   * @param limit - Bytes that it may take; what was not used for longest goes first.
   */
  constructor(
    readonly folder: string,
    readonly limit: number,
    private readonly verifier: FileVerifier,
  ) {}

  /**
   * That of a home folder.
   *
   * @throws {UsageError} When `BIOLORD_VECTOR_CACHE_MB` is no number.
   */
  static ofHome(env: NodeJS.ProcessEnv = process.env): VectorCache {
    const megabytes = Number(env.BIOLORD_VECTOR_CACHE_MB || defaultMegabytes)
    if (!(megabytes >= 0)) {
      throw new UsageError(
        `BIOLORD_VECTOR_CACHE_MB is "${env.BIOLORD_VECTOR_CACHE_MB}".`,
        'Give a number of megabytes; with 0 nothing is kept.',
      )
    }
    const verifier = new FileVerifier(join(cacheFolder(env), 'verified'))
    return new VectorCache(join(homeFolder(env), 'vectors'), megabytes * 1e6, verifier)
  }

  /** What it holds, last used first; what is damaged is left out. */
  entries(): readonly CachedVectors[] {
    return this.names()
      .flatMap((name) => readEntry(join(this.folder, name)) ?? [])
      .sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime() || (a.folder < b.folder ? -1 : 1))
  }

  /**
   * Where the vectors of texts are.
   *
   * @param texts - Rows of a build and their texts.
   */
  foldersWith(model: ModelIdentity, texts: Iterable<readonly [row: number, text: string]>): VectorFolder[] {
    const entries = this.entries().flatMap((entry) => {
      if (entry.model.sha256 !== model.sha256 || entry.shape.dimensions !== model.dimensions) return []
      const keys = readKeys(entry)
      return keys ? [{...entry, keys, found: [] as number[]}] : []
    })
    if (entries.length === 0) return []
    for (const [here, text] of texts) {
      const key = textKey(text)
      for (const {found, keys} of entries) {
        const there = keys.rowOf(key)
        if (there === undefined) continue
        found.push(there * mostTexts + here) // one number, so that sorting brings the rows there in order
        break
      }
    }
    return entries
      .filter(({found}) => found.length > 0)
      .map(({folder, found, shape}) => {
        markUsed(folder)
        return {folder, shape, pairs: () => pairsOf(found)}
      })
  }

  /**
   * Takes over what only this index holds, before it is deleted. Where that cannot be, nothing is kept and no harm done.
   *
   * @param others - Indexes that stay.
   * @returns How many vectors are kept of it.
   */
  async keep(folder: string, others: readonly BuiltIndex[]): Promise<number> {
    if (this.limit === 0) return 0
    try {
      return await this.locked(() => this.add(folder, others))
    } catch (error) {
      // all that is lost is the time of a later build
      const isExpected =
        error instanceof BiolordError || sqliteCode(error) !== undefined || diskFailure(error) !== undefined
      if (!isExpected) throw error
      return 0
    }
  }

  /** Removes all. @throws {IndexBusyError} When another process adds to it. */
  async clear(): Promise<void> {
    if (!existsSync(this.folder)) return
    await this.locked(async () => {
      for (const name of [...this.names(), writingName]) {
        rmSync(join(this.folder, name), {recursive: true, force: true})
      }
    })
  }

  private async add(folder: string, others: readonly BuiltIndex[]): Promise<number> {
    const manifest = readManifest(folder)
    const {dimensions, id, precision, sha256} = manifest.model
    const all = {rows: manifest.counts.texts, dimensions}
    const room = Math.min(this.limit, freeBytes(this.folder) / 2)
    const {keys, rows} = await this.ownTexts(
      folder,
      manifest,
      others,
      Math.floor(room / bytesOf({rows: 1, dimensions})),
    )
    if (rows.length === 0) return 0

    const writing = join(this.folder, writingName)
    const drop = () => rmSync(writing, {recursive: true, force: true})
    drop() // of a process that was killed: nobody else holds the lock
    process.once('exit', drop)
    try {
      mkdirSync(writing)
      await copyVectors(
        new FullVectors(join(folder, fullVectorsFile), all),
        join(writing, fullVectorsFile),
        rows,
      )
      writeTextKeys(join(writing, keysFile), keys)
      const model = {id, precision, sha256}
      writeFileSync(join(writing, noteFile), JSON.stringify({model, dimensions, rows: rows.length}))
      syncFiles(writing)
      renameSync(writing, join(this.folder, this.nextName()))
    } finally {
      process.off('exit', drop)
      drop()
    }
    this.forget()
    return rows.length
  }

  /** The first rows of an index, and the keys of their texts, that neither another index nor the cache holds. */
  private async ownTexts(
    folder: string,
    {counts, files, model}: IndexManifest,
    others: readonly BuiltIndex[],
    most: number,
  ): Promise<{rows: Uint32Array; keys: Uint8Array}> {
    const check = (place: string, checksums: IndexManifest['files']) =>
      this.verifier.findDamage(place, {[databaseFile]: checksums[databaseFile]!})
    const damage = check(folder, files)
    if (damage) throw new IndexDamagedError(damage.path, damage.what)
    const isHeld = new Uint8Array(counts.texts)
    const database = await openReadOnly(join(folder, databaseFile))
    try {
      for (const other of others) {
        if (other.manifest.model.sha256 !== model.sha256 || check(other.folder, other.manifest.files))
          continue
        const pairs = sharedTexts(database, join(other.folder, databaseFile))
        for (let i = 0; i < pairs.length; i += 2) isHeld[pairs[i]!] = 1
        await nextTurn()
      }
      const cached = this.entries().flatMap((entry) =>
        entry.model.sha256 === model.sha256 ? (readKeys(entry) ?? []) : [],
      )
      const own = new Uint32Array(Math.min(counts.texts, most))
      const keys = new Uint8Array(own.length * keyBytes)
      let count = 0
      const texts = database
        .prepare<SqlValue[], {number: number; text: string}>('SELECT number, text FROM text ORDER BY number')
        .iterate()
      for (const {number, text} of texts) {
        if (count === own.length) break
        if (isHeld[number]) continue
        const key = textKey(text)
        if (cached.some((known) => known.rowOf(key) !== undefined)) continue
        keys.set(key, count * keyBytes)
        own[count++] = number
      }
      return {rows: own.subarray(0, count), keys: keys.subarray(0, count * keyBytes)}
    } finally {
      database.close()
    }
  }

  /** Removes what was not used for longest until the rest fits. */
  private forget(): void {
    const entries = this.entries()
    const known = new Set(entries.map(({folder}) => folder))
    for (const name of this.names()) {
      const folder = join(this.folder, name)
      if (!known.has(folder)) rmSync(folder, {recursive: true, force: true})
    }
    let bytes = 0
    for (const entry of entries) {
      bytes += entry.bytes
      if (bytes > this.limit) rmSync(entry.folder, {recursive: true, force: true})
    }
  }

  private async locked<Result>(work: () => Promise<Result>): Promise<Result> {
    mkdirSync(this.folder, {recursive: true})
    const lock = await lockIndex(join(this.folder, 'cache'), 'the cache of vectors')
    try {
      return await work()
    } finally {
      lock.release()
    }
  }

  private nextName(): string {
    return String(1 + Math.max(0, ...this.names().map(Number)))
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => /^[1-9][0-9]{0,8}$/.test(name))
    } catch {
      return [] // not there, or not for this user to read
    }
  }
}

/** @returns `undefined` where it is not whole. */
function readEntry(folder: string): CachedVectors | undefined {
  try {
    const note = JSON.parse(readFileSync(join(folder, noteFile), 'utf8'))
    const {dimensions, model, rows} = note
    const {id, precision, sha256} = model
    const isWhole =
      [id, precision, sha256].every((value) => typeof value === 'string') &&
      [dimensions, rows].every((value) => Number.isSafeInteger(value) && value > 0)
    if (!isWhole) return undefined
    const shape = {rows, dimensions}
    const vectors = statSync(join(folder, fullVectorsFile))
    if (vectors.size !== checkedFileBytes(fullVectorsLayout(shape))) return undefined
    return {
      folder,
      model: {id, precision, sha256},
      shape,
      bytes: bytesOf(shape),
      usedAt: statSync(join(folder, noteFile)).mtime,
    }
  } catch {
    return undefined // what it would save is time only
  }
}

function readKeys({folder, shape}: CachedVectors): TextKeys | undefined {
  try {
    return new TextKeys(join(folder, keysFile), shape.rows)
  } catch {
    return undefined
  }
}

/** @param found - Row there · {@link mostTexts} + row here. */
function pairsOf(found: readonly number[]): Uint32Array {
  const sorted = Float64Array.from(found).sort()
  const pairs = new Uint32Array(2 * sorted.length)
  for (const [i, pair] of sorted.entries()) {
    pairs[2 * i] = pair % mostTexts
    pairs[2 * i + 1] = Math.floor(pair / mostTexts)
  }
  return pairs
}

function markUsed(folder: string): void {
  const now = new Date()
  try {
    utimesSync(join(folder, noteFile), now, now)
  } catch {
    // of another user: it goes when it is its turn
  }
}

async function copyVectors(from: FullVectors, path: string, rows: Uint32Array): Promise<void> {
  const to = new FullVectorWriter(path, {rows: rows.length, dimensions: from.shape.dimensions})
  const place = new Uint32Array(1)
  try {
    for (const [i, row] of rows.entries()) {
      place[0] = i
      to.write(place, from.readRow(row))
      if (i % rowsPerTurn === 0) await nextTurn()
    }
  } finally {
    from.close()
    to.close()
  }
}

function bytesOf(shape: VectorShape): number {
  return checkedFileBytes(fullVectorsLayout(shape)) + checkedFileBytes(textKeysLayout(shape.rows))
}

function freeBytes(folder: string): number {
  const {bavail, bsize} = statfsSync(folder)
  return bavail * bsize
}
