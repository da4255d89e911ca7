import {splitWords} from '../domain/lexical-key.js'
import {nameGrams} from '../domain/name-grams.js'
import {BestRows} from './best-rows.js'
import {type GramList, GramLists, gramWeight, namesPerChunk} from './gram-lists.js'
import type {Database} from './sqlite.js'
import type {SimilarTerm} from './term-index.js'

/** Similarities are told to this; what is beyond is the rounding of float32, and would come before the order of texts. */
const precision = 1e6

/** What rounding may take from a bound. */
const slack = 2 / precision

/** Lists up to the one behind which at most this share of the query's weight is left are read before bounds are asked for. */
const firstShare = 0.3

/** UTF-16 units of a text that are looked at: more than a name has, so that a hostile text stays cheap. */
const longestText = 4096

/** From this many names in a list on for one that is looked up, looking up is cheaper than going through all. */
const namesPerLookUp = 24

/** What a text is looked for by. */
interface Query {
  /** Lists of its groups, the rarest first. */
  readonly lists: readonly GramList[]
  readonly weights: readonly number[]
  /** 1 / length of its vector. */
  readonly scale: number
  /** 1 for each name that may be found; all may where absent. */
  readonly allowed: Uint8Array | undefined
  readonly limit: number
}

/**
 * Finds names by the cosine of their TF-IDF vectors of letter groups. Rare groups come first; what the groups to come can
 * still add says early which names cannot be among the best, so that most entries of frequent groups are never looked at
 * and the result is exact all the same.
 *
 * @see Turtle and Flood 1995, "Query evaluation: strategies and optimizations" (MaxScore)
 */
export class SimilarNames {
  private readonly lists: GramLists
  /** What each name has in common with the query, as far as it was read; 0 where it has nothing. Of the chunk at hand. */
  private readonly sums = new Float32Array(namesPerChunk)
  /** Rows whose sum is not 0, and those of them that can be among the best. */
  private readonly met = new Uint16Array(namesPerChunk)
  private readonly near = new Uint16Array(namesPerChunk)
  /** The members of the last call, which are mostly those of the next. */
  private marked: {readonly members: Uint32Array; readonly allowed: Uint8Array} | undefined

  constructor(database: Database) {
    this.lists = new GramLists(database)
  }

  /**
   * @param members - Only these texts, ascending; all names where absent.
   * @returns Best first, ties by text.
   */
  find(text: string, limit: number, members?: Uint32Array): SimilarTerm[] {
    const {lists} = this
    const wanted = Math.min(limit, members?.length ?? lists.names)
    if (wanted <= 0) return []
    const found = nameGrams(splitWords(text.slice(0, longestText)).map(({form}) => form)).map((gram) =>
      lists.read(gram),
    )
    const weightOf = ({count}: GramList) => gramWeight(count, lists.names)
    const known = found.filter(({count}) => count > 0).sort((a, b) => a.count - b.count)
    const query: Query = {
      lists: known,
      weights: known.map(weightOf),
      scale: 1 / Math.sqrt(found.reduce((sum, list) => sum + weightOf(list), 0)),
      allowed: members && this.markMembers(members),
      limit: wanted,
    }
    const best = new BestRows(wanted)
    for (const chunk of lists.scales.keys()) this.scan(chunk, query, best)
    return best.sorted().map(({row, score}) => ({text: row, similarity: score}))
  }

  /** Offers the names of a chunk that can be among the best. */
  private scan(chunk: number, query: Query, best: BestRows): void {
    const {lists, weights} = query
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    let rest = total
    let bound = Math.max(0, best.threshold)
    let share = firstShare
    let met = 0
    let next = 0
    // a name whose groups are all to come, and weigh w together, is not nearer than the root of w, scaled
    while (next < lists.length && Math.sqrt(rest) * query.scale > bound - slack) {
      met = this.addAll(lists[next]!.chunks[chunk], weights[next]!, met)
      rest -= weights[next++]!
      if (rest > share * total) continue
      share /= 2
      bound = Math.max(bound, this.lowerBound(chunk, query, met))
    }
    const near = this.chooseNear(chunk, query, met, rest, bound)
    for (; next < lists.length; next++) this.addToNear(lists[next]!.chunks[chunk], weights[next]!, near)
    this.offerNear(chunk, query, near, best)
    for (let i = 0; i < met; i++) this.sums[this.met[i]!] = 0
  }

  /** @returns How many rows were met now. */
  private addAll(rows: Uint16Array | undefined, weight: number, before: number): number {
    if (rows === undefined) return before
    const {met, sums} = this
    let count = before
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const sum = sums[row]!
      if (sum === 0) met[count++] = row
      sums[row] = sum + weight
    }
    return count
  }

  /** A similarity that as many names as are wanted have reached. */
  private lowerBound(chunk: number, {allowed, limit, scale}: Query, count: number): number {
    if (count < limit) return 0
    const {met, sums} = this
    const scales = this.lists.scales[chunk]!
    const first = chunk * namesPerChunk
    const reached = new BestRows(limit)
    let threshold = reached.threshold
    for (let i = 0; i < count; i++) {
      const row = met[i]!
      const similarity = sums[row]! * scales[row]! * scale
      if (similarity <= threshold || (allowed && allowed[first + row] === 0)) continue
      reached.offer(row, similarity)
      threshold = reached.threshold
    }
    return threshold
  }

  /** @returns How many rows that were met can reach the bound with all the rest. */
  private chooseNear(
    chunk: number,
    {allowed, scale}: Query,
    count: number,
    rest: number,
    bound: number,
  ): number {
    const {met, near, sums} = this
    const scales = this.lists.scales[chunk]!
    const first = chunk * namesPerChunk
    const least = bound - slack
    let chosen = 0
    for (let i = 0; i < count; i++) {
      const row = met[i]!
      if ((sums[row]! + rest) * scales[row]! * scale < least) continue
      if (allowed === undefined || allowed[first + row] === 1) near[chosen++] = row
    }
    return chosen
  }

  private addToNear(rows: Uint16Array | undefined, weight: number, count: number): void {
    if (rows === undefined) return
    const {near, sums} = this
    if (count * namesPerLookUp < rows.length) {
      for (let i = 0; i < count; i++) if (hasRow(rows, near[i]!)) sums[near[i]!]! += weight
      return
    }
    for (let i = 0; i < rows.length; i++) if (sums[rows[i]!] !== 0) sums[rows[i]!]! += weight
  }

  private offerNear(chunk: number, {scale}: Query, count: number, best: BestRows): void {
    const {near, sums} = this
    const scales = this.lists.scales[chunk]!
    const first = chunk * namesPerChunk
    for (let i = 0; i < count; i++) {
      const row = near[i]!
      const similarity = Math.round(sums[row]! * scales[row]! * scale * precision) / precision
      if (similarity >= best.threshold) best.offer(first + row, Math.min(1, similarity))
    }
  }

  /** @returns 1 for each name that is a member, 0 for others. */
  private markMembers(members: Uint32Array): Uint8Array {
    if (this.marked?.members === members) return this.marked.allowed
    const allowed = new Uint8Array(this.lists.names)
    for (const member of members) allowed[member] = 1 // definitions, behind the names, are not there to be marked
    this.marked = {members, allowed}
    return allowed
  }
}

/** @param rows - Ascending. */
function hasRow(rows: Uint16Array, wanted: number): boolean {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (rows[middle]! < wanted) from = middle + 1
    else to = middle
  }
  return rows[from] === wanted
}
