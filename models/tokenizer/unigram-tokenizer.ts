import {CharacterClass, classOfUnit} from './character-class.js'
import {FlatTokenizer} from './flat-tokenizer.js'
import {Normaliser} from './normaliser.js'
import type {UnigramVocabulary} from './unigram-vocabulary.js'

const space = 0x20

/**
 * SentencePiece's Unigram tokenizer over a flat vocabulary: the likeliest pieces of each word, the reference's token ids.
 *
 * @see https://github.com/huggingface/tokenizers/blob/main/tokenizers/src/models/unigram/model.rs
 */
export class UnigramTokenizer extends FlatTokenizer {
  private readonly normaliser: Normaliser
  /** The word at hand. */
  private word = new Uint16Array(64)
  /** Of the likeliest pieces up to each place of the word: their score, where the last begins (-1: none yet), its id. */
  private scores = new Float64Array(65)
  private begins = new Int32Array(65)
  private last = new Int32Array(65)

  /** @param maxTokens - With the special tokens; room for those is needed. */
  constructor(
    private readonly vocabulary: UnigramVocabulary,
    maxTokens: number,
  ) {
    super(vocabulary.settings, maxTokens)
    this.normaliser = new Normaliser(vocabulary.settings.normaliser)
  }

  protected addText(text: string, start: number, end: number): void {
    this.addNormalisedBy(this.normaliser, text, start, end)
  }

  protected addPieces(start: number, end: number, first: boolean): void {
    if (!this.vocabulary.settings.splitAtSpace) {
      this.addStretch(start, end, first)
      return
    }
    let from = start
    for (let at = start; at <= end && !this.isFull(); at++) {
      if (at < end && classOfUnit(this.units[at]!) !== CharacterClass.space) continue
      if (at > from) this.addStretch(from, at, false)
      from = at + 1
    }
  }

  /** Puts spaces into words and cuts the stretch before each. */
  private addStretch(start: number, end: number, first: boolean): void {
    const {metaspace} = this.vocabulary.settings
    if (2 * (end - start + 1) > this.word.length) this.grow(end - start + 1)
    let length = 0
    if (metaspace === undefined) {
      this.word.set(this.units.subarray(start, end))
      this.addWord(end - start)
      return
    }
    const {prepend, replacement, split} = metaspace
    const begin = this.units[start]!
    if (
      (prepend === 'always' || (prepend === 'first' && first)) &&
      begin !== space &&
      begin !== replacement
    ) {
      this.word[length++] = replacement
    }
    for (let at = start; at < end; at++) {
      const unit = this.units[at]! === space ? replacement : this.units[at]!
      if (unit === replacement && split && at > start) {
        this.addWord(length)
        if (this.isFull()) return
        length = 0
      }
      this.word[length++] = unit
    }
    this.addWord(length)
  }

  /** Viterbi: the best way to each place, from left to right, longer pieces later. */
  private addWord(length: number): void {
    const {begins, last, scores, vocabulary, word} = this
    const {ends, roots, scores: pieceScores, settings, unknownScore} = vocabulary
    begins.fill(-1, 1, length + 1)
    scores[0] = 0
    for (let start = 0; start < length; ) {
      const width = (word[start]! & 0xfc00) === 0xd800 ? 2 : 1
      const before = scores[start]!
      let single = false
      let node = roots[word[start]!]!
      for (let end = start + 1; node !== 0; end++) {
        const piece = ends[node]!
        if (piece !== 0) {
          const score = before + pieceScores[piece - 1]!
          if (begins[end] === -1 || score > scores[end]!) {
            scores[end] = score
            begins[end] = start
            last[end] = piece - 1
          }
          single ||= end - start === width
        }
        node = end < length ? vocabulary.child(node, word[end]!) : 0
      }
      const next = start + width
      if (!single && (begins[next] === -1 || before + unknownScore > scores[next]!)) {
        scores[next] = before + unknownScore
        begins[next] = start
        last[next] = settings.unknownId
      }
      start = next
    }
    this.addPath(length)
  }

  /** Adds the pieces that lead to the end of the word; unknown ones beside each other count once. */
  private addPath(length: number): void {
    const {begins, last, vocabulary} = this
    const {unknownId} = vocabulary.settings
    // turns the links round, so that the way can be walked from its beginning
    let next = -1
    for (let end = length; end > 0; ) {
      const begin = begins[end]!
      begins[end] = next
      next = end
      end = begin
    }
    let before = -1
    for (let end = next; end !== -1; end = begins[end]!) {
      const id = last[end]!
      if (id !== unknownId || before !== unknownId) this.add(id)
      before = id
    }
  }

  private grow(length: number): void {
    this.word = new Uint16Array(2 * length)
    this.scores = new Float64Array(2 * length + 1)
    this.begins = new Int32Array(2 * length + 1)
    this.last = new Int32Array(2 * length + 1)
  }
}
