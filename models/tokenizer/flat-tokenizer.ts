import type {AddedToken} from './added-token.js'
import {isAddedToken} from './added-token.js'
import {AddedTokenSplitter} from './added-token-splitter.js'
import {isTokenId} from './json-part.js'
import type {Normaliser} from './normaliser.js'
import type {TextEnds} from './text-ends.js'
import type {Tokenizer} from './tokenizer.js'

/** What every tokenizer with a flat vocabulary knows. */
export interface FlatSettings extends TextEnds {
  readonly unknownId?: number
  readonly addedTokens: readonly AddedToken[]
}

/** Whether the parsed header of a vocabulary file holds such settings. */
export function isFlatSettings(value: unknown): value is FlatSettings {
  const {addedTokens, prefix, suffix, unknownId} = (value ?? {}) as Partial<FlatSettings>
  return (
    [prefix, suffix].every((ids) => Array.isArray(ids) && ids.every(isTokenId)) &&
    Array.isArray(addedTokens) &&
    addedTokens.every(isAddedToken) &&
    (unknownId === undefined || isTokenId(unknownId))
  )
}

/**
 * What tokenizers have in common: added tokens are found in the text as it stands, the rest is normalised, more added
 * tokens are found in that, and what is left is cut into pieces, until there is no room left.
 */
export abstract class FlatTokenizer implements Tokenizer {
  /** The stretch at hand, normalised. */
  protected units = new Uint16Array(8192)
  private readonly before: AddedTokenSplitter
  private readonly after: AddedTokenSplitter
  /** Ids of the text at hand, and how many of them are allowed before the suffix. */
  private readonly ids: Int32Array
  private readonly limit: number
  private count = 0

  /** @param maxTokens - With the special tokens; room for those is needed. */
  constructor(
    private readonly flat: FlatSettings,
    maxTokens: number,
  ) {
    const {addedTokens, prefix, suffix} = flat
    this.before = new AddedTokenSplitter(addedTokens.filter(({normalised}) => !normalised))
    this.after = new AddedTokenSplitter(addedTokens.filter(({normalised}) => normalised))
    this.ids = new Int32Array(maxTokens)
    this.ids.set(prefix)
    this.limit = maxTokens - suffix.length
  }

  encode(text: string): Int32Array {
    const {prefix, suffix} = this.flat
    const whole = text.toWellFormed()
    this.count = prefix.length
    for (const {end, id, start} of this.before.split(whole)) {
      if (this.isFull()) break
      if (id === undefined) this.addText(whole, start, end)
      else this.add(id)
    }
    this.count = Math.min(this.count, this.limit)
    this.ids.set(suffix, this.count)
    return this.ids.slice(0, this.count + suffix.length)
  }

  holdsWhole(word: string): boolean {
    const {prefix, suffix, unknownId} = this.flat
    const ids = this.encode(word)
    return ids.length === prefix.length + 1 + suffix.length && ids[prefix.length] !== unknownId
  }

  /** Normalises a stretch of the text into {@link units} and gives it to {@link addNormalised}. */
  protected abstract addText(text: string, start: number, end: number): void

  /**
   * Cuts a stretch of {@link units} into pieces and adds their ids.
   *
   * @param first - Whether the text begins with it.
   */
  protected abstract addPieces(start: number, end: number, first: boolean): void

  /** @param length - Of {@link units}. */
  protected addNormalised(length: number, first: boolean): void {
    if (!this.after.mayFind(this.units, length)) {
      if (length > 0) this.addPieces(0, length, first)
      return
    }
    const text = Buffer.from(this.units.buffer, 0, 2 * length).toString('utf16le')
    for (const {end, id, start} of this.after.split(text)) {
      if (this.isFull()) break
      if (id === undefined) this.addPieces(start, end, first && start === 0)
      else this.add(id)
    }
  }

  /** Normalises a stretch of the text, unit by unit where it is ASCII, and adds its ids. */
  protected addNormalisedBy(normaliser: Normaliser, text: string, start: number, end: number): void {
    this.makeRoom(end - start)
    const length = normaliser.normaliseAscii(text, start, end, this.units)
    this.addNormalised(
      length < 0 ? this.load(normaliser.normalise(text.slice(start, end))) : length,
      start === 0,
    )
  }

  /** Puts a text into {@link units} as it is. */
  protected load(normal: string): number {
    this.makeRoom(normal.length)
    for (let i = 0; i < normal.length; i++) this.units[i] = normal.charCodeAt(i)
    return normal.length
  }

  /** What is in {@link units} is lost. */
  protected makeRoom(length: number): void {
    if (length > this.units.length) this.units = new Uint16Array(2 * length)
  }

  /** Counts beyond the limit too: pieces may be taken back. */
  protected add(id: number): void {
    if (this.count < this.limit) this.ids[this.count] = id
    this.count++
  }

  protected mark(): number {
    return this.count
  }

  /** Takes back what was added since {@link mark}. */
  protected takeBack(mark: number): void {
    this.count = mark
  }

  protected isFull(): boolean {
    return this.count >= this.limit
  }
}
