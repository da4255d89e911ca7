import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {ModelMissingError, ModelUnusableError} from '../../src/errors.js'
import {isFolder} from '../../src/files/make-folder.js'
import {readJsonFile} from '../json-file.js'
import type {EncoderShape} from '../onnx/encoder-shape.js'
import type {PoolingMode} from '../onnx/pooling.js'
import type {Architecture} from '../onnx/tensor-names.js'
import {tokenizerOfVocabulary} from '../tokenizer/tokenizer-of-vocabulary.js'
import {withTokenizerConfig} from '../tokenizer/with-tokenizer-config.js'
import {readArchitecture} from './read-architecture.js'
import {type DenseModule, readModules} from './read-modules.js'
import {SourceSettings} from './source-settings.js'

/** A folder of sentence-transformers or transformers, understood and within what can be converted. */
export interface SourceModel {
  readonly folder: string
  /** Where the weights and the tokenizer lie. */
  readonly transformerFolder: string
  readonly vocabularySize: number
  /** Tokens of a text at most, with the special ones. */
  readonly maxTokens: number
  readonly pooling: readonly PoolingMode[]
  readonly dense: readonly DenseModule[]
  /** Length of the vectors. */
  readonly dimensions: number
  /** Put before every text; often absent. */
  readonly prompt?: string
  /** A tokenizer.json as transformers takes it, or made of the vocabulary of a repository without one. */
  readonly tokenizer: {readonly path: string; readonly json: unknown}
  /** Absent where the model has none. */
  readonly readmePath?: string
}

/** A model whose encoder can be written as a graph. */
export interface EncoderSource extends SourceModel {
  readonly encoder: {readonly architecture: Architecture; readonly shape: EncoderShape}
}

/**
 * Reads the settings of a folder of sentence-transformers, in its old and its new layout, or of a plain transformers one.
 *
 * @param asked - Pooling that the user names, for a folder that does not say it.
 * @throws {ModelMissingError} When the folder or a needed file is not there.
 * @throws {ModelUnusableError} When a setting is not understood; the message names it.
 * @throws {UsageError} When the pooling must be given, or contradicts the folder's own.
 */
export function readSourceModel(folder: string, asked?: PoolingMode): EncoderSource {
  return readFolder(folder, asked, (transformerFolder, limit) => {
    const encoder = readArchitecture(transformerFolder, limit)
    const {dimensions, maxTokens, vocabularySize} = encoder.shape
    return {encoder, dimensions, maxTokens, vocabularySize}
  })
}

/** As {@link readSourceModel}, for a folder whose architecture need not be understood because its graph is given. */
export function readForeignModel(folder: string, asked?: PoolingMode): SourceModel {
  return readFolder(folder, asked, (transformerFolder, limit) => {
    const config = SourceSettings.read(transformerFolder, 'config.json')
    const positions =
      config.value('max_position_embeddings') === undefined ? 512 : config.count('max_position_embeddings')
    return {
      dimensions: config.count(config.value('dim') === undefined ? 'hidden_size' : 'dim'),
      vocabularySize: config.count('vocab_size'),
      maxTokens: Math.min(positions, limit ?? positions),
    }
  })
}

/** What the two ways of reading a folder find out for themselves; `dimensions` are those of a token vector. */
type Encoder = Pick<SourceModel, 'dimensions' | 'maxTokens' | 'vocabularySize'>

function readFolder<Found extends Encoder>(
  folder: string,
  asked: PoolingMode | undefined,
  readEncoder: (transformerFolder: string, maxTokens: number | undefined) => Found,
): SourceModel & Found {
  if (!isFolder(folder)) {
    throw new ModelMissingError(
      `There is no folder ${folder}.`,
      'Give the folder of a model; "biolord model pull" takes the name of a repository.',
    )
  }
  if (existsSync(join(folder, 'adapter_config.json'))) {
    throw new ModelUnusableError(
      `${folder} is an adapter to another model (adapter_config.json).`,
      'Merge the adapter into its model and save the result.',
    )
  }
  const {dense, pooling, transformerFolder} = readModules(folder, asked)
  const sentence = readSentenceSettings(transformerFolder)
  const encoder = readEncoder(transformerFolder, readMaxTokens(transformerFolder, sentence))
  return {
    ...encoder,
    folder,
    transformerFolder,
    pooling,
    dense,
    dimensions: widthOf(encoder.dimensions * pooling.length, dense),
    ...readPrompt(folder),
    tokenizer: readTokenizer(transformerFolder, sentence?.flag('do_lower_case', false) ?? false),
    ...(existsSync(join(folder, 'README.md')) && {readmePath: join(folder, 'README.md')}),
  }
}

/** sentence-transformers has named this file after the architecture at times. */
const sentenceFiles = [
  'sentence_bert_config.json',
  'sentence_roberta_config.json',
  'sentence_distilbert_config.json',
  'sentence_camembert_config.json',
  'sentence_albert_config.json',
  'sentence_xlm-roberta_config.json',
  'sentence_xlnet_config.json',
]

function readSentenceSettings(folder: string): SourceSettings | undefined {
  const name = sentenceFiles.find((file) => existsSync(join(folder, file)))
  return name === undefined ? undefined : SourceSettings.read(folder, name)
}

/** @returns `undefined` when only the position table limits the length. */
function readMaxTokens(folder: string, sentence: SourceSettings | undefined): number | undefined {
  const tokenizer = SourceSettings.readIfThere(folder, 'tokenizer_config.json')
  for (const [settings, key] of [
    [sentence, 'max_seq_length'],
    [tokenizer, 'model_max_length'],
  ] as const) {
    const given = settings?.value(key)
    if (given === undefined) continue
    // transformers writes 1e30 for "no limit"
    if (typeof given === 'number' && given >= 3) return Math.floor(given)
    throw settings!.notUnderstood(key, 'a number from 3')
  }
  return undefined
}

/** Only a prompt that sentence-transformers would put before every text without being asked. */
function readPrompt(folder: string): {prompt?: string} {
  const settings = SourceSettings.readIfThere(folder, 'config_sentence_transformers.json')
  const name = settings?.value('default_prompt_name')
  if (settings === undefined || name === undefined) return {}
  const prompts = settings.value('prompts')
  const prompt: unknown =
    typeof name === 'string' &&
    typeof prompts === 'object' &&
    prompts !== null &&
    Object.hasOwn(prompts, name)
      ? (prompts as Record<string, unknown>)[name]
      : undefined
  if (typeof prompt !== 'string')
    throw settings.notUnderstood('default_prompt_name', 'the name of one of its prompts')
  return prompt === '' ? {} : {prompt}
}

function widthOf(width: number, dense: readonly DenseModule[]): number {
  for (const {folder, inputs, outputs} of dense) {
    if (inputs !== width) {
      throw new ModelUnusableError(
        `The Dense module in ${folder} takes ${inputs} numbers, but is given ${width}.`,
        'Download or copy the model again.',
      )
    }
    width = outputs
  }
  return width
}

function readTokenizer(folder: string, lowerCase: boolean): SourceModel['tokenizer'] {
  const modelType = SourceSettings.read(folder, 'config.json').text('model_type')
  const path = join(folder, 'tokenizer.json')
  const json = existsSync(path)
    ? withTokenizerConfig(readJsonFile(path), folder, modelType)
    : tokenizerOfVocabulary(folder, modelType)
  return {path, json: lowerCase ? withLowerCase(json) : json}
}

/** `do_lower_case` of sentence-transformers: lower case before anything else that the tokenizer does. */
function withLowerCase(json: unknown): unknown {
  const {normalizer} = json as {
    normalizer?: {type?: unknown; lowercase?: unknown; strip_accents?: unknown} | null
  }
  if (normalizer?.type === 'BertNormalizer') {
    // accents would go with lower case where nothing else is said
    const stripAccents = normalizer.strip_accents ?? normalizer.lowercase ?? true
    return {...(json as object), normalizer: {...normalizer, lowercase: true, strip_accents: stripAccents}}
  }
  const normalizers = [{type: 'Lowercase'}, ...(normalizer ? [normalizer] : [])]
  return {...(json as object), normalizer: {type: 'Sequence', normalizers}}
}
