import {join} from 'node:path'
import {IndexDamagedError} from '../errors.js'
import {checksumFile, type FileChecksum} from '../files/checksum.js'
import {blockCount, CheckedRowReader, checksumBytes, type RowLayout} from './checked-rows.js'
import {countConcepts} from './count-concepts.js'
import {exactEngine, int8Layout} from './exact-engine.js'
import {fullVectorsFile, fullVectorsLayout} from './full-vectors.js'
import {databaseFile, readManifest, sizeOf} from './manifest.js'
import {openReadOnly} from './sqlite.js'
import type {IndexCounts, IndexManifest} from './term-index.js'
import {nextTurn} from './vector-engine.js'

/** One thing that is wrong with an index: the file and the rest of a sentence that starts with its name. */
export interface IndexFinding {
  readonly path: string
  readonly what: string
}

/**
 * Reads an index whole: every checksum, every block, SQLite's own integrity check, and counts against the manifest.
 *
 * @returns All that is wrong; empty when nothing is.
 * @throws {IndexMissingError} When there is no index in the folder.
 */
export async function verifyIndex(folder: string): Promise<readonly IndexFinding[]> {
  try {
    const manifest = readManifest(folder)
    const findings = [
      ...checkFiles(folder, manifest.files),
      ...(await checkBlocks(folder, manifest)),
      ...(await checkDatabase(folder, manifest)),
    ]
    return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()]
  } catch (error) {
    if (error instanceof IndexDamagedError) return [findingOf(error)]
    throw error
  }
}

function checkFiles(folder: string, files: Readonly<Record<string, FileChecksum>>): IndexFinding[] {
  return Object.entries(files).flatMap(([name, {bytes, sha256}]) => {
    const path = join(folder, name)
    const found = sizeOf(path)
    if (found === undefined) return [{path, what: 'is missing'}]
    if (found !== bytes) return [{path, what: `has ${found} bytes instead of ${bytes}`}]
    return checksumFile(path).sha256 === sha256 ? [] : [{path, what: 'does not match its checksum'}]
  })
}

async function checkBlocks(folder: string, {counts, model}: IndexManifest): Promise<IndexFinding[]> {
  const shape = {rows: counts.texts, dimensions: model.dimensions}
  return [
    ...(await checkRows(join(folder, fullVectorsFile), fullVectorsLayout(shape))),
    ...(await checkRows(join(folder, exactEngine.fileName), int8Layout(shape))),
  ]
}

/** Bytes read before other work may run. */
const bytesPerTurn = 1 << 22

async function checkRows(path: string, layout: RowLayout): Promise<IndexFinding[]> {
  if (sizeOf(path) === undefined) return [] // told already
  try {
    const blockBytes = layout.rowBytes * layout.rowsPerBlock + checksumBytes
    const together = Math.max(1, Math.floor(bytesPerTurn / blockBytes))
    const piece = new Uint8Array(together * blockBytes)
    const file = new CheckedRowReader(path, layout)
    try {
      const blocks = blockCount(layout)
      for (let block = 0; block < blocks; block += together) {
        file.readBlocks(block, Math.min(together, blocks - block), piece)
        await nextTurn()
      }
    } finally {
      file.close()
    }
    return []
  } catch (error) {
    if (error instanceof IndexDamagedError) return [findingOf(error)]
    throw error
  }
}

async function checkDatabase(folder: string, {counts, files}: IndexManifest): Promise<IndexFinding[]> {
  const path = join(folder, databaseFile)
  // SQLite is given only what is as it was written
  if (checkFiles(folder, {[databaseFile]: files[databaseFile]!}).length > 0) return []
  const database = await openReadOnly(path)
  try {
    const integrity = database.pragma('integrity_check', {simple: true})
    if (integrity !== 'ok') return [{path, what: `fails SQLite's integrity check: ${integrity}`}]
    const found = countConcepts(database)
    return (Object.keys(counts) as (keyof IndexCounts)[])
      .filter((key) => found[key] !== counts[key])
      .map((key) => ({path, what: `holds ${found[key]} ${key}, but the manifest says ${counts[key]}`}))
  } finally {
    database.close()
  }
}

function findingOf({path, what}: IndexDamagedError): IndexFinding {
  return {path, what}
}
