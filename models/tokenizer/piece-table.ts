/** A piece and the id that a look-up gives. */
export interface TablePiece {
  readonly text: string
  readonly id: number
}

/** A hash table over pieces: slots hold a piece's number plus one, 0 where they are free. */
export type Slots = Uint32Array

/** Pieces as arrays, to be looked up by their UTF-16 units without making strings. */
export class PieceTable {
  constructor(
    /** Where each piece begins in `units`; one more than pieces. */
    readonly offsets: Uint32Array,
    readonly ids: Uint32Array,
    readonly units: Uint16Array,
  ) {}

  static of(pieces: readonly TablePiece[]): PieceTable {
    const offsets = new Uint32Array(pieces.length + 1)
    const ids = Uint32Array.from(pieces, ({id}) => id)
    const units = new Uint16Array(pieces.reduce((sum, {text}) => sum + text.length, 0))
    let position = 0
    for (const [number, {text}] of pieces.entries()) {
      for (let i = 0; i < text.length; i++) units[position++] = text.charCodeAt(i)
      offsets[number + 1] = position
    }
    return new PieceTable(offsets, ids, units)
  }

  /** Whether the arrays fit each other. */
  get sound(): boolean {
    const {offsets, units} = this
    if (offsets[0] !== 0 || offsets.at(-1) !== units.length) return false
    for (let i = 1; i < offsets.length; i++) if (offsets[i]! < offsets[i - 1]!) return false
    return true
  }

  /** @param numbers - The pieces that can be found through these slots. */
  slotsOf(numbers: readonly number[]): Slots {
    // at most half full, so that most misses end at the first slot
    const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * numbers.length + 2)))
    for (const number of numbers) {
      const piece = this.units.subarray(this.offsets[number]!, this.offsets[number + 1]!)
      let slot = spread(piece.reduce(extendHash, emptyHash)) & (slots.length - 1)
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = number + 1
    }
    return slots
  }

  /**
   * Looks a piece up.
   *
   * @param hash - {@link extendHash} over the units.
   * @returns Its token id, or -1.
   */
  find(slots: Slots, hash: number, text: Uint16Array, start: number, length: number): number {
    const {ids, offsets, units} = this
    const mask = slots.length - 1
    for (let slot = spread(hash) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const piece = slots[slot]! - 1
      const from = offsets[piece]!
      if (offsets[piece + 1]! - from !== length) continue
      let same = 0
      while (same < length && units[from + same] === text[start + same]) same++
      if (same === length) return ids[piece]!
    }
    return -1
  }
}

/** The hash of a text one unit longer (FNV-1a). The empty text has {@link emptyHash}. */
export function extendHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

export const emptyHash = 0x811c9dc5 | 0

/** The low bits of the hash alone depend on the low bits of the units alone. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

/**
 * Whether every search in slots from a file ends, at an entry that is there.
 *
 * @param entries - How many there are.
 */
export function areSlots(slots: Slots, entries: number): boolean {
  const {length} = slots
  if (length === 0 || (length & (length - 1)) !== 0) return false
  let free = 0
  for (let slot = 0; slot < length; slot++) {
    if (slots[slot] === 0) free++
    else if (slots[slot]! > entries) return false
  }
  return free > 0
}
