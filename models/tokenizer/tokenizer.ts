/** Turns a text into the numbers that an encoder reads. */
export interface Tokenizer {
  /**
   * @param text - Any text; lone surrogates are read as U+FFFD.
   * @returns Token ids with the model's special tokens around them, cut to the model's maximum length.
   */
  encode(text: string): Int32Array

  /** Whether the vocabulary has this word in one piece. */
  holdsWhole(word: string): boolean
}
