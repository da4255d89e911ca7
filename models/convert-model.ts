import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {ModelMissingError, ModelUnusableError} from '../src/errors.js'
import {checksumFile} from '../src/files/checksum.js'
import {adoptComparedGraph} from './adopt-graph.js'
import {convertWeights} from './convert-weights.js'
import {
  formatVersion,
  hashOfModel,
  type ModelManifest,
  type Precision,
  type WrittenGraphs,
} from './model-manifest.js'
import type {PoolingMode} from './onnx/pooling.js'
import {openModelTokenizer} from './open-model-tokenizer.js'
import {isLargeLoss, type Loss} from './quantisation/measure-loss.js'
import {replaceModelFolder} from './replace-model-folder.js'
import {readModelCard} from './source/model-card.js'
import {
  type EncoderSource,
  readForeignModel,
  readSourceModel,
  type SourceModel,
} from './source/source-model.js'
import {hasWeights, SourceWeights} from './source/source-weights.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'
import {writeTokenizer} from './tokenizer/tokenizer-file.js'

/** What a source folder does not say of itself, and what is wanted of it. */
export interface ConversionOptions {
  /** Name that users will ask for. */
  readonly id: string
  /** `int8` keeps fp32 beside it where the loss is above {@link smallestMeanCosine}. */
  readonly precision: Precision | 'both'
  /** For a folder without modules.json. */
  readonly pooling?: PoolingMode
  /** Take `onnx/model.onnx` of the folder, in fp32, instead of the weights. */
  readonly foreignGraph?: boolean
  /** Default: what the model's card says. */
  readonly licence?: string
  readonly languages?: readonly string[]
  readonly origin?: string
  readonly revision?: string
  /** Prepared texts among which the nearest neighbours of int8 are compared with those of fp32. */
  readonly names?: readonly string[]
  /** Is told what is being done, for a progress line. */
  readonly onStep?: (step: ConversionStep) => void
}

export type ConversionStep = 'weights' | 'calibration' | 'int8' | 'comparison'

/**
 * Makes a model folder of a folder of sentence-transformers or transformers: ONNX graphs with their weights, tokenizer,
 * manifest and the source's README. Equal input gives equal bytes. The target is replaced when all is written.
 *
 * @param sourceFolder - Is only read.
 * @param targetFolder - New, or a model folder.
 * @throws {ModelMissingError} When a file of the source is missing.
 * @throws {ModelUnusableError} When the source is damaged or not of a supported kind.
 * @throws {UsageError} When the target exists and is not a model folder, or the pooling must be given.
 */
export async function convertModel(
  sourceFolder: string,
  targetFolder: string,
  options: ConversionOptions,
): Promise<ModelManifest> {
  let manifest: ModelManifest | undefined
  await replaceModelFolder(targetFolder, async (folder) => {
    manifest = await (options.foreignGraph
      ? adoptModel(sourceFolder, folder, options)
      : convertFolder(sourceFolder, folder, options))
  })
  return manifest!
}

function convertFolder(
  sourceFolder: string,
  folder: string,
  options: ConversionOptions,
): Promise<ModelManifest> {
  const source = readSourceModel(sourceFolder, options.pooling)
  return writeModel(source, folder, options, (tokenizer) =>
    convertWeights(source, folder, tokenizer, options),
  )
}

function adoptModel(
  sourceFolder: string,
  folder: string,
  options: ConversionOptions,
): Promise<ModelManifest> {
  const source = readForeignModel(sourceFolder, options.pooling)
  const own = understood(sourceFolder, options.pooling)
  return writeModel(source, folder, options, (tokenizer) =>
    adoptComparedGraph(source, folder, tokenizer, own),
  )
}

/** The source with its encoder, where it is one that can be converted and has its weights. */
function understood(folder: string, pooling: PoolingMode | undefined): EncoderSource | undefined {
  try {
    const own = readSourceModel(folder, pooling)
    SourceWeights.open(own.transformerFolder).close()
    return own
  } catch (error) {
    if (error instanceof ModelUnusableError || error instanceof ModelMissingError) return undefined
    throw error
  }
}

async function writeModel(
  source: SourceModel,
  folder: string,
  options: ConversionOptions,
  write: (tokenizer: Tokenizer) => Promise<WrittenGraphs>,
): Promise<ModelManifest> {
  const {maxTokens, vocabularySize} = source
  const tokenizer = writeTokenizer(source.tokenizer.json, source.tokenizer.path, folder, vocabularySize)
  const opened = await openModelTokenizer(folder, {tokenizer, maxTokens, prompt: source.prompt})
  options.onStep?.('weights')
  const graphs = await write(opened)
  if (source.readmePath) writeFileSync(join(folder, 'README.md'), readFileSync(source.readmePath))
  const names = readdirSync(folder).sort()
  const files = Object.fromEntries(names.map((name) => [name, checksumFile(join(folder, name))]))
  const card = readModelCard(source.readmePath)
  const {dimensions, pooling, prompt} = source
  const settings = {
    dimensions,
    pooling: pooling.join('+'),
    maxTokens,
    tokenizer,
    files,
    ...(prompt && {prompt}),
  }
  const manifest: ModelManifest = {
    formatVersion,
    id: options.id,
    languages: options.languages ?? card.languages,
    licence: options.licence ?? card.licence ?? 'unknown',
    origin: options.origin ?? 'unknown',
    ...(options.revision && {revision: options.revision}),
    ...countParameters(source),
    ...settings,
    preferred: preferredOf(graphs),
    graphs: Object.fromEntries(
      Object.entries(graphs).map(([precision, graph]) => [
        precision,
        {...graph, sha256: hashOfModel(settings, graph)},
      ]),
    ),
  }
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
  return manifest
}

function preferredOf({fp32, int8}: WrittenGraphs): Precision {
  if (int8 === undefined) return 'fp32'
  return fp32 !== undefined && isLargeLoss(int8 as Loss) ? 'fp32' : 'int8'
}

/** Nothing for a model whose weights are only in another program's graph. */
function countParameters({transformerFolder}: SourceModel): {parameters?: number} {
  if (!hasWeights(transformerFolder)) return {}
  const weights = SourceWeights.open(transformerFolder)
  try {
    return {parameters: weights.parameters}
  } finally {
    weights.close()
  }
}
