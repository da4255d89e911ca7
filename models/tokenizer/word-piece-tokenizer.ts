import {AddedTokenSplitter} from './added-token-splitter.js'
import {normaliseBert} from './bert-normalizer.js'
import {CharacterClass, classOf, classOfUnit} from './character-class.js'
import {emptyHash, extendHash, type FlatVocabulary} from './flat-vocabulary.js'
import type {Tokenizer} from './tokenizer.js'

/** UTF-16 units of a long text that are read at a time, so that work ends soon after the maximum length is reached. */
const chunkUnits = 4096

/**
 * BERT's tokenizer over a flat vocabulary: the reference's token ids, without an object for each token.
 *
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/models/wordpiece/mod.rs
 */
export class WordPieceTokenizer implements Tokenizer {
  private readonly splitter: AddedTokenSplitter
  /** What becomes of each ASCII character: its lower case, a space, or -1 where it is dropped. */
  private readonly ascii: Int16Array
  /** Ids of the text at hand, and how many of them are allowed before the suffix. */
  private readonly ids: Int32Array
  private readonly limit: number
  private count = 0
  /** The chunk at hand, normalised. */
  private units = new Uint16Array(2 * chunkUnits)
  /** Hashes of the beginnings of the rest of a word, by length. */
  private readonly hashes: Int32Array

  /** @param maxTokens - With the special tokens; room for those is needed. */
  constructor(
    private readonly vocabulary: FlatVocabulary,
    maxTokens: number,
  ) {
    const {prefix, suffix} = vocabulary.settings
    this.splitter = new AddedTokenSplitter(vocabulary.settings.addedTokens)
    this.ascii = Int16Array.from({length: 128}, (_, code) => this.normaliseAscii(code))
    this.ids = new Int32Array(maxTokens)
    this.ids.set(prefix)
    this.limit = maxTokens - suffix.length
    this.hashes = new Int32Array(vocabulary.longest)
  }

  encode(text: string): Int32Array {
    const {prefix, suffix} = this.vocabulary.settings
    const whole = text.toWellFormed()
    this.count = prefix.length
    for (const {end, id, start} of this.splitter.split(whole)) {
      if (this.count >= this.limit) break
      if (id === undefined) this.addText(whole, start, end)
      else this.add(id)
    }
    this.count = Math.min(this.count, this.limit)
    this.ids.set(suffix, this.count)
    return this.ids.slice(0, this.count + suffix.length)
  }

  holdsWhole(word: string): boolean {
    const {prefix, suffix, unknownId} = this.vocabulary.settings
    const ids = this.encode(word)
    return ids.length === prefix.length + 1 + suffix.length && ids[prefix.length] !== unknownId
  }

  private addText(text: string, start: number, end: number): void {
    for (let from = start; from < end && this.count < this.limit; ) {
      const to = endOfChunk(text, from, end)
      this.addWords(this.load(text, from, to))
      from = to
    }
  }

  /** Normalises a chunk into `units`; returns how many there are. */
  private load(text: string, from: number, to: number): number {
    this.makeRoom(to - from)
    const {ascii, units} = this
    let length = 0
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i)
      if (unit >= 128) return this.loadUnicode(text.slice(from, to))
      const normal = ascii[unit]!
      if (normal >= 0) units[length++] = normal
    }
    return length
  }

  private loadUnicode(chunk: string): number {
    const normal = normaliseBert(chunk, this.vocabulary.settings)
    this.makeRoom(normal.length)
    for (let i = 0; i < normal.length; i++) this.units[i] = normal.charCodeAt(i)
    return normal.length
  }

  /** Splits the chunk at white space and around punctuation. */
  private addWords(length: number): void {
    const {units} = this
    let start = 0
    for (let at = 0; at < length && this.count < this.limit; ) {
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
    if (this.count < this.limit) this.addWord(start, length)
  }

  private addWord(start: number, end: number): void {
    const before = this.count
    if (this.isTooLong(start, end) || !this.addPieces(start, end)) {
      this.count = before
      this.add(this.vocabulary.settings.unknownId)
    }
  }

  /**
   * Cuts a word into the longest known pieces from the left.
   *
   * @returns Whether it is made of known pieces; the empty word is.
   */
  private addPieces(start: number, end: number): boolean {
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
      const id = vocabulary.find(slots, hashes[length - 1]!, units, start, length)
      if (id >= 0) {
        this.add(id)
        return length
      }
    }
    return 0
  }

  /** Counts beyond the limit too: a word that is cut may still turn out to be unknown. */
  private add(id: number): void {
    if (this.count < this.limit) this.ids[this.count] = id
    this.count++
  }

  private isTooLong(start: number, end: number): boolean {
    const {maxWordLength} = this.vocabulary.settings
    if (end - start <= maxWordLength) return false
    let codePoints = 0
    for (let i = start; i < end; i++) if (!isHighSurrogate(this.units[i]!)) codePoints++
    return codePoints > maxWordLength
  }

  private makeRoom(length: number): void {
    if (length > this.units.length) this.units = new Uint16Array(2 * length)
  }

  private normaliseAscii(code: number): number {
    const normal = normaliseBert(String.fromCharCode(code), this.vocabulary.settings)
    return normal === '' ? -1 : normal.charCodeAt(0)
  }
}

/** Ends a chunk only at ASCII white space, across which no normalisation reaches. */
function endOfChunk(text: string, from: number, end: number): number {
  for (let at = from + chunkUnits; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) return at
  }
  return end
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800
}
