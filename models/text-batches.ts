import type {Tokenizer} from './tokenizer/tokenizer.js'

/**
 * Tokens of a batch. Below 256 the calls themselves cost time, above 1,024 the intermediate results leave the
 * processor's cache.
 */
export const batchTokens = 512

/** Token ids per piece of memory: texts are short, so a piece that is not quite full wastes next to nothing. */
const chunkTokens = 1 << 18

/** Texts of one length in tokens, or of nearly one. */
export interface TextBatch {
  /** Which texts: their positions. */
  readonly rows: Uint32Array
  /** Token ids, row-major `[rows, tokens]`, shorter texts filled up with 0. */
  readonly ids: Int32Array
  /** How many tokens each text has, `[rows]`; absent where no text is filled up. */
  readonly lengths?: Uint32Array
}

/** Tokenized texts, held in a few large arrays: a million names take some 50 MB. */
export class TextBatches {
  private readonly chunks: Int32Array[] = []
  private used = chunkTokens
  /** Where each text begins: chunk · chunkTokens + place in the chunk. */
  private readonly starts: Float64Array
  private readonly lengths: Uint32Array
  /** Positions of the texts, shortest first, ties in order. */
  private readonly order: Uint32Array

  /** @param maxPadding - Tokens that a batch may be filled up with so that more texts share it. */
  constructor(
    texts: readonly string[],
    tokenizer: Tokenizer,
    private readonly maxPadding = 0,
  ) {
    this.starts = new Float64Array(texts.length)
    this.lengths = new Uint32Array(texts.length)
    for (const [row, text] of texts.entries()) this.store(row, tokenizer.encode(text))
    this.order = Uint32Array.from(this.lengths.keys()).sort(
      (a, b) => this.lengths[a]! - this.lengths[b]! || a - b,
    )
  }

  /** Batches of about 512 tokens that together hold every text once, shortest texts first. */
  *[Symbol.iterator](): Generator<TextBatch> {
    const {lengths, order} = this
    for (let from = 0; from < order.length; ) {
      let tokens = lengths[order[from]!]!
      let filled = tokens
      let to = from + 1
      for (; to < order.length; to++) {
        const next = lengths[order[to]!]!
        const size = (to + 1 - from) * next
        if (size > batchTokens || size - filled - next > this.maxPadding) break
        tokens = next
        filled += next
      }
      yield this.batch(order.slice(from, to), tokens, filled)
      from = to
    }
  }

  private batch(rows: Uint32Array, tokens: number, filled: number): TextBatch {
    const ids = new Int32Array(rows.length * tokens)
    for (const [i, row] of rows.entries()) {
      const chunk = this.chunks[Math.floor(this.starts[row]! / chunkTokens)]!
      const place = this.starts[row]! % chunkTokens
      ids.set(chunk.subarray(place, place + this.lengths[row]!), i * tokens)
    }
    if (filled === ids.length) return {rows, ids}
    return {rows, ids, lengths: rows.map((row) => this.lengths[row]!)}
  }

  private store(row: number, ids: Int32Array): void {
    if (this.used + ids.length > chunkTokens) {
      this.chunks.push(new Int32Array(chunkTokens))
      this.used = 0
    }
    this.chunks.at(-1)!.set(ids, this.used)
    this.starts[row] = (this.chunks.length - 1) * chunkTokens + this.used
    this.lengths[row] = ids.length
    this.used += ids.length
  }
}
