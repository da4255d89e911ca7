import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {ModelUnusableError} from '../src/errors.js'
import {checksumFile} from '../src/files/checksum.js'
import {
  formatVersion,
  type GraphFiles,
  hashOfModel,
  type ModelManifest,
  type Precision,
} from './model-manifest.js'
import {float32Arithmetic} from './onnx/arithmetic.js'
import {calibratingArithmetic} from './onnx/calibrating-arithmetic.js'
import {Int8Arithmetic} from './onnx/int8-arithmetic.js'
import {writeGraph} from './onnx/write-graph.js'
import {OnnxSession} from './onnx-session.js'
import {type Calibration, calibrate, measureCosine, readCalibrationTexts} from './quantisation/calibrate.js'
import {replaceModelFolder} from './replace-model-folder.js'
import {readSourceModel, type SourceModel} from './source-model.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'
import {openTokenizer, writeTokenizer} from './tokenizer/tokenizer-file.js'

/** What a source folder does not say of itself. */
export interface ConversionOptions {
  /** Name that users will ask for. */
  readonly id: string
  /** At least one. */
  readonly precisions: readonly Precision[]
  readonly licence?: string
  readonly origin?: string
  readonly languages?: readonly string[]
}

/** Below this mean cosine to fp32 a quantised model is not worth having: something in it is out of range. */
const smallestMeanCosine = 0.98

/**
 * Makes a model folder of a sentence-transformers folder: ONNX graphs with their weights, tokenizer, manifest and the
 * source's README. Equal input gives equal bytes. The target is replaced when all is written.
 *
 * @param sourceFolder - Is only read.
 * @param targetFolder - New, or a model folder.
 * @throws {ModelMissingError} When a file of the source is missing.
 * @throws {ModelUnusableError} When the source is damaged, not of a supported kind, or does not survive quantisation.
 * @throws {UsageError} When the target exists and is not a model folder.
 */
export async function convertModel(
  sourceFolder: string,
  targetFolder: string,
  options: ConversionOptions,
): Promise<ModelManifest> {
  const source = readSourceModel(sourceFolder)
  let manifest: ModelManifest | undefined
  await replaceModelFolder(targetFolder, async (folder) => {
    manifest = await writeModel(source, folder, options)
  })
  return manifest!
}

async function writeModel(
  source: SourceModel,
  folder: string,
  options: ConversionOptions,
): Promise<ModelManifest> {
  const {dimensions, maxTokens, vocabularySize} = source.shape
  const tokenizer = writeTokenizer(source.tokenizerPath, folder, vocabularySize)
  const graphs: Partial<Record<Precision, Omit<GraphFiles, 'sha256'>>> = {}
  if (options.precisions.includes('fp32')) {
    graphs.fp32 = writeGraph(source, folder, 'model.fp32', float32Arithmetic)
  }
  if (options.precisions.includes('int8')) {
    graphs.int8 = await writeQuantised(source, folder, await openTokenizer(folder, tokenizer, maxTokens))
  }
  if (source.readmePath) writeFileSync(join(folder, 'README.md'), readFileSync(source.readmePath))
  const names = readdirSync(folder).sort()
  const files = Object.fromEntries(names.map((name) => [name, checksumFile(join(folder, name))]))
  const settings = {dimensions, pooling: source.pooling, maxTokens, tokenizer, files}
  const manifest: ModelManifest = {
    formatVersion,
    id: options.id,
    languages: options.languages ?? [],
    licence: options.licence ?? 'unknown',
    origin: options.origin ?? 'unknown',
    ...settings,
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

async function writeQuantised(
  source: SourceModel,
  folder: string,
  tokenizer: Tokenizer,
): Promise<Omit<GraphFiles, 'sha256'>> {
  const texts = readCalibrationTexts()
  const calibration = await runCalibration(source, folder, tokenizer, texts)
  const files = writeGraph(source, folder, 'model.int8', new Int8Arithmetic(calibration.ranges))
  await using session = await OnnxSession.open(join(folder, files.graph), {threads: 1, prepack: true})
  const cosineToFp32 = await measureCosine(session, tokenizer, texts, calibration)
  if (cosineToFp32.mean < smallestMeanCosine) {
    throw new ModelUnusableError(
      `In int8 the vectors of ${source.folder} have a mean cosine of ${cosineToFp32.mean} to those in fp32.`,
      'Convert the model in fp32.',
    )
  }
  return {...files, cosineToFp32}
}

async function runCalibration(
  source: SourceModel,
  folder: string,
  tokenizer: Tokenizer,
  texts: readonly string[],
): Promise<Calibration> {
  const scratch = join(folder, 'calibration')
  mkdirSync(scratch)
  try {
    const {graph} = writeGraph(source, scratch, 'calibration', calibratingArithmetic)
    await using session = await OnnxSession.open(join(scratch, graph), {threads: 1, prepack: true})
    return await calibrate(session, tokenizer, texts)
  } finally {
    rmSync(scratch, {recursive: true, force: true})
  }
}
