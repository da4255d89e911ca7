import {readAddedTokens} from './added-token.js'
import {type BertNormalising, normaliseBert} from './bert-normalizer.js'
import type {FlatSettings} from './flat-tokenizer.js'
import {isTokenId, type JsonPart} from './json-part.js'
import {readTextEnds} from './text-ends.js'

/** What a WordPiece tokenizer does to a text before and after it looks pieces up. */
export interface WordPieceSettings extends FlatSettings, BertNormalising {
  /** Longer words, in code points, become the unknown token whole. */
  readonly maxWordLength: number
  readonly unknownId: number
}

/** A WordPiece tokenizer as tokenizer.json describes it. */
export interface WordPieceDescription {
  readonly settings: WordPieceSettings
  /** Pieces with their ids, in the order of the ids. */
  readonly pieces: readonly Piece[]
}

export interface Piece {
  /** Without the prefix that marks a continuing piece. */
  readonly text: string
  /** Whether it continues a word. */
  readonly continuing: boolean
  readonly id: number
}

/**
 * Reads the tokenizer.json of a BERT-like tokenizer: BertNormalizer, BertPreTokenizer, WordPiece, special tokens around
 * the text.
 *
 * @param root - A whole file with a WordPiece model.
 * @throws {ModelUnusableError} When it asks for something that is not handled here.
 */
export function readWordPiece(root: JsonPart): WordPieceDescription {
  const model = root
    .part('model')!
    .allow('type', 'vocab', 'unk_token', 'continuing_subword_prefix', 'max_input_chars_per_word')
  const normalising = readBertNormalizer(root)
  const split = root.part('pre_tokenizer')
  if (split?.type !== 'BertPreTokenizer') throw root.refuse('pre_tokenizer', `is "${split?.type}"`)
  split.allow('type')
  const maxWordLength = model.get('max_input_chars_per_word') ?? 100
  if (!isTokenId(maxWordLength)) throw model.refuse('max_input_chars_per_word', 'is no whole number')
  const mark = model.text('continuing_subword_prefix')
  if (mark === '') throw model.refuse('continuing_subword_prefix', 'is empty')
  const ids = readIds(model)
  const unknownId = ids.get(model.text('unk_token'))
  if (unknownId === undefined) throw model.refuse('unk_token', 'is not in the vocabulary')
  const addedTokens = readAddedTokens(root, ids, (text) => normaliseBert(text, normalising))
  const settings: WordPieceSettings = {
    ...normalising,
    maxWordLength,
    unknownId,
    ...readTextEnds(root),
    addedTokens,
  }
  const pieces = [...ids].map(([token, id]) => {
    const continuing = token.startsWith(mark) && token.length > mark.length
    return {text: continuing ? token.slice(mark.length) : token, continuing, id}
  })
  return {settings, pieces: pieces.sort((a, b) => a.id - b.id)}
}

/**
 * Reads `model.vocab` where it is an object of ids by piece.
 *
 * @throws {ModelUnusableError} When it is not, or an id is there twice.
 */
export function readIds(model: JsonPart): Map<string, number> {
  const ids = new Map<string, number>()
  const seen = new Set<number>()
  for (const [token, id] of model.part('vocab')?.entries() ?? []) {
    if (!isTokenId(id) || seen.has(id)) {
      throw model.refuse('vocab', `has no id of its own for ${JSON.stringify(token.slice(0, 40))}`)
    }
    if (token === '' || token.length > 0xffff || !token.isWellFormed()) {
      throw model.refuse('vocab', `has an empty, endless or ill-formed piece at ${id}`)
    }
    ids.set(token, id)
    seen.add(id)
  }
  return ids
}

/** A BertNormalizer, perhaps in a sequence with Lowercase before it. */
function readBertNormalizer(root: JsonPart): BertNormalising {
  const outer = root.part('normalizer')
  const parts = outer?.type === 'Sequence' ? outer.allow('type', 'normalizers').parts('normalizers') : [outer]
  const part = parts.pop()
  if (part?.type !== 'BertNormalizer' || parts.some((before) => before?.type !== 'Lowercase')) {
    throw root.refuse('normalizer', `is "${part?.type}"${parts.length > 0 ? ' after others' : ''}`)
  }
  for (const before of parts) before?.allow('type')
  part.allow('type', 'clean_text', 'handle_chinese_chars', 'strip_accents', 'lowercase')
  const lowercase = part.flag('lowercase', true)
  return {
    cleanText: part.flag('clean_text', true),
    splitChinese: part.flag('handle_chinese_chars', true),
    stripAccents: part.flag('strip_accents', lowercase),
    lowercase,
    ...(parts.length > 0 && {lowercaseFirst: true}),
  }
}
