import {readAddedTokens} from './added-token.js'
import type {FlatSettings} from './flat-tokenizer.js'
import type {JsonPart} from './json-part.js'
import {Normaliser} from './normaliser.js'
import {type NormaliserStep, readNormaliser} from './normaliser-step.js'
import {readTextEnds} from './text-ends.js'

/** What a Unigram tokenizer does to a text before it looks for the best pieces. */
export interface UnigramSettings extends FlatSettings {
  readonly unknownId: number
  readonly normaliser: readonly NormaliserStep[]
  /** Whether white space parts words and is dropped. */
  readonly splitAtSpace: boolean
  /** Absent where spaces stay as they are. */
  readonly metaspace?: Metaspace
}

/** How spaces become part of the pieces. */
export interface Metaspace {
  /** The UTF-16 unit that stands for a space. */
  readonly replacement: number
  /** Where one is put before a stretch that begins without. */
  readonly prepend: 'always' | 'never' | 'first'
  /** Whether a piece never reaches over a space. */
  readonly split: boolean
}

/** A Unigram tokenizer as tokenizer.json describes it. */
export interface UnigramDescription {
  readonly settings: UnigramSettings
  /** Pieces with the logarithm of their probability, by id. */
  readonly pieces: readonly (readonly [piece: string, score: number])[]
}

/**
 * Reads the tokenizer.json of an XLM-RoBERTa-like tokenizer.
 *
 * @param root - A whole file with a Unigram model.
 * @throws {ModelUnusableError} When it asks for something that is not handled here.
 */
export function readUnigram(root: JsonPart): UnigramDescription {
  const model = root.part('model')!.allow('type', 'unk_id', 'vocab', 'byte_fallback', 'fuse_unk')
  if (model.flag('byte_fallback', false)) throw model.refuse('byte_fallback', 'is true')
  if (!model.flag('fuse_unk', true)) throw model.refuse('fuse_unk', 'is false')
  const pieces = readPieces(model)
  const unknownId = model.id('unk_id')
  if (unknownId >= pieces.length) throw model.refuse('unk_id', `is ${unknownId}, beyond the vocabulary`)
  const normaliser = readNormaliser(root.part('normalizer'))
  const ids = new Map(pieces.map(([piece], id) => [piece, id]))
  const normal = new Normaliser(normaliser)
  const addedTokens = readAddedTokens(root, ids, (text) => normal.normalise(text))
  const splitting = readSplitting(root.part('pre_tokenizer'))
  // the reference tells the first stretch by its place in the text as it was, which is not followed here
  const placed = splitting.splitAtSpace || addedTokens.some(({normalised}) => normalised)
  if (splitting.metaspace?.prepend === 'first' && placed) {
    throw root.refuse('pre_tokenizer', 'puts a space before the first of several stretches')
  }
  return {settings: {...readTextEnds(root), unknownId, addedTokens, normaliser, ...splitting}, pieces}
}

function readPieces(model: JsonPart): (readonly [string, number])[] {
  const seen = new Set<string>()
  const pieces = model.list('vocab').map((pair, id) => {
    const [piece, score] = Array.isArray(pair) ? (pair as unknown[]) : []
    if (
      typeof piece !== 'string' ||
      piece === '' ||
      !piece.isWellFormed() ||
      piece.length > 0xffff ||
      seen.has(piece)
    ) {
      throw model.refuse('vocab', `has no piece, or one that is there already, at ${id}`)
    }
    if (typeof score !== 'number' || !Number.isFinite(score)) {
      throw model.refuse('vocab', `has no finite score at ${id}`)
    }
    seen.add(piece)
    return [piece, score] as const
  })
  // else unknown characters could be likelier than pieces that they make
  if (!(pieces.reduce((least, [, score]) => Math.min(least, score), Number.POSITIVE_INFINITY) < 10)) {
    throw model.refuse('vocab', 'is empty or has no scores that are logarithms of probabilities')
  }
  return pieces
}

function readSplitting(part: JsonPart | undefined): Pick<UnigramSettings, 'splitAtSpace' | 'metaspace'> {
  const [first, second, ...others] = part === undefined ? [] : flatten(part)
  const spaces = first?.type === 'WhitespaceSplit' ? first.allow('type') : undefined
  const meta = spaces === undefined ? first : second
  if (others.length > 0 || (spaces === undefined && second !== undefined)) {
    throw part!.refuse('type', 'is not WhitespaceSplit, Metaspace or the one after the other')
  }
  return {splitAtSpace: spaces !== undefined, ...(meta && {metaspace: readMetaspace(meta)})}
}

function flatten(part: JsonPart): JsonPart[] {
  if (part.type !== 'Sequence') return [part]
  return part.allow('type', 'pretokenizers').parts('pretokenizers').flatMap(flatten)
}

function readMetaspace(part: JsonPart): Metaspace {
  if (part.type !== 'Metaspace') throw part.refuse('type', `is "${part.type}"`)
  part.allow('type', 'replacement', 'prepend_scheme', 'split', 'add_prefix_space', 'str_rep')
  const replacement = part.text('replacement')
  if (replacement.length !== 1 || !replacement.isWellFormed()) {
    throw part.refuse('replacement', 'is not one character of the basic plane')
  }
  // files from before prepend_scheme have add_prefix_space alone
  const old = part.flag('add_prefix_space', true) ? 'always' : 'never'
  const prepend = part.get('prepend_scheme') ?? old
  const known = prepend === 'always' || prepend === 'never' || prepend === 'first'
  if (!known || (part.has('prepend_scheme') && old === 'never' && prepend !== 'never')) {
    throw part.refuse('prepend_scheme', `is ${JSON.stringify(prepend)} and add_prefix_space means "${old}"`)
  }
  return {replacement: replacement.charCodeAt(0), prepend, split: part.flag('split', true)}
}
