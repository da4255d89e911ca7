import {rmSync} from 'node:fs'
import {dirname} from 'node:path'
import {IndexBusyError, IndexUnwritableError} from '../errors.js'
import {makeFolder} from '../files/make-folder.js'
import {neighbourPath} from '../files/replace-folder.js'
import {type Database, openDatabase, sqliteCode} from './sqlite.js'

/** Keeps other processes from writing an index. */
export interface IndexLock {
  release(): void
}

/**
 * Takes the lock of an index folder. The lock is the operating system's, held through an exclusive SQLite transaction
 * on an empty file beside the folder, so that a killed process never leaves one behind.
 *
 * @throws {IndexBusyError} When another build or removal holds it, in this process or another.
 * @throws {IndexUnwritableError} When the folder above cannot be written.
 */
export async function lockIndex(folder: string, name: string): Promise<IndexLock> {
  const path = neighbourPath(folder, 'lock')
  try {
    makeFolder(dirname(path))
    const database = await lockFile(path)
    return {release: () => database.close()}
  } catch (error) {
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw new IndexBusyError(name)
    if (!isUnwritable(error)) throw error
    throw new IndexUnwritableError(name, `the folder ${dirname(path)} refuses it`, {cause: error})
  }
}

/** Whether the disk refused, rather than SQLite not being there or broken. */
function isUnwritable(error: unknown): boolean {
  const code = sqliteCode(error) ?? (error as NodeJS.ErrnoException).code
  return /^(?:EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC|SQLITE_(?:CANTOPEN|READONLY|PERM|IOERR|FULL))/.test(
    code ?? '',
  )
}

async function lockFile(path: string): Promise<Database> {
  try {
    return await beginExclusive(path)
  } catch (error) {
    if (sqliteCode(error) !== 'SQLITE_NOTADB') throw error
    rmSync(path) // something else overwrote it; nobody can hold a lock through such a file
    return beginExclusive(path)
  }
}

async function beginExclusive(path: string): Promise<Database> {
  const database = await openDatabase(path, {timeout: 0})
  try {
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
