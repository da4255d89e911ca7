import {ModelUnusableError} from '../../src/errors.js'
import type {Piece, WordPieceDescription, WordPieceSettings} from './word-piece-settings.js'

/** `BIOLVOC` and the version of the layout. */
const magic = Uint8Array.from('BIOLVOC1', (letter) => letter.charCodeAt(0))

/** Sizes of the arrays of a vocabulary file, in entries. */
interface Layout {
  readonly pieces: number
  /** Powers of two. */
  readonly startingSlots: number
  readonly continuingSlots: number
  readonly units: number
  /** UTF-16 units of the longest piece. */
  readonly longest: number
}

/** A hash table over pieces: slots hold a piece's number plus one, 0 where they are free. */
export type Slots = Uint32Array

/**
 * The pieces of a WordPiece tokenizer as a few arrays in one file, so that opening it takes a millisecond where parsing
 * tokenizer.json takes fifty.
 *
 * The file, little-endian: the magic number; the length of the header (uint32); the header, JSON, padded with spaces to
 * a multiple of four; then the arrays, in the order of the fields below.
 */
export class FlatVocabulary {
  private constructor(
    readonly settings: WordPieceSettings,
    /** UTF-16 units of the longest piece. */
    readonly longest: number,
    /** Pieces that begin a word, and pieces that continue one. */
    readonly starting: Slots,
    readonly continuing: Slots,
    /** Where each piece begins in `units`; one more than pieces. */
    private readonly offsets: Uint32Array,
    private readonly ids: Uint32Array,
    private readonly units: Uint16Array,
  ) {}

  /**
   * Looks a piece up.
   *
   * @param slots - {@link starting} or {@link continuing}.
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

  /** Writes a vocabulary as the bytes of its file. Equal descriptions give equal bytes. */
  static pack({pieces, settings}: WordPieceDescription): Uint8Array {
    const units = pieces.reduce((sum, {text}) => sum + text.length, 0)
    const longest = pieces.reduce((most, {text}) => Math.max(most, text.length), 0)
    const starting = fillSlots(pieces, false)
    const continuing = fillSlots(pieces, true)
    const layout: Layout = {
      pieces: pieces.length,
      startingSlots: starting.length,
      continuingSlots: continuing.length,
      units,
      longest,
    }
    const json = JSON.stringify({settings, layout})
    const header = new TextEncoder().encode(json + ' '.repeat(-Buffer.byteLength(json) & 3))
    const offsets = new Uint32Array(pieces.length + 1)
    const ids = new Uint32Array(pieces.length)
    const text = new Uint16Array(units)
    let position = 0
    for (const [number, piece] of pieces.entries()) {
      ids[number] = piece.id
      for (const unit of unitsOf(piece.text)) text[position++] = unit
      offsets[number + 1] = position
    }
    const arrays = [starting, continuing, offsets, ids, text].map(
      (array) => new Uint8Array(array.buffer, 0, array.byteLength),
    )
    return Buffer.concat([magic, new Uint8Array(Uint32Array.of(header.length).buffer), header, ...arrays])
  }

  /**
   * @param bytes - Content of a vocabulary file; kept, not copied, where it begins on a multiple of four.
   * @param path - For the message.
   * @throws {ModelUnusableError} When it is not a vocabulary file, or one of another version.
   */
  static unpack(bytes: Uint8Array, path: string): FlatVocabulary {
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
    const parsed = readHeader(aligned)
    if (parsed === undefined) {
      throw new ModelUnusableError(
        `${path} is not a vocabulary file of this version of biolord.`,
        'Build or import the model again.',
      )
    }
    const {layout, settings} = parsed
    let {position} = parsed
    const words = (length: number) => {
      const array = new Uint32Array(aligned.buffer, aligned.byteOffset + position, length)
      position += array.byteLength
      return array
    }
    const starting = words(layout.startingSlots)
    const continuing = words(layout.continuingSlots)
    const offsets = words(layout.pieces + 1)
    const ids = words(layout.pieces)
    const units = new Uint16Array(aligned.buffer, aligned.byteOffset + position, layout.units)
    return new FlatVocabulary(settings, layout.longest, starting, continuing, offsets, ids, units)
  }
}

/** The hash of a text one unit longer (FNV-1a). The empty text has {@link emptyHash}. */
export function extendHash(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

export const emptyHash = 0x811c9dc5 | 0

/** The low bits of the hash alone depend on the low bits of the units alone. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function fillSlots(pieces: readonly Piece[], continuing: boolean): Slots {
  const chosen = pieces
    .map((_, number) => number)
    .filter((number) => pieces[number]!.continuing === continuing)
  // at most half full, so that most misses end at the first slot
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * chosen.length + 2)))
  for (const number of chosen) {
    let slot = spread(unitsOf(pieces[number]!.text).reduce(extendHash, emptyHash)) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = number + 1
  }
  return slots
}

function unitsOf(text: string): number[] {
  return Array.from({length: text.length}, (_, i) => text.charCodeAt(i))
}

function readHeader(bytes: Uint8Array) {
  const fixed = magic.length + 4
  if (bytes.length < fixed || magic.some((byte, i) => bytes[i] !== byte)) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true)
  if (length % 4 !== 0 || fixed + length > bytes.length) return undefined
  try {
    const header = new TextDecoder().decode(bytes.subarray(fixed, fixed + length))
    const {layout, settings} = JSON.parse(header) as {layout: Layout; settings: WordPieceSettings}
    const {continuingSlots, pieces, startingSlots, units} = layout
    const size = 4 * (startingSlots + continuingSlots + 2 * pieces + 1) + 2 * units
    return fixed + length + size === bytes.length ? {layout, settings, position: fixed + length} : undefined
  } catch {
    return undefined
  }
}
