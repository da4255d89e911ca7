import {BytePairMerger} from './byte-pair-merger.js'
import type {BytePairVocabulary} from './byte-pair-vocabulary.js'
import {FlatTokenizer} from './flat-tokenizer.js'
import {Normaliser} from './normaliser.js'
import {emptyHash, extendHash} from './piece-table.js'

/** Where GPT-2 cuts a text, its `\s` written out: JavaScript has another idea of white space. */
const words =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu

/** Words whose ids are remembered, and their length at most. */
const rememberedWords = 1 << 16
const rememberedUnits = 64

/**
 * RoBERTa's and GPT-2's tokenizer over a flat vocabulary: words are cut into bytes that are merged, the reference's token
 * ids.
 *
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/models/bpe/model.rs
 */
export class BytePairTokenizer extends FlatTokenizer {
  private readonly normaliser: Normaliser
  private readonly merger: BytePairMerger
  private readonly remembered = new Map<string, Int32Array>()

  /** @param maxTokens - With the special tokens; room for those is needed. */
  constructor(
    private readonly vocabulary: BytePairVocabulary,
    maxTokens: number,
  ) {
    super(vocabulary.settings, maxTokens)
    this.normaliser = new Normaliser(vocabulary.settings.normaliser)
    this.merger = new BytePairMerger(vocabulary)
  }

  protected addText(text: string, start: number, end: number): void {
    this.addNormalisedBy(this.normaliser, text, start, end)
  }

  protected addPieces(start: number, end: number): void {
    const {prependSpace, splitWords} = this.vocabulary.settings
    const stretch = Buffer.from(this.units.buffer, 2 * start, 2 * (end - start)).toString('utf16le')
    const text = prependSpace && stretch[0] !== ' ' ? ` ${stretch}` : stretch
    if (!splitWords) {
      this.addWord(text)
      return
    }
    // the words follow each other without a gap: each ends where the search goes on
    words.lastIndex = 0
    for (let from = 0; !this.isFull() && words.test(text); from = words.lastIndex) {
      this.addWord(text.slice(from, words.lastIndex))
    }
  }

  private addWord(word: string): void {
    const ids = this.remembered.get(word) ?? this.cut(word)
    for (let i = 0; i < ids.length; i++) this.add(ids[i]!)
  }

  private cut(word: string): Int32Array {
    const bytes = Buffer.from(word)
    const whole = this.vocabulary.settings.wholeFirst ? this.findWhole(bytes) : -1
    const ids = whole < 0 ? this.merger.merge(bytes) : Int32Array.of(whole)
    if (word.length > rememberedUnits) return ids
    if (this.remembered.size >= rememberedWords) this.remembered.clear()
    this.remembered.set(word, ids)
    return ids
  }

  private findWhole(bytes: Uint8Array): number {
    const {pieces, pieceSlots} = this.vocabulary
    const units = Uint16Array.from(bytes)
    return pieces.find(pieceSlots, units.reduce(extendHash, emptyHash), units, 0, units.length)
  }
}
