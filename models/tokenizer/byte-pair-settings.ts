import {readAddedTokens} from './added-token.js'
import type {FlatSettings} from './flat-tokenizer.js'
import type {JsonPart} from './json-part.js'
import {Normaliser} from './normaliser.js'
import {type NormaliserStep, readNormaliser} from './normaliser-step.js'
import type {TablePiece} from './piece-table.js'
import {readTextEnds} from './text-ends.js'
import {readIds} from './word-piece-settings.js'

/** What a byte-level BPE tokenizer does to a text before it merges bytes. */
export interface BytePairSettings extends FlatSettings {
  readonly normaliser: readonly NormaliserStep[]
  /** Put a space before a stretch that begins without. */
  readonly prependSpace: boolean
  /** Whether words are merged by themselves; else the stretch as a whole. */
  readonly splitWords: boolean
  /** Whether a word that is a piece is taken as it is, whatever the merges say. */
  readonly wholeFirst: boolean
}

/** Two pieces that become one. */
export interface Merge {
  readonly left: number
  readonly right: number
  readonly result: number
}

/** A byte-level BPE tokenizer as tokenizer.json describes it. */
export interface BytePairDescription {
  readonly settings: BytePairSettings
  /** Ids of the 256 bytes. */
  readonly bytes: readonly number[]
  /** In the order in which they are tried. */
  readonly merges: readonly Merge[]
  /** Every piece, a unit for each byte; none unless words are looked up whole. */
  readonly pieces: readonly TablePiece[]
  readonly largestId: number
}

/**
 * Reads the tokenizer.json of a RoBERTa-like tokenizer.
 *
 * @param root - A whole file with a BPE model.
 * @throws {ModelUnusableError} When it asks for something that is not handled here.
 */
export function readBytePair(root: JsonPart): BytePairDescription {
  const model = readModel(root)
  const ids = readIds(model)
  const bytes = byteCharacters.map((character, byte) => {
    const id = ids.get(character)
    if (id === undefined) throw model.refuse('vocab', `has no piece for the byte ${byte}`)
    return id
  })
  const normaliser = readNormaliser(root.part('normalizer'))
  const normal = new Normaliser(normaliser)
  const wholeFirst = model.flag('ignore_merges', false)
  const settings: BytePairSettings = {
    ...readTextEnds(root),
    addedTokens: readAddedTokens(root, ids, (text) => normal.normalise(text)),
    normaliser,
    ...readByteLevel(root),
    wholeFirst,
  }
  const largestId = [...ids.values()].reduce((most, id) => Math.max(most, id), 0)
  return {
    settings,
    bytes,
    merges: readMerges(model, ids),
    pieces: wholeFirst ? readPieces(ids) : [],
    largestId,
  }
}

function readModel(root: JsonPart): JsonPart {
  // with every byte a piece nothing is unknown, so that the settings for that have no effect
  const harmless = ['unk_token', 'fuse_unk', 'byte_fallback']
  const model = root
    .part('model')!
    .allow('type', 'vocab', 'merges', 'dropout', 'ignore_merges', ...affixes, ...harmless)
  if ((model.get('dropout') ?? 0) !== 0) throw model.refuse('dropout', 'leaves merges out by chance')
  for (const affix of affixes) {
    if ((model.get(affix) ?? '') !== '') throw model.refuse(affix, 'is not empty')
  }
  return model
}

const affixes = ['continuing_subword_prefix', 'end_of_word_suffix'] as const

function readByteLevel(root: JsonPart): Pick<BytePairSettings, 'prependSpace' | 'splitWords'> {
  const outer = root.part('pre_tokenizer')
  const inner =
    outer?.type === 'Sequence' ? outer.allow('type', 'pretokenizers').parts('pretokenizers') : [outer]
  const [part, ...others] = inner
  if (part?.type !== 'ByteLevel' || others.length > 0) throw root.refuse('pre_tokenizer', 'is not ByteLevel')
  part.allow('type', 'add_prefix_space', 'trim_offsets', 'use_regex')
  return {prependSpace: part.flag('add_prefix_space', true), splitWords: part.flag('use_regex', true)}
}

/** Both layouts: `"a b"` and `["a", "b"]`. */
function readMerges(model: JsonPart, ids: ReadonlyMap<string, number>): Merge[] {
  const seen = new Set<string>()
  return model.list('merges').map((merge, rank) => {
    const pair: unknown = typeof merge === 'string' ? merge.split(' ') : merge
    const [left, right, ...others] = Array.isArray(pair) ? (pair as unknown[]) : []
    const key = `${left} ${right}`
    const known = [left, right, `${left}${right}`].map((piece) => ids.get(piece as string))
    if (others.length > 0 || known.includes(undefined) || seen.has(key)) {
      throw model.refuse('merges', `has no two pieces that make a third, or the same ones again, at ${rank}`)
    }
    seen.add(key)
    return {left: known[0]!, right: known[1]!, result: known[2]!}
  })
}

/** Pieces that no bytes stand for (special tokens with other characters) are not found by looking for bytes. */
function readPieces(ids: ReadonlyMap<string, number>): TablePiece[] {
  const bytes = new Map(byteCharacters.map((character, byte) => [character, String.fromCharCode(byte)]))
  return [...ids]
    .filter(([piece]) => [...piece].every((character) => bytes.has(character)))
    .map(([piece, id]) => ({text: Array.from(piece, (character) => bytes.get(character)!).join(''), id}))
}

/** GPT-2's way to write bytes: the printable ones of Latin-1 as they are, the others from U+0100 on. */
const byteCharacters: readonly string[] = (() => {
  let next = 0x100
  return Array.from({length: 256}, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad)
    return String.fromCharCode(printable ? byte : next++)
  })
})()
