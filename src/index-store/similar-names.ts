import {splitWords} from '../domain/lexical-key.js'
import {nameGrams} from '../domain/name-grams.js'
import {BestRows} from './best-rows.js'
import type {Database, SqlValue, Statement} from './sqlite.js'
import type {SimilarTerm} from './term-index.js'
import {chunksPerGram, gramWeight, listNumber, listOfBytes, namesPerChunk} from './write-name-grams.js'

/** Similarities are told to this; what is beyond is the rounding of float32, and would come before the order of rows. */
const precision = 1e6

/** The names of an index that have a gram of the query. */
interface GramList {
  readonly weight: number
  readonly count: number
  /** Rows within their chunk, by chunk; absent where a chunk has none. */
  readonly chunks: readonly (Uint16Array | undefined)[]
}

/**
 * Finds names by the cosine of their TF-IDF vectors of character grams. Exact: what is left out cannot be among the best.
 */
export class SimilarNames {
  private readonly list: Statement<SqlValue[], {number: number; names: Uint8Array}>
  /** Square of the length of each name's vector, by chunk. */
  private readonly lengths: readonly Float32Array[]
  private readonly names: number
  private readonly sums = new Float32Array(namesPerChunk)
  private readonly touched = new Uint16Array(namesPerChunk)
  /** The members of the last call, which are mostly those of the next. */
  private marked: {readonly members: Uint32Array; readonly allowed: Uint8Array} | undefined

  constructor(database: Database) {
    this.list = database.prepare(
      'SELECT number, names FROM gram WHERE number >= ? AND number < ? ORDER BY number',
    )
    this.lengths = database
      .prepare<SqlValue[], Uint8Array>('SELECT weights FROM gram_chunk ORDER BY chunk')
      .pluck()
      .all()
      .map((bytes) => new Float32Array(Uint8Array.from(bytes).buffer))
    this.names = this.lengths.reduce((sum, chunk) => sum + chunk.length, 0)
  }

  /**
   * @param members - Only these texts, ascending; all names where absent.
   * @returns Best first, ties by text.
   */
  find(text: string, limit: number, members?: Uint32Array): SimilarTerm[] {
    const lists = nameGrams(splitWords(text).map(({form}) => form)).map((gram) => this.readList(gram))
    if (lists.length === 0 || limit <= 0) return []
    const square = lists.reduce((sum, {weight}) => sum + weight, 0)
    const known = lists.filter(({count}) => count > 0).sort((a, b) => a.count - b.count)
    const best = new BestRows(Math.min(limit, members?.length ?? this.names))
    const allowed = members && this.markMembers(members)
    for (const chunk of this.lengths.keys()) this.scanChunk(chunk, known, square, best, allowed)
    return best.sorted().map(({row, score}) => ({text: row, similarity: score}))
  }

  /** @returns 1 for each member, 0 for other names. */
  private markMembers(members: Uint32Array): Uint8Array {
    if (this.marked?.members === members) return this.marked.allowed
    const allowed = new Uint8Array(this.names)
    for (const member of members) allowed[member] = 1 // texts beyond the names are definitions
    this.marked = {members, allowed}
    return allowed
  }

  private readList(gram: number): GramList {
    const chunks: Uint16Array[] = []
    let count = 0
    for (const {names, number} of this.list.all(listNumber(gram, 0), listNumber(gram + 1, 0))) {
      const rows = listOfBytes(names)
      chunks[number % chunksPerGram] = rows
      count += rows.length
    }
    return {weight: gramWeight(count, this.names), count, chunks}
  }

  private scanChunk(
    chunk: number,
    lists: readonly GramList[],
    square: number,
    best: BestRows,
    allowed: Uint8Array | undefined,
  ): void {
    const {sums, touched} = this
    let met = 0
    let rest = lists.reduce((sum, {weight}) => sum + weight, 0)
    for (const {chunks, weight} of lists) {
      // a name with grams of weight w in common, all of them among the rest, is not nearer than √(w / square)
      const isNew = rest > best.threshold * best.threshold * square || best.threshold < 0
      rest -= weight
      const rows = chunks[chunk]
      if (rows === undefined) continue
      if (isNew) {
        for (let i = 0; i < rows.length; i++) {
          const row = rows[i]!
          if (sums[row] === 0) touched[met++] = row
          sums[row]! += weight
        }
      } else {
        for (let i = 0; i < rows.length; i++) {
          const row = rows[i]!
          if (sums[row] !== 0) sums[row]! += weight
        }
      }
    }
    const lengths = this.lengths[chunk]!
    const first = chunk * namesPerChunk
    for (let i = 0; i < met; i++) {
      const row = touched[i]!
      const sum = sums[row]!
      sums[row] = 0
      if (allowed && allowed[first + row] !== 1) continue
      const similarity = Math.round((sum / Math.sqrt(square * lengths[row]!)) * precision) / precision
      if (similarity >= best.threshold) best.offer(first + row, Math.min(1, similarity))
    }
  }
}
