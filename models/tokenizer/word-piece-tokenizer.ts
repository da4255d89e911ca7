import {normaliseBert} from './bert-normalizer.js'
import {CharacterClass, classOf, classOfUnit} from './character-class.js'
import {FlatTokenizer} from './flat-tokenizer.js'
import {emptyHash, extendHash} from './piece-table.js'
import type {WordPieceVocabulary} from './word-piece-vocabulary.js'

/** UTF-16 units of a long text that are read at a time, so that work ends soon after the maximum length is reached. */
const chunkUnits = 4096

/**
 * BERT's tokenizer over a flat vocabulary: the reference's token ids, without an object for each token.
 *
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/models/wordpiece/mod.rs
 */
export class WordPieceTokenizer extends FlatTokenizer {
  /** What becomes of each ASCII character: its lower case, a space, or -1 where it is dropped. */
  private readonly ascii: Int16Array
  /** Units of a text that are read at a time: tokens with white space inside must not be cut. */
  private readonly chunkUnits: number
  /** Hashes of the beginnings of the rest of a word, by length. */
  private readonly hashes: Int32Array

  /** @param maxTokens - With the special tokens; room for those is needed. */
  constructor(
    private readonly vocabulary: WordPieceVocabulary,
    maxTokens: number,
  ) {
    super(vocabulary.settings, maxTokens)
    const {addedTokens} = vocabulary.settings
    const reaching = addedTokens.some(
      ({content, normalised}) => normalised && /\p{White_Space}/u.test(content),
    )
    this.chunkUnits = reaching ? Number.POSITIVE_INFINITY : chunkUnits
    this.ascii = Int16Array.from({length: 128}, (_, code) => this.normaliseAscii(code))
    this.hashes = new Int32Array(vocabulary.longest)
  }

  protected addText(text: string, start: number, end: number): void {
    for (let from = start; from < end && !this.isFull(); ) {
      const to = this.endOfChunk(text, from, end)
      this.addNormalised(this.loadChunk(text, from, to), from === 0)
      from = to
    }
  }

  /** Normalises a chunk into `units`; returns how many there are. */
  private loadChunk(text: string, from: number, to: number): number {
    this.makeRoom(to - from)
    const {ascii, units} = this
    let length = 0
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i)
      if (unit >= 128) return this.load(normaliseBert(text.slice(from, to), this.vocabulary.settings))
      const normal = ascii[unit]!
      if (normal >= 0) units[length++] = normal
    }
    return length
  }

  /** Splits the chunk at white space and around punctuation. */
  protected addPieces(from: number, end: number): void {
    const {units} = this
    let start = from
    for (let at = from; at < end && !this.isFull(); ) {
      const width = isHighSurrogate(units[at]!) ? 2 : 1
      const kind =
        width === 1 ? classOfUnit(units[at]!) : classOf(String.fromCharCode(units[at]!, units[at + 1]!))
      if (kind !== CharacterClass.letter) {
        this.addWord(start, at)
        if (kind === CharacterClass.punctuation) this.addWord(at, at + width)
        start = at + width
      }
      at += width
    }
    if (!this.isFull()) this.addWord(start, end)
  }

  private addWord(start: number, end: number): void {
    const before = this.mark()
    if (this.isTooLong(start, end) || !this.addLongestPieces(start, end)) {
      this.takeBack(before)
      this.add(this.vocabulary.settings.unknownId)
    }
  }

  /**
   * Cuts a word into the longest known pieces from the left.
   *
   * @returns Whether it is made of known pieces; the empty word is.
   */
  private addLongestPieces(start: number, end: number): boolean {
    const {continuing, starting} = this.vocabulary
    for (let at = start; at < end; ) {
      const length = this.addLongestPiece(at === start ? starting : continuing, at, end)
      if (length === 0) return false
      at += length
    }
    return true
  }

  /** @returns Units of the piece; 0 when none fits. */
  private addLongestPiece(slots: Uint32Array, start: number, end: number): number {
    const {hashes, units, vocabulary} = this
    const longest = Math.min(end - start, vocabulary.longest)
    let hash = emptyHash
    for (let i = 0; i < longest; i++) {
      hash = extendHash(hash, units[start + i]!)
      hashes[i] = hash
    }
    for (let length = longest; length > 0; length--) {
      const id = vocabulary.pieces.find(slots, hashes[length - 1]!, units, start, length)
      if (id >= 0) {
        this.add(id)
        return length
      }
    }
    return 0
  }

  private isTooLong(start: number, end: number): boolean {
    const {maxWordLength} = this.vocabulary.settings
    if (end - start <= maxWordLength) return false
    let codePoints = 0
    for (let i = start; i < end; i++) if (!isHighSurrogate(this.units[i]!)) codePoints++
    return codePoints > maxWordLength
  }

  private normaliseAscii(code: number): number {
    const normal = normaliseBert(String.fromCharCode(code), this.vocabulary.settings)
    return normal === '' ? -1 : normal.charCodeAt(0)
  }

  /** Ends a chunk only at ASCII white space, across which no normalisation reaches. */
  private endOfChunk(text: string, from: number, end: number): number {
    for (let at = from + this.chunkUnits; at < end; at++) {
      const unit = text.charCodeAt(at)
      if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) return at
    }
    return end
  }
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800
}
