import type {Tokenizer as Library} from '@huggingface/tokenizers'
import {ModelUnusableError} from '../../src/errors.js'
import type {Tokenizer} from './tokenizer.js'

/**
 * Opens a tokenizer.json with the Hugging Face library: slower to open and to run than `WordPieceTokenizer`, but for
 * tokenizers of many kinds.
 *
 * @param tokenizerJson - The parsed file.
 * @param maxTokens - With the special tokens.
 * @throws {ModelUnusableError} When the library does not understand the tokenizer.
 */
export async function openLibraryTokenizer(tokenizerJson: unknown, maxTokens: number): Promise<Tokenizer> {
  const {Tokenizer: Library} = await import('@huggingface/tokenizers')
  try {
    return new LibraryTokenizer(new Library(tokenizerJson as object, {}), maxTokens)
  } catch (error) {
    throw new ModelUnusableError(
      'The tokenizer.json of the model is of a kind that is not understood.',
      'Use a model whose tokenizer the Hugging Face library for JavaScript can read.',
      {cause: error},
    )
  }
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
