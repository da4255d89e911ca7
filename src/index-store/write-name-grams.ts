import {gramNumbers, nameGrams} from '../domain/name-grams.js'
import {BatchInsert} from './batch-insert.js'
import type {Database, SqlValue} from './sqlite.js'

/** Names whose grams lie together; a row within them takes two bytes. */
export const namesPerChunk = 1 << 16

/** Number of the row that holds the names of a chunk with a gram. */
export function listNumber(gram: number, chunk: number): number {
  return gram * chunksPerGram + chunk
}

/** More than 32-bit text numbers need. */
export const chunksPerGram = 1 << 16

/**
 * What a gram that two names share adds to the dot product of their vectors, and one that a name has to the square of its
 * length. The square of the inverse document frequency would be usual; at 1.5 a name with a slip in each word is found
 * more often (.942 instead of .883 first), since slips make rare grams.
 *
 * @param count - Names with the gram; 0 weighs as one.
 * @param names - Names in all.
 */
export function gramWeight(count: number, names: number): number {
  return Math.log(1 + names / Math.max(1, count)) ** 1.5
}

/** Writes which names have a gram. Memory is that of one chunk. */
export class NameGramWriter {
  private readonly lists: BatchInsert
  private readonly counts = new Uint32Array(gramNumbers)
  private chunk = 0
  private grams = new Uint32Array(1 << 20)
  private rows = new Uint16Array(1 << 20)
  private size = 0
  private names = 0

  constructor(private readonly database: Database) {
    database.exec('CREATE TABLE staging.gram (number INTEGER, names BLOB)')
    this.lists = new BatchInsert(database, 'INTO staging.gram', 2)
  }

  /**
   * @param text - Number of the name, higher than the one before.
   * @param forms - Its normalised words.
   */
  add(text: number, forms: readonly string[]): void {
    const chunk = Math.floor(text / namesPerChunk)
    if (chunk !== this.chunk) this.endChunk()
    this.chunk = chunk
    this.names = text + 1
    for (const gram of nameGrams(forms)) {
      if (this.size === this.grams.length) this.grow()
      this.grams[this.size] = gram
      this.rows[this.size++] = text % namesPerChunk
    }
  }

  /** Fills the tables. */
  finish(): void {
    this.endChunk()
    this.lists.flush()
    this.database.exec('INSERT INTO main.gram SELECT number, names FROM staging.gram ORDER BY number')
    this.database.exec('DROP TABLE staging.gram')
    this.writeWeights()
  }

  /** Brings the names of each gram together, in their order. */
  private endChunk(): void {
    const {grams, rows, size} = this
    const counts = new Uint32Array(gramNumbers)
    for (let i = 0; i < size; i++) counts[grams[i]!]!++
    const starts = new Uint32Array(gramNumbers)
    for (let gram = 1; gram < gramNumbers; gram++) starts[gram] = starts[gram - 1]! + counts[gram - 1]!
    const sorted = new Uint16Array(size)
    const ends = starts.slice()
    for (let i = 0; i < size; i++) sorted[ends[grams[i]!]!++] = rows[i]!
    for (let gram = 0; gram < gramNumbers; gram++) {
      if (counts[gram] === 0) continue
      this.counts[gram]! += counts[gram]!
      // a copy, since rows wait for their turn
      const names = sorted.slice(starts[gram], ends[gram])
      this.lists.add(listNumber(gram, this.chunk), new Uint8Array(names.buffer))
    }
    this.size = 0
  }

  private writeWeights(): void {
    const weights = new Float64Array(this.names)
    const lists = this.database.prepare<SqlValue[], {number: number; names: Uint8Array}>(
      'SELECT number, names FROM main.gram ORDER BY number',
    )
    for (const {names, number} of lists.iterate()) {
      const weight = gramWeight(this.counts[Math.floor(number / chunksPerGram)]!, this.names)
      const first = (number % chunksPerGram) * namesPerChunk
      for (const row of listOfBytes(names)) weights[first + row]! += weight
    }
    const insert = this.database.prepare<SqlValue[]>('INSERT INTO main.gram_chunk VALUES (?, ?)')
    for (let from = 0; from < weights.length; from += namesPerChunk) {
      const some = Float32Array.from(weights.subarray(from, from + namesPerChunk))
      insert.run(from / namesPerChunk, new Uint8Array(some.buffer))
    }
  }

  private grow(): void {
    const {grams, rows} = this
    this.grams = new Uint32Array(2 * grams.length)
    this.grams.set(grams)
    this.rows = new Uint16Array(2 * rows.length)
    this.rows.set(rows)
  }
}

/** Rows within their chunk, ascending. */
export function listOfBytes(bytes: Uint8Array): Uint16Array {
  const aligned = bytes.byteOffset % Uint16Array.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice()
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / Uint16Array.BYTES_PER_ELEMENT)
}
