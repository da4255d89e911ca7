import type BetterSqlite3 from 'better-sqlite3'

export type Database = BetterSqlite3.Database
export type Statement<Parameters extends unknown[] = unknown[], Row = unknown> = BetterSqlite3.Statement<
  Parameters,
  Row
>

/** A value that SQLite gives back. */
export type SqlValue = string | number | null | Uint8Array

/** Opens a new database for bulk writing: without a journal, since its folder is renamed only when it is whole. */
export async function createDatabase(path: string): Promise<Database> {
  const database = await openDatabase(path)
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  database.pragma('locking_mode = EXCLUSIVE')
  database.pragma(`cache_size = -${buildCacheKib}`)
  return database
}

/** Adds a second database, under a schema name, for rows that are gone when the build ends. */
export function attachScratch(database: Database, path: string, schema: string): void {
  database.prepare(`ATTACH ? AS ${schema}`).run(path)
  database.pragma(`${schema}.journal_mode = OFF`)
  database.pragma(`${schema}.synchronous = OFF`)
  database.pragma(`${schema}.cache_size = -${buildCacheKib}`)
}

const buildCacheKib = 64 * 1024

/** Opens a database for queries; nothing is written, not even beside it. */
export async function openReadOnly(path: string): Promise<Database> {
  const database = await openDatabase(path, {readonly: true, fileMustExist: true})
  database.pragma(`cache_size = -${queryCacheKib}`)
  // the lock to read is taken once and kept: taking it anew for each query costs three times what a look-up does
  database.pragma('locking_mode = EXCLUSIVE')
  return database
}

const queryCacheKib = 32 * 1024

/**
 * Maps the file of a database, for many look-ups: the pages that they need are all over the file, and need no system call each,
 * nor a copy for each thread. A few look-ups take less memory without.
 */
export function mapFile(database: Database): void {
  database.pragma(`mmap_size = ${mostMapped}`)
}

/** The most that SQLite maps; what lies behind is read. */
const mostMapped = 0x7fff0000

/** Opens or creates a database with SQLite's own settings. */
export async function openDatabase(path: string, options: BetterSqlite3.Options = {}): Promise<Database> {
  const {default: Sqlite} = await import('better-sqlite3')
  return new Sqlite(path, options)
}

/** SQLite's result code of an error, `SQLITE_BUSY` for example; `undefined` for errors of other origin. */
export function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as {code?: unknown}).code : undefined
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined
}

/** Version of the SQLite that runs here; throws what the native module throws where it does not load. */
export async function sqliteVersion(): Promise<string> {
  const database = await openDatabase(':memory:')
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    database.close()
  }
}
