import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {ModelUnusableError} from '../../src/errors.js'
import {readBytePair} from './byte-pair-settings.js'
import {BytePairTokenizer} from './byte-pair-tokenizer.js'
import {BytePairVocabulary} from './byte-pair-vocabulary.js'
import type {FlatSettings} from './flat-tokenizer.js'
import {JsonPart} from './json-part.js'
import type {Tokenizer} from './tokenizer.js'
import {readUnigram} from './unigram-settings.js'
import {UnigramTokenizer} from './unigram-tokenizer.js'
import {UnigramVocabulary} from './unigram-vocabulary.js'
import {readWordPiece} from './word-piece-settings.js'
import {WordPieceTokenizer} from './word-piece-tokenizer.js'
import {WordPieceVocabulary} from './word-piece-vocabulary.js'

/** Kinds of tokenizers that a model folder may have. */
export const tokenizerKinds = ['word-piece', 'unigram', 'byte-pair'] as const

/** The tokenizer of a model folder. */
export interface TokenizerFile {
  readonly kind: (typeof tokenizerKinds)[number]
  readonly file: string
}

/**
 * Writes a tokenizer into a model folder, as a flat vocabulary.
 *
 * @param tokenizerJson - A tokenizer.json, parsed.
 * @param path - Of that file, for messages.
 * @param vocabularySize - Rows of the model's table of word vectors.
 * @throws {ModelUnusableError} When the tokenizer is of a kind that is not understood, or has ids beyond that table.
 */
export function writeTokenizer(
  tokenizerJson: unknown,
  path: string,
  folder: string,
  vocabularySize: number,
): TokenizerFile {
  const {bytes, kind, largestId} = pack(new JsonPart(path, '', tokenizerJson))
  if (largestId >= vocabularySize) {
    throw new ModelUnusableError(
      `${path} has token id ${largestId}, but the model knows ${vocabularySize} tokens.`,
      'The tokenizer and the weights do not belong together: download or copy the model again.',
    )
  }
  writeFileSync(join(folder, 'vocabulary.bin'), bytes)
  return {kind, file: 'vocabulary.bin'}
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
  switch (kind) {
    case 'unigram':
      return new UnigramTokenizer(UnigramVocabulary.unpack(readFileSync(path), path), maxTokens)
    case 'byte-pair':
      return new BytePairTokenizer(BytePairVocabulary.unpack(readFileSync(path), path), maxTokens)
    case 'word-piece':
      return new WordPieceTokenizer(WordPieceVocabulary.unpack(readFileSync(path), path), maxTokens)
  }
}

interface Packed {
  readonly kind: TokenizerFile['kind']
  readonly bytes: Uint8Array
  readonly largestId: number
}

function pack(root: JsonPart): Packed {
  root.allow(
    ...['version', 'truncation', 'padding', 'added_tokens', 'normalizer', 'pre_tokenizer'],
    ...['post_processor', 'decoder', 'model'],
  )
  const truncation = root.part('truncation')
  // how long a text may be is the model's business, which end is cut is not
  if (truncation?.has('direction') && truncation.get('direction') !== 'Right') {
    throw truncation.refuse('direction', 'is not "Right"')
  }
  const type = root.part('model')?.type
  switch (type) {
    case 'WordPiece': {
      const description = readWordPiece(root)
      const ids = description.pieces.map(({id}) => id)
      return {
        kind: 'word-piece',
        bytes: WordPieceVocabulary.pack(description),
        largestId: largest(description.settings, ids),
      }
    }
    case 'Unigram': {
      const description = readUnigram(root)
      return {
        kind: 'unigram',
        bytes: UnigramVocabulary.pack(description),
        largestId: largest(description.settings, [description.pieces.length - 1]),
      }
    }
    case 'BPE': {
      const description = readBytePair(root)
      return {
        kind: 'byte-pair',
        bytes: BytePairVocabulary.pack(description),
        largestId: largest(description.settings, [description.largestId]),
      }
    }
    default:
      throw root.refuse('model', `is of type "${type}"`)
  }
}

function largest({addedTokens, prefix, suffix}: FlatSettings, ids: readonly number[]): number {
  return [ids, prefix, suffix, addedTokens.map(({id}) => id)].flat().reduce((a, b) => Math.max(a, b), 0)
}
