import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {ModelUnusableError} from '../../src/errors.js'
import {readJsonFile} from '../json-file.js'
import {FlatVocabulary} from './flat-vocabulary.js'
import {openLibraryTokenizer} from './library-tokenizer.js'
import type {Tokenizer} from './tokenizer.js'
import {readWordPiece} from './word-piece-settings.js'
import {WordPieceTokenizer} from './word-piece-tokenizer.js'

/** The tokenizer of a model folder. */
export interface TokenizerFile {
  /** `word-piece`: a flat vocabulary. `library`: a tokenizer.json for the Hugging Face library. */
  readonly kind: 'word-piece' | 'library'
  readonly file: string
}

/**
 * Writes a tokenizer.json into a model folder: as a flat vocabulary where it is a WordPiece tokenizer, else as it is.
 *
 * @param vocabularySize - Rows of the model's table of word vectors.
 * @throws {ModelUnusableError} When the tokenizer has ids beyond that table.
 */
export function writeTokenizer(tokenizerPath: string, folder: string, vocabularySize: number): TokenizerFile {
  const description = readWordPiece(readJsonFile(tokenizerPath))
  if (description === undefined) {
    writeFileSync(join(folder, 'tokenizer.json'), readFileSync(tokenizerPath))
    return {kind: 'library', file: 'tokenizer.json'}
  }
  const largest = [...description.pieces, ...description.settings.addedTokens].reduce(
    (most, {id}) => Math.max(most, id),
    0,
  )
  if (largest >= vocabularySize) {
    throw new ModelUnusableError(
      `${tokenizerPath} has token id ${largest}, but the model knows ${vocabularySize} tokens.`,
      'The tokenizer and the weights do not belong together: download or copy the model again.',
    )
  }
  writeFileSync(join(folder, 'vocabulary.bin'), FlatVocabulary.pack(description))
  return {kind: 'word-piece', file: 'vocabulary.bin'}
}

/**
 * Opens the tokenizer of a model folder.
 *
 * @param maxTokens - With the special tokens.
 * @throws {ModelUnusableError} When the file is not what the manifest says, or of a kind that is not understood.
 */
export async function openTokenizer(
  folder: string,
  {file, kind}: TokenizerFile,
  maxTokens: number,
): Promise<Tokenizer> {
  const path = join(folder, file)
  if (kind === 'library') return openLibraryTokenizer(readJsonFile(path), maxTokens)
  return new WordPieceTokenizer(FlatVocabulary.unpack(readFileSync(path), path), maxTokens)
}
