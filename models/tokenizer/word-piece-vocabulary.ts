import {FlatFile, packFlatFile} from './flat-file.js'
import {isFlatSettings} from './flat-tokenizer.js'
import {areSlots, PieceTable, type Slots} from './piece-table.js'
import type {WordPieceDescription, WordPieceSettings} from './word-piece-settings.js'

const magic = 'BIOLVOC1'

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

/**
 * The pieces of a WordPiece tokenizer as a few arrays in one file, so that opening it takes a millisecond where parsing
 * tokenizer.json takes fifty.
 */
export class WordPieceVocabulary {
  private constructor(
    readonly settings: WordPieceSettings,
    /** UTF-16 units of the longest piece. */
    readonly longest: number,
    readonly pieces: PieceTable,
    /** Pieces that begin a word, and pieces that continue one. */
    readonly starting: Slots,
    readonly continuing: Slots,
  ) {}

  /** Writes a vocabulary as the bytes of its file. Equal descriptions give equal bytes. */
  static pack({pieces, settings}: WordPieceDescription): Uint8Array {
    const table = PieceTable.of(pieces)
    const numbers = pieces.map((_, number) => number)
    const starting = table.slotsOf(numbers.filter((number) => !pieces[number]!.continuing))
    const continuing = table.slotsOf(numbers.filter((number) => pieces[number]!.continuing))
    const layout: Layout = {
      pieces: pieces.length,
      startingSlots: starting.length,
      continuingSlots: continuing.length,
      units: table.units.length,
      longest: pieces.reduce((most, {text}) => Math.max(most, text.length), 0),
    }
    return packFlatFile(
      magic,
      {settings, layout},
      [starting, continuing, table.offsets, table.ids, table.units],
      4,
    )
  }

  /**
   * @param bytes - Content of a vocabulary file; kept, not copied, where it begins on a multiple of eight.
   * @param path - For the message.
   * @throws {ModelUnusableError} When it is not a vocabulary file, one of another version, or altered so that reading it
   *   would go astray.
   */
  static unpack(bytes: Uint8Array, path: string): WordPieceVocabulary {
    const file = new FlatFile(magic, bytes, path)
    const {settings} = file.header
    const layout = (file.header.layout ?? {}) as Partial<Layout>
    const starting = file.words(layout.startingSlots)
    const continuing = file.words(layout.continuingSlots)
    const offsets = file.words((layout.pieces ?? 0) + 1)
    const ids = file.words(layout.pieces)
    const pieces = new PieceTable(offsets, ids, file.halves(layout.units))
    const {longest} = layout
    file.expectEnd(
      isFlatSettings(settings) &&
        settings.unknownId !== undefined &&
        pieces.sound &&
        areSlots(starting, ids.length) &&
        areSlots(continuing, ids.length) &&
        Number.isInteger(longest) &&
        longest! >= 0 &&
        longest! <= pieces.units.length,
    )
    return new WordPieceVocabulary(settings as WordPieceSettings, longest!, pieces, starting, continuing)
  }
}
