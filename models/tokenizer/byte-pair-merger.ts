import type {BytePairVocabulary} from './byte-pair-vocabulary.js'

/** Ranks are kept above positions in one number; both fit into the 53 bits of a double. */
const positions = 2 ** 31

/**
 * Merges the bytes of a word: always the pair of the lowest rank, the leftmost of those, until none is left. A heap holds
 * the pairs that wait, so that very long words take no quadratic time.
 *
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/models/bpe/word.rs
 */
export class BytePairMerger {
  /** Pieces of the word at hand as a list: ids, and where the neighbours are; -1 for none, and the id of what is gone. */
  private ids = new Int32Array(64)
  private nexts = new Int32Array(64)
  private befores = new Int32Array(64)
  /** Pairs that wait, smallest first: rank and place of the left one. */
  private heap = new Float64Array(192)
  private waiting = 0

  constructor(private readonly vocabulary: BytePairVocabulary) {}

  /** @param word - UTF-8. */
  merge(word: Uint8Array): Int32Array {
    const {length} = word
    this.makeRoom(length)
    const {befores, ids, nexts, vocabulary} = this
    for (let i = 0; i < length; i++) {
      ids[i] = vocabulary.bytes[word[i]!]!
      befores[i] = i - 1
      nexts[i] = i + 1 < length ? i + 1 : -1
    }
    for (let i = 0; i + 1 < length; i++) this.push(i)
    let left = length
    while (this.waiting > 0) if (this.mergePair(this.pop())) left--
    const result = new Int32Array(left)
    for (let i = 0, at = 0; i < left; i++, at = nexts[at]!) result[i] = ids[at]!
    return result
  }

  /** @returns Whether the pair was still there. */
  private mergePair(pair: number): boolean {
    const {befores, ids, nexts, vocabulary} = this
    const rank = Math.floor(pair / positions)
    const at = pair - rank * positions
    const next = nexts[at]!
    if (ids[at] === -1 || next === -1 || vocabulary.rankOf(ids[at]!, ids[next]!) !== rank) return false
    const after = nexts[next]!
    ids[at] = vocabulary.results[rank]!
    ids[next] = -1
    nexts[at] = after
    if (after !== -1) {
      befores[after] = at
      this.push(at)
    }
    if (befores[at] !== -1) this.push(befores[at]!)
    return true
  }

  /** Lets the pair that begins at a place wait, if the two can be merged. */
  private push(at: number): void {
    const {heap} = this
    const rank = this.vocabulary.rankOf(this.ids[at]!, this.ids[this.nexts[at]!]!)
    if (rank < 0) return
    const pair = rank * positions + at
    let place = this.waiting++
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (heap[parent]! <= pair) break
      heap[place] = heap[parent]!
      place = parent
    }
    heap[place] = pair
  }

  private pop(): number {
    const {heap} = this
    const smallest = heap[0]!
    const moved = heap[--this.waiting]!
    let place = 0
    for (let child = 1; child < this.waiting; child = 2 * place + 1) {
      if (child + 1 < this.waiting && heap[child + 1]! < heap[child]!) child++
      if (heap[child]! >= moved) break
      heap[place] = heap[child]!
      place = child
    }
    heap[place] = moved
    return smallest
  }

  private makeRoom(length: number): void {
    if (length <= this.ids.length) return
    this.ids = new Int32Array(2 * length)
    this.nexts = new Int32Array(2 * length)
    this.befores = new Int32Array(2 * length)
    // one pair for each place at first, two for each merge
    this.heap = new Float64Array(6 * length)
  }
}
