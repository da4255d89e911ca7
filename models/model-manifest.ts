import {createHash} from 'node:crypto'
import type {ModelIdentity} from '../src/domain/model-identity.js'
import {ModelUnusableError} from '../src/errors.js'
import type {FileChecksum} from '../src/files/checksum.js'
import {poolingModes} from './onnx/pooling.js'
import {type TokenizerFile, tokenizerKinds} from './tokenizer/tokenizer-file.js'

export type Precision = ModelIdentity['precision']

/** `manifest.json` of a model folder: all there is to know of a model before its files are opened. */
export interface ModelManifest {
  readonly formatVersion: typeof formatVersion
  readonly id: string
  readonly dimensions: number
  /** Ways of pooling, joined by `+` where there are several. */
  readonly pooling: string
  /** Longest input, with the special tokens; the rest of a longer text is not read. */
  readonly maxTokens: number
  /** Put before every text. */
  readonly prompt?: string
  /** Numbers in the weights. */
  readonly parameters?: number
  /** Commit of the repository that the model comes from. */
  readonly revision?: string
  /** What is used where nobody asks; absent: int8 where the model has it. */
  readonly preferred?: Precision
  /** BCP 47 codes of the languages it was trained for. */
  readonly languages: readonly string[]
  /** SPDX id, or the licence's own name. */
  readonly licence: string
  /** Where the weights come from, for people. */
  readonly origin: string
  readonly tokenizer: TokenizerFile
  /** At least one. */
  readonly graphs: Readonly<Partial<Record<Precision, GraphFiles>>>
  /** Checksum of every other file of the folder, by name. */
  readonly files: Readonly<Record<string, FileChecksum>>
}

export interface GraphFiles {
  /** See {@link ModelIdentity.sha256}. */
  readonly sha256: string
  readonly graph: string
  readonly weights: string
  /** Of the calibration texts; for graphs that are not fp32 themselves. */
  readonly cosineToFp32?: {readonly mean: number; readonly smallest: number}
  /** Largest difference of any component to the vectors of the weights, for a graph that another program wrote. */
  readonly differenceToWeights?: number
  /** Share of names whose nearest other name is the same in fp32, where names were given. */
  readonly sameNearest?: {readonly share: number; readonly names: number}
}

/** Graphs that are written, before the folder is whole. */
export type WrittenGraphs = Readonly<Partial<Record<Precision, Omit<GraphFiles, 'sha256'>>>>

export const formatVersion = 1

/** What decides a model's vectors besides the checksums of its files. */
type VectorSettings = Pick<
  ModelManifest,
  'dimensions' | 'pooling' | 'maxTokens' | 'tokenizer' | 'files' | 'prompt'
>

/** SHA-256 over everything that decides the vectors of one graph of a model. */
export function hashOfModel(
  settings: VectorSettings,
  {graph, weights}: Pick<GraphFiles, 'graph' | 'weights'>,
): string {
  const {dimensions, files, maxTokens, pooling, prompt, tokenizer} = settings
  const checksums = [graph, weights, tokenizer.file].map((name) => files[name]?.sha256)
  const deciding = JSON.stringify([
    dimensions,
    pooling,
    maxTokens,
    tokenizer.kind,
    ...checksums,
    ...(prompt ? [prompt] : []),
  ])
  return createHash('sha256').update(deciding).digest('hex')
}

/**
 * Checks that a manifest is whole: types, versions, and that its hashes fit its settings.
 *
 * @param parsed - The parsed file.
 * @param path - For messages.
 * @throws {ModelUnusableError} When it is not, or of another format version.
 */
export function checkManifest(parsed: unknown, path: string): ModelManifest {
  const manifest = parsed as ModelManifest
  if (!isRecord(parsed) || parsed.formatVersion !== formatVersion) {
    const version = isRecord(parsed) ? parsed.formatVersion : undefined
    throw unusable(`${path} has format version ${version ?? 'none'}, but ${formatVersion} is needed.`)
  }
  const sound =
    ['id', 'licence', 'origin'].every((key) => typeof parsed[key] === 'string') &&
    [parsed.dimensions, parsed.maxTokens].every((value) => isWhole(value, 1)) &&
    isPooling(parsed.pooling) &&
    isAbsentOr('string', parsed.prompt) &&
    isAbsentOr('string', parsed.revision) &&
    isAbsentOr('number', parsed.parameters) &&
    Array.isArray(parsed.languages) &&
    isRecord(parsed.files) &&
    Object.entries(parsed.files).every(([name, checksum]) => isFileName(name) && isChecksum(checksum)) &&
    isRecord(parsed.tokenizer) &&
    tokenizerKinds.some((kind) => kind === (parsed.tokenizer as TokenizerFile).kind) &&
    isListed(manifest, parsed.tokenizer.file) &&
    isRecord(parsed.graphs) &&
    Object.keys(parsed.graphs).length > 0 &&
    Object.entries(parsed.graphs).every(([precision, graph]) => isGraph(manifest, precision, graph)) &&
    (parsed.preferred === undefined || Object.hasOwn(parsed.graphs, parsed.preferred as string))
  if (!sound) throw unusable(`${path} is damaged: its entries are incomplete or do not fit each other.`)
  return manifest
}

function isGraph(manifest: ModelManifest, precision: string, value: unknown): boolean {
  if (!isRecord(value) || (precision !== 'fp32' && precision !== 'int8')) return false
  const {graph, sha256, weights} = value
  if (!isListed(manifest, graph) || !isListed(manifest, weights)) return false
  return hashOfModel(manifest, {graph, weights}) === sha256
}

function isPooling(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.split('+').every((mode) => poolingModes.some((known) => known === mode))
  )
}

function isAbsentOr(type: 'string' | 'number', value: unknown): boolean {
  return value === undefined || typeof value === type
}

function isListed(manifest: ModelManifest, name: unknown): name is string {
  return typeof name === 'string' && Object.hasOwn(manifest.files, name)
}

/** Files lie in the folder itself: a manifest from elsewhere must not name files outside. */
function isFileName(name: string): boolean {
  return /^[\w][\w.-]*$/.test(name)
}

function isChecksum(value: unknown): boolean {
  return (
    isRecord(value) &&
    isWhole(value.bytes, 0) &&
    typeof value.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(value.sha256)
  )
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unusable(message: string): ModelUnusableError {
  return new ModelUnusableError(
    message,
    'Install, build or import the model again with this version of biolord.',
  )
}
