import type {ModelManifest} from './model-manifest.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'
import {openTokenizer} from './tokenizer/tokenizer-file.js'

/**
 * Opens the tokenizer of a model folder as the model is used: with its prompt before every text.
 *
 * @throws {ModelUnusableError} When the file is not what the manifest says.
 */
export async function openModelTokenizer(
  folder: string,
  {maxTokens, prompt, tokenizer}: Pick<ModelManifest, 'maxTokens' | 'prompt' | 'tokenizer'>,
): Promise<Tokenizer> {
  const opened = await openTokenizer(folder, tokenizer, maxTokens)
  if (!prompt) return opened
  return {
    encode: (text) => opened.encode(prompt + text),
    holdsWhole: (word) => opened.holdsWhole(word),
  }
}
