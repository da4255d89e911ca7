import type {Database, SqlValue, Statement} from './sqlite.js'

/** Names that lie together in a list; a row within them takes two bytes. */
export const namesPerChunk = 1 << 16

/** More chunks than 32-bit text numbers have. */
const chunksPerGram = 1 << 16

/** Entries kept in memory, of two bytes; all of most terminologies, and never much beside the vectors. */
const cachedEntries = 16 << 20

/** The names with a gram. */
export interface GramList {
  readonly count: number
  /** Rows within their chunk, ascending, by chunk; `undefined` where it has none. */
  readonly chunks: readonly (Uint16Array | undefined)[]
}

/** Row of the table `gram` for the names of a chunk. */
export function numberOfList(gram: number, chunk: number): number {
  return gram * chunksPerGram + chunk
}

/** The other way round from {@link numberOfList}. */
export function gramOfList(number: number): {readonly gram: number; readonly chunk: number} {
  return {gram: Math.floor(number / chunksPerGram), chunk: number % chunksPerGram}
}

/**
 * How much a gram tells: what it adds to the dot product of two names that share it, and to the square of the length of
 * one that has it. The square of the inverse document frequency is usual. With its 1.5th power a name that has a slip in
 * each word comes first more often (94 instead of 88 of 100), since a slip makes rare grams.
 *
 * @param count - Names with the gram; none weigh as one.
 * @param names - Names in all.
 */
export function gramWeight(count: number, names: number): number {
  return Math.log(1 + names / Math.max(1, count)) ** 1.5
}

/** Reads what `NameGramWriter` wrote. */
export class GramLists {
  /** Names in all. */
  readonly names: number
  /** 1 / length of the vector of each name, by chunk. */
  readonly scales: readonly Float32Array[]
  private readonly select: Statement<SqlValue[], {number: number; names: Uint8Array}>
  private readonly cache = new Map<number, GramList>()
  private cached = 0

  constructor(database: Database) {
    this.select = database.prepare(
      'SELECT number, names FROM gram WHERE number >= ? AND number < ? ORDER BY number',
    )
    this.scales = database
      .prepare<SqlValue[], Uint8Array>('SELECT scales FROM gram_chunk ORDER BY chunk')
      .pluck()
      .all()
      .map((bytes) => new Float32Array(ownBuffer(bytes)))
    this.names = this.scales.reduce((sum, chunk) => sum + chunk.length, 0)
  }

  read(gram: number): GramList {
    const known = this.cache.get(gram)
    if (known) return known
    const chunks: Uint16Array[] = []
    let count = 0
    for (const {names, number} of this.select.all(numberOfList(gram, 0), numberOfList(gram + 1, 0))) {
      const rows = rowsOfBytes(names)
      chunks[gramOfList(number).chunk] = rows
      count += rows.length
    }
    if (this.cached + count > cachedEntries) {
      this.cache.clear()
      this.cached = 0
    }
    this.cached += count
    const list = {count, chunks}
    this.cache.set(gram, list)
    return list
  }
}

/** A list as SQLite gives it back. */
export function rowsOfBytes(bytes: Uint8Array): Uint16Array {
  if (bytes.byteOffset % Uint16Array.BYTES_PER_ELEMENT !== 0) return new Uint16Array(ownBuffer(bytes))
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / Uint16Array.BYTES_PER_ELEMENT)
}

function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.prototype.slice.call(bytes).buffer
}
