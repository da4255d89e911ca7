import {Tokenizer as Library} from '@huggingface/tokenizers'
import type {Tokenizer} from '../../../models/tokenizer/tokenizer.js'

/**
 * Opens a tokenizer.json with the Hugging Face library for JavaScript, which is what our tokenizers are compared with
 * where no Python is at hand.
 *
 * @param maxTokens - With the special tokens.
 */
export function openLibraryTokenizer(tokenizerJson: unknown, maxTokens: number): Tokenizer {
  return new LibraryTokenizer(new Library(tokenizerJson as object, {}), maxTokens)
}

class LibraryTokenizer implements Tokenizer {
  /** Special tokens after a text. */
  private readonly suffix: number

  constructor(
    private readonly library: Library,
    private readonly maxTokens: number,
  ) {
    const whole: readonly number[] = library.encode('a').ids
    const bare = this.encodeBare('a')
    const prefix = whole.findIndex((_, start) => bare.every((id, i) => whole[start + i] === id))
    this.suffix = whole.length - bare.length - prefix
  }

  encode(text: string): Int32Array {
    const ids = Int32Array.from(this.library.encode(text.toWellFormed()).ids)
    if (ids.length <= this.maxTokens) return ids
    // the library does not truncate: tokens are dropped from the end of the text, not the special ones after it
    const cut = ids.slice(0, this.maxTokens)
    cut.set(ids.subarray(ids.length - this.suffix), this.maxTokens - this.suffix)
    return cut
  }

  holdsWhole(word: string): boolean {
    const [first, ...others] = this.encodeBare(word)
    return first !== undefined && others.length === 0 && first !== this.library.model?.unk_token_id
  }

  private encodeBare(text: string): number[] {
    return this.library.encode(text.toWellFormed(), {add_special_tokens: false}).ids
  }
}
