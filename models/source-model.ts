import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {ModelMissingError, ModelUnusableError} from '../src/errors.js'
import {readJsonFile} from './json-file.js'
import type {BertShape} from './onnx/bert.js'
import type {Pooling} from './onnx/pooling.js'

/** A model folder as sentence-transformers writes it, understood and within what can be converted. */
export interface SourceModel {
  readonly folder: string
  readonly architecture: 'bert'
  readonly shape: BertShape
  readonly pooling: Pooling
  /** Weights file, tokenizer file. */
  readonly weightsPath: string
  readonly tokenizerPath: string
  /** Absent where the model has none. */
  readonly readmePath?: string
}

/**
 * Reads the settings of a sentence-transformers folder: `config.json`, `modules.json`, the pooling module's
 * `config.json`, and the maximum length from `sentence_bert_config.json`, else from `tokenizer_config.json`.
 *
 * @throws {ModelMissingError} When the folder or a needed file is not there.
 * @throws {ModelUnusableError} When a setting is not understood; the message names it.
 */
export function readSourceModel(folder: string): SourceModel {
  const config = readJson(folder, 'config.json')
  const architecture = text(folder, 'config.json', config, 'model_type')
  if (architecture !== 'bert') {
    throw notUnderstood(join(folder, 'config.json'), 'model_type', architecture, '"bert"')
  }
  const poolingFolder = readModules(folder)
  return {
    folder,
    architecture,
    shape: readBertShape(folder, config),
    pooling: readPooling(folder, poolingFolder),
    weightsPath: needed(folder, 'model.safetensors'),
    tokenizerPath: needed(folder, 'tokenizer.json'),
    ...(existsSync(join(folder, 'README.md')) && {readmePath: join(folder, 'README.md')}),
  }
}

type Settings = Readonly<Record<string, unknown>>

function readBertShape(folder: string, config: Settings): BertShape {
  const file = join(folder, 'config.json')
  expectSetting(file, config, 'hidden_act', 'gelu', 'gelu')
  expectSetting(file, config, 'position_embedding_type', 'absolute', 'absolute')
  const dimensions = count(folder, config, 'hidden_size')
  const heads = count(folder, config, 'num_attention_heads')
  if (dimensions % heads !== 0) {
    throw notUnderstood(file, 'num_attention_heads', heads, `a divisor of hidden_size ${dimensions}`)
  }
  const positions = count(folder, config, 'max_position_embeddings')
  const epsilon = config.layer_norm_eps ?? 1e-12
  if (typeof epsilon !== 'number' || !(epsilon > 0)) {
    throw notUnderstood(file, 'layer_norm_eps', epsilon, 'a positive number')
  }
  return {
    vocabularySize: count(folder, config, 'vocab_size'),
    dimensions,
    layers: count(folder, config, 'num_hidden_layers'),
    heads,
    intermediate: count(folder, config, 'intermediate_size'),
    positions,
    maxTokens: Math.min(positions, readMaxTokens(folder) ?? positions),
    layerNormEpsilon: epsilon,
  }
}

/** @returns The folder of the pooling module; a Transformer before it and at most a Normalize after it. */
function readModules(folder: string): string {
  const file = join(folder, 'modules.json')
  const modules: unknown = readJsonFile(file)
  const kinds = Array.isArray(modules) ? modules.map((module) => lastPart(module?.type)) : []
  const path: unknown = Array.isArray(modules) ? modules[1]?.path : undefined
  const known = kinds[0] === 'Transformer' && kinds[1] === 'Pooling' && typeof path === 'string'
  if (!known || kinds.length > 3 || (kinds.length === 3 && kinds[2] !== 'Normalize')) {
    throw notUnderstood(file, 'modules', kinds.join(', '), 'Transformer, Pooling and perhaps Normalize')
  }
  return path
}

/** Both layouts: `pooling_mode` with a name (sentence-transformers 6) and one flag for each way (before). */
function readPooling(folder: string, poolingFolder: string): Pooling {
  const name = join(poolingFolder, 'config.json')
  const settings = readJson(folder, name)
  const flags = Object.keys(settings).filter(
    (key) => key.startsWith('pooling_mode_') && settings[key] === true,
  )
  const ways = typeof settings.pooling_mode === 'string' ? [settings.pooling_mode] : flags.map(wayOfFlag)
  if (ways.length === 1 && (ways[0] === 'mean' || ways[0] === 'cls')) return ways[0]
  throw notUnderstood(join(folder, name), 'pooling', ways.join(' and ') || 'nothing', '"mean" or "cls"')
}

function wayOfFlag(flag: string): string {
  if (flag === 'pooling_mode_mean_tokens') return 'mean'
  return flag === 'pooling_mode_cls_token' ? 'cls' : flag
}

/** @returns `undefined` when only the position table limits the length. */
function readMaxTokens(folder: string): number | undefined {
  const sentence = readOptionalJson(folder, 'sentence_bert_config.json')
  const tokenizer = readOptionalJson(folder, 'tokenizer_config.json')
  const given = sentence?.max_seq_length ?? tokenizer?.model_max_length
  if (given === undefined || given === null) return undefined
  // transformers writes 1e30 for "no limit"
  if (typeof given === 'number' && given >= 3) return Math.floor(given)
  throw notUnderstood(folder, 'maximum length', given, 'a number from 3')
}

function expectSetting(file: string, config: Settings, key: string, wanted: string, absent: string): void {
  const value = config[key] ?? absent
  if (value !== wanted) throw notUnderstood(file, key, value, `"${wanted}"`)
}

function count(folder: string, config: Settings, key: string): number {
  const value = config[key]
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
  throw notUnderstood(join(folder, 'config.json'), key, value, 'a positive whole number')
}

function text(folder: string, name: string, settings: Settings, key: string): string {
  const value = settings[key]
  if (typeof value === 'string') return value
  throw notUnderstood(join(folder, name), key, value, 'a string')
}

function lastPart(type: unknown): string {
  return typeof type === 'string' ? type.split('.').at(-1)! : String(type)
}

function needed(folder: string, name: string): string {
  const path = join(folder, name)
  if (!existsSync(path)) throw missing(path)
  return path
}

function readOptionalJson(folder: string, name: string): Settings | undefined {
  return existsSync(join(folder, name)) ? readJson(folder, name) : undefined
}

function readJson(folder: string, name: string): Settings {
  const value = readJsonFile(join(folder, name))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Settings
  throw new ModelUnusableError(`${join(folder, name)} is not a JSON object.`, sourceHint)
}

const sourceHint =
  'Give a folder as sentence-transformers saves it: config.json, modules.json, model.safetensors, tokenizer.json.'

function missing(path: string): ModelMissingError {
  return new ModelMissingError(`The model file ${path} is missing.`, sourceHint)
}

function notUnderstood(file: string, key: string, value: unknown, wanted: string): ModelUnusableError {
  return new ModelUnusableError(
    `${file}: ${key} is ${JSON.stringify(value) ?? 'not given'}, but only ${wanted} can be converted.`,
    'Use a BERT encoder with mean or CLS pooling, saved by sentence-transformers.',
  )
}
