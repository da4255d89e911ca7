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
import {setTimeout} from 'node:timers/promises'
import type {ModelIdentity} from '../domain/model-identity.js'
import {BiolordError, IndexBusyError, IndexDamagedError, UsageError} from '../errors.js'
import {FileVerifier} from '../files/checksum.js'
import {cacheFolder, homeFolder} from '../files/home.js'
import {makeFolder} from '../files/make-folder.js'
import {RemovedWhenDone} from '../files/removed-when-done.js'
import {syncFiles} from '../files/replace-folder.js'
import {checkedFileBytes} from './checked-rows.js'
import {FullVectors, FullVectorWriter, fullVectorsFile, fullVectorsLayout} from './full-vectors.js'
import {type IndexLock, lockIndex} from './index-lock.js'
import {databaseFile, formatVersion, readManifest, sizeOf} from './manifest.js'
import type {VectorFolder} from './reuse-vectors.js'
import {sharedTexts} from './shared-texts.js'
import {openReadOnly, type SqlValue} from './sqlite.js'
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
/** Names of the folders of what is there begin so, and a number follows. */
const namePrefix = 'cached-'
const ownName = /^cached-[1-9][0-9]{0,8}$/
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
 * there. Never holds anything of a text that was linked.
 */
export class VectorCache {
  /** Folders of which a build takes all. */
  private readonly spent = new Set<string>()

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
    const megabytes = Number(env.BIOLORD_VECTOR_CACHE_MB?.trim() || defaultMegabytes)
    if (!(megabytes >= 0 && Number.isFinite(megabytes))) {
      throw new UsageError(
        `BIOLORD_VECTOR_CACHE_MB is "${env.BIOLORD_VECTOR_CACHE_MB}".`,
        'Give a number of megabytes; with 0 nothing is kept.',
      )
    }
    return VectorCache.withLimit(megabytes * 1e6, env)
  }

  /** The same, for looking at it or emptying it. */
  static withLimit(bytes: number, env: NodeJS.ProcessEnv = process.env): VectorCache {
    return new VectorCache(
      join(homeFolder(env), 'vectors'),
      bytes,
      new FileVerifier(join(cacheFolder(env), 'verified')),
    )
  }

  /** What it holds, last used first; what is damaged is left out. */
  entries(): readonly CachedVectors[] {
    return this.names()
      .flatMap((name) => readEntry(join(this.folder, name)) ?? [])
      .sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime() || (a.folder < b.folder ? -1 : 1))
  }

  /** Bytes that it takes. */
  get bytes(): number {
    return this.entries().reduce((sum, {bytes}) => sum + bytes, 0)
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
        if (found.length === shape.rows) this.spent.add(folder)
        return {folder, shape, pairs: () => pairsOf(found)}
      })
  }

  /** Removes what {@link foldersWith} gave whole, now that an index holds it. */
  dropSpent(): void {
    for (const folder of this.spent) {
      try {
        rmSync(folder, {recursive: true, force: true})
      } catch {
        // of another user: it goes when it is its turn
      }
    }
    this.spent.clear()
  }

  /**
   * Takes over what only this index holds, before it is deleted. Where that cannot be, nothing is kept and no harm done.
   *
   * @param others - Indexes that stay.
   * @returns How many vectors are kept of it.
   */
  async keep(folder: string, others: readonly BuiltIndex[]): Promise<number> {
    try {
      return await this.locked(() => this.add(folder, others))
    } catch (error) {
      // all that is lost is the time of a later build
      if (error instanceof BiolordError || typeof (error as {code?: unknown}).code === 'string') return 0
      throw error
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
    if (this.limit === 0) {
      this.forget(0)
      return 0
    }
    const manifest = readManifest(folder)
    const {dimensions, id, precision, sha256} = manifest.model
    const room = Math.min(this.limit, freeBytes(this.folder) / 2)
    const {keys, rows} = await this.ownTexts(
      folder,
      manifest,
      others,
      Math.floor(room / bytesOf({rows: 1, dimensions})),
    )
    if (rows.length === 0) return 0

    this.forget(this.limit - bytesOf({rows: rows.length, dimensions}))
    const writing = join(this.folder, writingName)
    rmSync(writing, {recursive: true, force: true}) // of a process that was killed: nobody else holds the lock
    using _ = new RemovedWhenDone(writing)
    mkdirSync(writing)
    const from = new FullVectors(join(folder, fullVectorsFile), {rows: manifest.counts.texts, dimensions})
    await copyVectors(from, join(writing, fullVectorsFile), rows)
    writeTextKeys(join(writing, keysFile), keys)
    const note = {formatVersion, model: {id, precision, sha256}, dimensions, rows: rows.length}
    writeFileSync(join(writing, noteFile), JSON.stringify(note))
    syncFiles(writing)
    renameSync(writing, join(this.folder, this.nextName()))
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
      const cached = this.entries().flatMap((entry) => {
        const keys = entry.model.sha256 === model.sha256 ? readKeys(entry) : undefined
        return keys ? [{folder: entry.folder, keys}] : []
      })
      const sparing = new Set<string>()
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
        const holder = cached.find((one) => one.keys.rowOf(key) !== undefined)
        if (holder) {
          sparing.add(holder.folder)
          continue
        }
        keys.set(key, count * keyBytes)
        own[count++] = number
      }
      for (const one of sparing) markUsed(one)
      return {rows: own.subarray(0, count), keys: keys.subarray(0, count * keyBytes)}
    } finally {
      database.close()
    }
  }

  /** Removes what is not whole, and what was not used for longest until the rest takes no more than this. */
  private forget(limit: number): void {
    const kept = new Set<string>()
    let bytes = 0
    for (const entry of this.entries()) {
      bytes += entry.bytes
      if (bytes <= limit) kept.add(entry.folder)
    }
    for (const name of this.names()) {
      const folder = join(this.folder, name)
      if (!kept.has(folder)) rmSync(folder, {recursive: true, force: true})
    }
  }

  private async locked<Result>(work: () => Promise<Result>): Promise<Result> {
    makeFolder(this.folder)
    const lock = await this.lock()
    try {
      return await work()
    } finally {
      lock.release()
    }
  }

  /** Another process holds it for some seconds at the most. */
  private async lock(): Promise<IndexLock> {
    for (let tries = 20; ; tries--) {
      try {
        return await lockIndex(join(this.folder, 'cache'), 'the cache of vectors')
      } catch (error) {
        if (!(error instanceof IndexBusyError) || tries === 0) throw error
        await setTimeout(500)
      }
    }
  }

  private nextName(): string {
    const numbers = this.names().map((name) => Number(name.slice(namePrefix.length)))
    return `${namePrefix}${1 + Math.max(0, ...numbers)}`
  }

  private names(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => ownName.test(name))
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
      note.formatVersion === formatVersion &&
      [id, precision, sha256].every((value) => typeof value === 'string') &&
      [dimensions, rows].every((value) => Number.isSafeInteger(value) && value > 0)
    if (!isWhole) return undefined
    const shape = {rows, dimensions}
    if (sizeOf(join(folder, fullVectorsFile)) !== checkedFileBytes(fullVectorsLayout(shape))) return undefined
    if (sizeOf(join(folder, keysFile)) !== checkedFileBytes(textKeysLayout(rows))) return undefined
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
  const place = new Uint32Array(1)
  let to: FullVectorWriter | undefined
  try {
    to = new FullVectorWriter(path, {rows: rows.length, dimensions: from.shape.dimensions})
    for (const [i, row] of rows.entries()) {
      place[0] = i
      to.write(place, from.readRow(row))
      if (i % rowsPerTurn === 0) await nextTurn()
    }
  } finally {
    from.close()
    to?.close()
  }
}

function bytesOf(shape: VectorShape): number {
  return checkedFileBytes(fullVectorsLayout(shape)) + checkedFileBytes(textKeysLayout(shape.rows))
}

function freeBytes(folder: string): number {
  const {bavail, bsize} = statfsSync(folder)
  return bavail * bsize
}
