import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {architectures} from '../../models/onnx/tensor-names.js'
import {packagePath} from '../../src/files/package-root.js'
import {RandomNumbers} from './random-numbers.js'
import {type LazyTensor, writeSafetensors} from './write-safetensors.js'

/** Shapes of published encoders. */
export const randomModels = {
  /** FremyCompany/BioLORD-2023-M, which reads 64 tokens of a text */
  'xlm-roberta': {architecture: 'roberta', vocabularySize: 250_002, fixture: 'tiny-xlm-roberta', longest: 64},
  /** FremyCompany/BioLORD-2023 */
  mpnet: {architecture: 'mpnet', vocabularySize: 30_527, fixture: 'tiny-mpnet', longest: 512},
} as const

export type RandomModelName = keyof typeof randomModels

/** How large a random model is; default: as BioLORD's base models. */
export interface RandomModelSize {
  readonly dimensions: number
  readonly layers: number
  readonly heads: number
  readonly intermediate: number
  readonly vocabularySize: number
}

const baseSize = {dimensions: 768, layers: 12, heads: 12, intermediate: 3072}
const positions = 514

/**
 * Writes a sentence-transformers folder of the size and shape of a published encoder, with random weights: as fast and as
 * large as the real one, and of no other use. A few channels are far larger than the rest, as in trained encoders, so
 * that int8 is not flattered. The vocabulary is that of a tiny model of test/fixtures with made-up pieces after it. Equal
 * arguments give equal bytes.
 */
export function writeRandomModel(
  name: RandomModelName,
  folder: string,
  given: Partial<RandomModelSize> = {},
): void {
  const {architecture, fixture, longest} = randomModels[name]
  const size = {...baseSize, vocabularySize: randomModels[name].vocabularySize, ...given}
  const random = new RandomNumbers(20_231_120)
  const from = packagePath('test', 'fixtures', 'models', fixture)
  mkdirSync(join(folder, '1_Pooling'), {recursive: true})
  copyFileSync(join(from, 'modules.json'), join(folder, 'modules.json'))
  const change = (file: string, changes: Json) => write(folder, file, {...read(from, file), ...changes})
  change('sentence_bert_config.json', {max_seq_length: longest})
  change('tokenizer_config.json', {model_max_length: positions - 2})
  change('1_Pooling/config.json', {word_embedding_dimension: size.dimensions})
  change('config.json', {
    hidden_size: size.dimensions,
    num_hidden_layers: size.layers,
    num_attention_heads: size.heads,
    intermediate_size: size.intermediate,
    layer_norm_eps: 1e-5,
    max_position_embeddings: positions,
    vocab_size: size.vocabularySize,
  })
  write(folder, 'tokenizer.json', extend(read(from, 'tokenizer.json'), size.vocabularySize, random))
  writeSafetensors(join(folder, 'model.safetensors'), tensorsOf(architecture, size, random))
}

/**
 * Standard deviations of the weights. transformers initialises all with .02; here queries and keys are larger, so that
 * attention is no mere average and relative positions count, and positions and types smaller, so that they do not make
 * all vectors alike. A trained encoder is like that too.
 */
const deviations = {words: 0.02, positions: 0.005, attention: 0.04, relativeBias: 0.5, other: 0.02} as const

/**
 * Channels, as parts of a row, that one LayerNorm of a layer makes eight times larger than the rest, as a few are in
 * trained encoders, and the next one of the residual lowers again. Without lowering they pile up from layer to layer until
 * the vectors are little else.
 */
const outliers = {feedForward: [0.23, 0.58, 0.91], attention: [0.11, 0.42, 0.77]} as const
const outlierScale = 8

function tensorsOf(
  architecture: 'roberta' | 'mpnet',
  {dimensions, heads, intermediate, layers, vocabularySize}: RandomModelSize,
  random: RandomNumbers,
): LazyTensor[] {
  const names = architectures[architecture]
  const matrix = (name: string, rows: number, columns: number, deviation: number): LazyTensor => ({
    name,
    shape: [rows, columns],
    next: (count) => random.normal(count, deviation),
  })
  const linear = (name: string, outputs: number, inputs: number, deviation: number = deviations.other) => [
    matrix(`${name}.weight`, outputs, inputs, deviation),
    {name: `${name}.bias`, shape: [outputs], next: (count: number) => random.normal(count, 0.02)},
  ]
  const norm = (name: string, raised: readonly number[] = [], lowered: readonly number[] = []) => [
    {
      name: `${name}.weight`,
      shape: [dimensions],
      next: (count: number) => {
        const scales = random.normal(count, 0.1).map((value) => 1 + value)
        for (const place of raised) scales[Math.floor(place * count)]! *= outlierScale
        for (const place of lowered) scales[Math.floor(place * count)]! /= outlierScale
        return scales
      },
    },
    {name: `${name}.bias`, shape: [dimensions], next: (count: number) => random.normal(count, 0.05)},
  ]
  return [
    matrix('embeddings.word_embeddings.weight', vocabularySize, dimensions, deviations.words),
    matrix('embeddings.position_embeddings.weight', positions, dimensions, deviations.positions),
    ...(names.hasTokenTypes
      ? [matrix('embeddings.token_type_embeddings.weight', 1, dimensions, deviations.positions)]
      : []),
    ...norm('embeddings.LayerNorm'),
    ...(names.relativeBias ? [matrix(names.relativeBias, 32, heads, deviations.relativeBias)] : []),
    ...Array.from({length: layers}, (_, number) => {
      const layer = names.layer(number)
      const isFirst = number === 0
      const isLast = number === layers - 1
      return [
        ...linear(layer.query, dimensions, dimensions, deviations.attention),
        ...linear(layer.key, dimensions, dimensions, deviations.attention),
        ...linear(layer.value, dimensions, dimensions),
        ...linear(layer.attentionOutput, dimensions, dimensions),
        ...norm(layer.attentionNorm, outliers.feedForward, isFirst ? [] : outliers.attention),
        ...linear(layer.wide, intermediate, dimensions),
        ...linear(layer.narrow, dimensions, intermediate),
        ...norm(layer.outputNorm, isLast ? [] : outliers.attention, outliers.feedForward),
      ]
    }).flat(),
    ...linear('pooler.dense', dimensions, dimensions),
  ]
}

type Json = Record<string, unknown>

interface TokenizerJson extends Json {
  readonly added_tokens: {id: number; content: string}[]
  readonly model: {vocab: [string, number][] | Record<string, number>}
}

/** Adds made-up pieces up to the size of the vocabulary; those of the fixture stay what they are, `<mask>` moves last. */
function extend(tokenizer: Json, size: number, random: RandomNumbers): Json {
  const {added_tokens: added, model} = tokenizer as TokenizerJson
  const {vocab} = model
  if (!Array.isArray(vocab)) {
    const pieces = {...vocab}
    const next = madeUp(new Set(Object.keys(vocab)), random)
    for (let id = Object.keys(vocab).length; id < size; id++) pieces[next()] = id
    return {...tokenizer, model: {...model, vocab: pieces}}
  }
  const mask = vocab.at(-1)!
  const pieces = vocab.slice(0, -1)
  const next = madeUp(new Set(pieces.map(([piece]) => piece)), random)
  while (pieces.length < size - 1) pieces.push([next(), -15 - pieces.length / size])
  return {
    ...tokenizer,
    added_tokens: added.map((token) => (token.content === '<mask>' ? {...token, id: size - 1} : token)),
    model: {...model, vocab: [...pieces, mask]},
  }
}

/** Pieces of three to five syllables that no text has. */
function madeUp(taken: Set<string>, random: RandomNumbers): () => string {
  const consonants = 'bdfgklmnprstvz'
  const vowels = 'aeiou'
  const one = (letters: string) => letters[random.below(letters.length)]!
  return () => {
    for (;;) {
      const syllables = 3 + random.below(3)
      const piece = Array.from({length: syllables}, () => one(consonants) + one(vowels)).join('')
      if (taken.has(piece)) continue
      taken.add(piece)
      return piece
    }
  }
}

function read(folder: string, name: string): Json {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'))
}

function write(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value)}\n`)
}
