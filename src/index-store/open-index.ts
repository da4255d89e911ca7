import {join} from 'node:path'
import {IndexDamagedError, UsageError} from '../errors.js'
import {FileVerifier} from '../files/checksum.js'
import {ConceptDatabase} from './concept-database.js'
import {DiskIndex} from './disk-index.js'
import {parseKeptFileName} from './kept-lines.js'
import {databaseFile, manifestText, readManifest} from './manifest.js'
import {openReadOnly, sqliteCode} from './sqlite.js'
import type {EngineName, IndexManifest, TermIndex} from './term-index.js'
import {VectorStore} from './vector-store.js'

export interface OpenIndexOptions {
  /** Name the user knows the index by. Default: its folder. */
  readonly name?: string
  /** Search to use for everything. Default: scan or graph, whichever is expected to be cheaper. */
  readonly engine?: EngineName
  readonly verifier?: FileVerifier
}

/**
 * Opens an index for reading. Every file matches its checksum then: it is hashed now, or was while its size, times and
 * inode were the same (see `FileVerifier`). Vectors are checked again block by block as they are read.
 *
 * @throws {IndexMissingError} When there is no index in the folder.
 * @throws {IndexDamagedError} When a file is missing, cut or altered, or the format is not known.
 * @throws {UsageError} When an engine is asked for that the index was not built with.
 */
export async function openIndex(folder: string, options: OpenIndexOptions = {}): Promise<TermIndex> {
  const manifest = readManifest(folder)
  try {
    return await openFiles(folder, manifest, options)
  } catch (error) {
    // another process may have put a new build in its place after the manifest was read
    if (!(error instanceof IndexDamagedError)) throw error
    const now = readManifest(folder)
    if (manifestText(now) === manifestText(manifest)) throw error
    return openFiles(folder, now, options)
  }
}

async function openFiles(
  folder: string,
  manifest: IndexManifest,
  {engine, name = folder, verifier = new FileVerifier()}: OpenIndexOptions,
): Promise<TermIndex> {
  if (engine !== undefined && engine !== 'exact' && engine !== manifest.engine) {
    throw new UsageError(
      `The index ${name} has no graph for the engine ${engine}: it was built with ${manifest.engine}.`,
      `Leave --engine out, or build it again with "biolord index … --engine ${engine} --replace".`,
    )
  }
  const needed = Object.entries(manifest.files).filter(([file]) => !parseKeptFileName(file)) // those are for updates
  const damage = verifier.findDamage(folder, Object.fromEntries(needed))
  if (damage) throw new IndexDamagedError(damage.path, damage.what)
  const vectors = new VectorStore({folder, manifest, verifier, engine})
  try {
    return new DiskIndex(name, manifest, await openDatabase(folder), vectors)
  } catch (error) {
    await vectors.close()
    throw error
  }
}

async function openDatabase(folder: string): Promise<ConceptDatabase> {
  const path = join(folder, databaseFile)
  try {
    return new ConceptDatabase(await openReadOnly(path))
  } catch (cause) {
    if (sqliteCode(cause) === undefined) throw cause
    throw new IndexDamagedError(path, 'is not a database of this program', {cause})
  }
}
