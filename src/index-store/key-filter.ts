import {mix} from '../domain/key-hash.js'

/** One false "may" in two hundred, with six bits looked at. */
const bitsPerKey = 12
const bitsOfKey = 6

/**
 * A set of keys that answers without looking them up: "not there" is certain, "may be there" nearly so. Most runs of words in a
 * text are no name, and asking SQLite takes twenty times as long.
 *
 * @see Bloom BH. Space/time trade-offs in hash coding with allowable errors. Commun ACM 1970;13(7):422–6.
 */
export class KeyFilter {
  private readonly size: number

  /** @param bytes - As {@link KeyFilter.ofSize} made them and {@link add} filled them; all bits set for one that holds anything. */
  constructor(readonly bytes: Uint8Array) {
    this.size = 8 * bytes.length
  }

  /** @param keys - How many will be added; with more the answers are less sure. */
  static ofSize(keys: number): KeyFilter {
    return new KeyFilter(new Uint8Array(Math.ceil((Math.max(1, keys) * bitsPerKey) / 8)))
  }

  /** @param hash - See `keyHash`. */
  add(hash: number): void {
    const first = mix(hash)
    const step = mix(first)
    for (let i = 0; i < bitsOfKey; i++) {
      const bit = this.bit(first, step, i)
      this.bytes[bit >>> 3]! |= 1 << (bit & 7)
    }
  }

  /** False only for a key that was never added. */
  mayHold(hash: number): boolean {
    const first = mix(hash)
    const step = mix(first)
    for (let i = 0; i < bitsOfKey; i++) {
      const bit = this.bit(first, step, i)
      if ((this.bytes[bit >>> 3]! & (1 << (bit & 7))) === 0) return false
    }
    return true
  }

  private bit(first: number, step: number, i: number): number {
    return ((first + Math.imul(i, step)) >>> 0) % this.size
  }
}
