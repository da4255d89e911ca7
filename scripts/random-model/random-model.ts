import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {architectures} from '../../models/onnx/tensor-names.js'
import {packagePath} from '../../src/files/package-root.js'
import {RandomNumbers} from './random-numbers.js'
import {type LazyTensor, writeSafetensors} from './write-safetensors.js'

/** Shapes of published encoders. */
export const randomModels = {
  /** FremyCompany/BioLORD-2023-M */
  'xlm-roberta': {architecture: 'roberta', vocabularySize: 250_002, fixture: 'tiny-xlm-roberta'},
  /** FremyCompany/BioLORD-2023 */
  mpnet: {architecture: 'mpnet', vocabularySize: 30_527, fixture: 'tiny-mpnet'},
} as const

export type RandomModelName = keyof typeof randomModels

const [dimensions, layers, heads, intermediate, positions] = [768, 12, 12, 3072, 514]

/**
 * Writes a sentence-transformers folder of the size and shape of a published encoder, with random weights: as fast and as
 * large as the real one, and of no other use. A few channels are far larger than the rest, as in trained encoders, so
 * that int8 is not flattered. The vocabulary is that of a tiny model of test/fixtures with made-up pieces after it.
 */
export function writeRandomModel(name: RandomModelName, folder: string): void {
  const {architecture, fixture, vocabularySize} = randomModels[name]
  const random = new RandomNumbers(20_231_120)
  const from = packagePath('test', 'fixtures', 'models', fixture)
  mkdirSync(join(folder, '1_Pooling'), {recursive: true})
  for (const file of [
    'modules.json',
    'sentence_bert_config.json',
    'tokenizer_config.json',
    '1_Pooling/config.json',
  ]) {
    copyFileSync(join(from, file), join(folder, file))
  }
  write(folder, '1_Pooling/config.json', {
    ...read(from, '1_Pooling/config.json'),
    word_embedding_dimension: dimensions,
  })
  write(folder, 'config.json', {
    ...read(from, 'config.json'),
    hidden_size: dimensions,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: intermediate,
    max_position_embeddings: positions,
    vocab_size: vocabularySize,
  })
  write(folder, 'tokenizer.json', extend(read(from, 'tokenizer.json'), vocabularySize, random))
  writeSafetensors(join(folder, 'model.safetensors'), tensorsOf(architecture, vocabularySize, random))
}

function tensorsOf(
  architecture: 'roberta' | 'mpnet',
  vocabularySize: number,
  random: RandomNumbers,
): LazyTensor[] {
  const names = architectures[architecture]
  const matrix = (name: string, rows: number, columns: number): LazyTensor => ({
    name,
    shape: [rows, columns],
    next: (count) => random.normal(count, 0.04),
  })
  const linear = (name: string, outputs: number, inputs: number): LazyTensor[] => [
    matrix(`${name}.weight`, outputs, inputs),
    {name: `${name}.bias`, shape: [outputs], next: (count) => random.normal(count, 0.02)},
  ]
  const norm = (name: string): LazyTensor[] => [
    {
      name: `${name}.weight`,
      shape: [dimensions],
      next: (count) => Float32Array.from({length: count}, (_, i) => (i % 131 === 7 ? 4 : 1)),
    },
    {name: `${name}.bias`, shape: [dimensions], next: (count) => random.normal(count, 0.02)},
  ]
  return [
    matrix('embeddings.word_embeddings.weight', vocabularySize, dimensions),
    matrix('embeddings.position_embeddings.weight', positions, dimensions),
    ...(names.hasTokenTypes ? [matrix('embeddings.token_type_embeddings.weight', 1, dimensions)] : []),
    ...norm('embeddings.LayerNorm'),
    ...(names.relativeBias ? [matrix(names.relativeBias, 32, heads)] : []),
    ...Array.from({length: layers}, (_, number) => {
      const layer = names.layer(number)
      return [
        ...[layer.query, layer.key, layer.value, layer.attentionOutput].flatMap((part) =>
          linear(part, dimensions, dimensions),
        ),
        ...norm(layer.attentionNorm),
        ...linear(layer.wide, intermediate, dimensions),
        ...linear(layer.narrow, dimensions, intermediate),
        ...norm(layer.outputNorm),
      ]
    }).flat(),
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
