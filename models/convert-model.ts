import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {checksumFile} from '../src/files/checksum.js'
import {
  formatVersion,
  type GraphFiles,
  hashOfModel,
  type ModelManifest,
  type Precision,
} from './model-manifest.js'
import {Int8Arithmetic} from './onnx/int8-arithmetic.js'
import type {PoolingMode} from './onnx/pooling.js'
import {OnnxSession} from './onnx-session.js'
import {openModelTokenizer} from './open-model-tokenizer.js'
import {calibrate, readCalibrationTexts} from './quantisation/calibrate.js'
import {type Loss, measureLoss} from './quantisation/measure-loss.js'
import {replaceModelFolder} from './replace-model-folder.js'
import {readModelCard} from './source/model-card.js'
import {readSourceModel, type SourceModel} from './source/source-model.js'
import {SourceWeights} from './source/source-weights.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'
import {writeTokenizer} from './tokenizer/tokenizer-file.js'
import {writeFloat32Graph, writeGraph} from './write-graph.js'

/** What a source folder does not say of itself, and what is wanted of it. */
export interface ConversionOptions {
  /** Name that users will ask for. */
  readonly id: string
  /** `int8` keeps fp32 beside it where the loss is above {@link smallestMeanCosine}. */
  readonly precision: Precision | 'both'
  /** For a folder without modules.json. */
  readonly pooling?: PoolingMode
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

/** Below this mean cosine of int8 to fp32 the model is used in fp32 unless int8 is asked for. */
export const smallestMeanCosine = 0.99

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
  const source = readSourceModel(sourceFolder, options.pooling)
  let manifest: ModelManifest | undefined
  await replaceModelFolder(targetFolder, async (folder) => {
    manifest = await writeModel(source, folder, options)
  })
  return manifest!
}

type Graphs = Partial<Record<Precision, Omit<GraphFiles, 'sha256'>>>

async function writeModel(
  source: SourceModel,
  folder: string,
  options: ConversionOptions,
): Promise<ModelManifest> {
  const {maxTokens, vocabularySize} = source.shape
  const tokenizer = writeTokenizer(source.tokenizer.path, folder, vocabularySize)
  const opened = await openModelTokenizer(folder, {tokenizer, maxTokens, prompt: source.prompt})
  const graphs = await writeGraphs(source, folder, opened, options)
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
    parameters: countParameters(source),
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

async function writeGraphs(
  source: SourceModel,
  folder: string,
  tokenizer: Tokenizer,
  {names, onStep, precision}: ConversionOptions,
): Promise<Graphs> {
  onStep?.('weights')
  const {calibratingGraph, ...fp32} = writeFloat32Graph(source, folder, 'model.fp32')
  const remove = (name: string) => rmSync(join(folder, name))
  if (precision === 'fp32') {
    remove(calibratingGraph)
    return {fp32}
  }
  onStep?.('calibration')
  const texts = readCalibrationTexts()
  const {ranges, vectors} = await withSession(join(folder, calibratingGraph), (session) =>
    calibrate(session, tokenizer, texts, source.dimensions),
  )
  remove(calibratingGraph)
  onStep?.('int8')
  const files = writeGraph(source, folder, 'model.int8', new Int8Arithmetic(ranges))
  onStep?.('comparison')
  const loss = await measureLoss(
    {fp32: join(folder, fp32.graph), int8: join(folder, files.graph)},
    tokenizer,
    source.dimensions,
    {texts, vectors, names},
  )
  const int8 = {...files, ...loss}
  if (precision === 'both' || isLarge(loss)) return {fp32, int8}
  remove(fp32.graph)
  remove(fp32.weights)
  return {int8}
}

function isLarge({cosineToFp32}: Loss): boolean {
  return cosineToFp32.mean < smallestMeanCosine
}

function preferredOf({fp32, int8}: Graphs): Precision {
  if (int8 === undefined) return 'fp32'
  return fp32 !== undefined && isLarge(int8 as Loss) ? 'fp32' : 'int8'
}

function countParameters({transformerFolder}: SourceModel): number {
  const weights = SourceWeights.open(transformerFolder)
  try {
    return weights.parameters
  } finally {
    weights.close()
  }
}

async function withSession<Result>(
  path: string,
  use: (session: OnnxSession) => Promise<Result>,
): Promise<Result> {
  await using session = await OnnxSession.open(path, {threads: 1, prepack: true})
  return await use(session)
}
