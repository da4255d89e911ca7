import type {BytePairDescription, BytePairSettings, Merge} from './byte-pair-settings.js'
import {FlatFile, packFlatFile} from './flat-file.js'
import {isFlatSettings} from './flat-tokenizer.js'
import {isNormaliserStep} from './normaliser-step.js'
import {areSlots, PieceTable, type Slots, spread} from './piece-table.js'

const magic = 'BIOLBPE1'

/** Sizes of the arrays of a vocabulary file, in entries. */
interface Layout {
  readonly merges: number
  /** Powers of two. */
  readonly mergeSlots: number
  readonly pieceSlots: number
  readonly pieces: number
  readonly units: number
}

/** The merges of a byte-level BPE tokenizer as a few arrays in one file, so that opening it takes milliseconds. */
export class BytePairVocabulary {
  private constructor(
    readonly settings: BytePairSettings,
    /** Ids of the 256 bytes. */
    readonly bytes: Uint32Array,
    /** Hash table over pairs: slots hold a merge's rank plus one, 0 where they are free. */
    private readonly slots: Slots,
    /** By rank: two pieces and what they become. */
    private readonly lefts: Uint32Array,
    private readonly rights: Uint32Array,
    readonly results: Uint32Array,
    /** Words that are pieces; empty unless they are looked up whole. */
    readonly pieces: PieceTable,
    readonly pieceSlots: Slots,
  ) {}

  /** @returns The rank of the merge of two pieces, or -1. */
  rankOf(left: number, right: number): number {
    const {lefts, rights, slots} = this
    const mask = slots.length - 1
    for (let slot = hashOfPair(left, right) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const rank = slots[slot]! - 1
      if (lefts[rank] === left && rights[rank] === right) return rank
    }
    return -1
  }

  /** Writes a vocabulary as the bytes of its file. Equal descriptions give equal bytes. */
  static pack({bytes, merges, pieces, settings}: BytePairDescription): Uint8Array {
    const table = PieceTable.of(pieces)
    const pieceSlots = table.slotsOf(pieces.map((_, number) => number))
    const slots = slotsOfMerges(merges)
    const layout: Layout = {
      merges: merges.length,
      mergeSlots: slots.length,
      pieceSlots: pieceSlots.length,
      pieces: pieces.length,
      units: table.units.length,
    }
    const [lefts, rights, results] = (['left', 'right', 'result'] as const).map((key) =>
      Uint32Array.from(merges, (merge) => merge[key]),
    ) as [Uint32Array, Uint32Array, Uint32Array]
    const pairs = [Uint32Array.from(bytes), slots, lefts, rights, results]
    const whole = [pieceSlots, table.offsets, table.ids, table.units]
    return packFlatFile(magic, {settings, layout}, [...pairs, ...whole], 4)
  }

  /**
   * @param bytes - Content of a vocabulary file; kept, not copied, where it begins on a multiple of eight.
   * @param path - For the message.
   * @throws {ModelUnusableError} When it is not a vocabulary file, one of another version, or altered so that reading it
   *   would go astray.
   */
  static unpack(bytes: Uint8Array, path: string): BytePairVocabulary {
    const file = new FlatFile(magic, bytes, path)
    const {settings} = file.header
    const layout = (file.header.layout ?? {}) as Partial<Layout>
    const byteIds = file.words(256)
    const slots = file.words(layout.mergeSlots)
    const lefts = file.words(layout.merges)
    const rights = file.words(layout.merges)
    const results = file.words(layout.merges)
    const pieceSlots = file.words(layout.pieceSlots)
    const offsets = file.words((layout.pieces ?? 0) + 1)
    const ids = file.words(layout.pieces)
    const pieces = new PieceTable(offsets, ids, file.halves(layout.units))
    file.expectEnd(
      isBytePairSettings(settings) &&
        areSlots(slots, results.length) &&
        pieces.sound &&
        areSlots(pieceSlots, ids.length),
    )
    const checked = settings as BytePairSettings
    return new BytePairVocabulary(checked, byteIds, slots, lefts, rights, results, pieces, pieceSlots)
  }
}

function isBytePairSettings(value: unknown): value is BytePairSettings {
  if (!isFlatSettings(value)) return false
  const {normaliser} = value as Partial<BytePairSettings>
  return Array.isArray(normaliser) && normaliser.every(isNormaliserStep)
}

function slotsOfMerges(merges: readonly Merge[]): Slots {
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * merges.length + 2)))
  for (const [rank, {left, right}] of merges.entries()) {
    let slot = hashOfPair(left, right) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = rank + 1
  }
  return slots
}

function hashOfPair(left: number, right: number): number {
  return spread(Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b))
}
