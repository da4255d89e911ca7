import {gramNumbers, nameGrams} from '../domain/name-grams.js'
import {BatchInsert} from './batch-insert.js'
import {gramOfList, gramWeight, namesPerChunk, numberOfList, rowsOfBytes} from './gram-lists.js'
import type {Database, SqlValue} from './sqlite.js'

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
    this.writeScales()
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
      this.lists.add(numberOfList(gram, this.chunk), new Uint8Array(names.buffer))
    }
    this.size = 0
  }

  /** Adds up, for each name, what its grams weigh now that all are counted. */
  private writeScales(): void {
    const squares = new Float64Array(this.names)
    const lists = this.database.prepare<SqlValue[], {number: number; names: Uint8Array}>(
      'SELECT number, names FROM main.gram ORDER BY number',
    )
    for (const {names, number} of lists.iterate()) {
      const {chunk, gram} = gramOfList(number)
      const weight = gramWeight(this.counts[gram]!, this.names)
      const first = chunk * namesPerChunk
      for (const row of rowsOfBytes(names)) squares[first + row]! += weight
    }
    const insert = this.database.prepare<SqlValue[]>('INSERT INTO main.gram_chunk VALUES (?, ?)')
    for (let from = 0; from < squares.length; from += namesPerChunk) {
      const scales = Float32Array.from(squares.subarray(from, from + namesPerChunk), (square) =>
        square === 0 ? 0 : 1 / Math.sqrt(square),
      )
      insert.run(from / namesPerChunk, new Uint8Array(scales.buffer))
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
