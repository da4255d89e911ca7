import type {BulkEncoder} from '../../models/encoder.js'
import type {IndexBuilder} from '../index-store/index-builder.js'
import type {EngineName} from '../index-store/term-index.js'
import {joinInputs, type OntologyInput, type ReportProgress, readInputs, textsOfRows} from './build-index.js'

/** What a build will take, before it starts. */
export interface BuildEstimate {
  readonly concepts: number
  readonly names: number
  readonly definitions: number
  /** Distinct texts, and those of them whose vectors no earlier build has. */
  readonly texts: number
  readonly toEncode: number
  /** Of the whole build, from reading and a sample that was encoded on this machine. */
  readonly seconds: number
  /** Of the finished index; while it is built, rows that are not joined yet take about as much as its database again. */
  readonly diskBytes: number
  readonly memoryBytes: number
}

export interface EstimateOptions {
  readonly inputs: readonly OntologyInput[]
  readonly builder: Pick<
    IndexBuilder,
    'addSource' | 'addRows' | 'carryKept' | 'databaseBytes' | 'finishRows' | 'texts' | 'textsToEncode'
  >
  readonly encoder: () => Promise<BulkEncoder>
  readonly engine: EngineName
  readonly onProgress: ReportProgress
}

/** Texts that are encoded to learn the speed of this machine; of all lengths, since they are taken evenly. */
const sampleSize = 768

/** Measured: seconds that a graph takes for a text, bytes of it beside the vector, memory of the process by itself. */
const graphSecondsPerText = {usearch: 0.0005, hnswlib: 0.002, exact: 0}
const graphBytesPerText = {usearch: 150, hnswlib: 300, exact: 0}
const graphBytesPerNumber = {usearch: 2, hnswlib: 4, exact: 0}
const processBytes = 300 << 20
const bytesPerTextInMemory = 250

/**
 * Reads and joins everything, encodes a sample, and says what the whole build will take. Leaves the builder for the caller
 * to abort.
 *
 * @throws What `buildIndex` throws until it encodes.
 */
export async function estimateBuild({
  builder,
  encoder: openEncoder,
  engine,
  inputs,
  onProgress,
}: EstimateOptions): Promise<BuildEstimate> {
  const started = performance.now()
  await readInputs(inputs, builder, onProgress)
  onProgress('joining', 0)
  const {counts} = joinInputs(inputs, builder)
  const readSeconds = (performance.now() - started) / 1000

  await using encoder = await openEncoder()
  const missing = await builder.textsToEncode(encoder.model)
  const step = Math.max(1, Math.floor(missing.length / sampleSize))
  const sample = textsOfRows(
    builder,
    missing.filter((_, i) => i % step === 0),
  ).slice(0, sampleSize)
  onProgress('encoding', 0, sample.length)
  await encoder.encodeAll(sample.slice(0, 16), () => {}) // sessions open at the first text
  const encodingStarted = performance.now()
  await encoder.encodeAll(sample, () => {})
  const secondsPerText = (performance.now() - encodingStarted) / 1000 / Math.max(1, sample.length)

  const {dimensions} = encoder.model
  const graphBytes = counts.texts * (dimensions * graphBytesPerNumber[engine] + graphBytesPerText[engine])
  return {
    concepts: counts.concepts,
    names: counts.names,
    definitions: counts.definitions,
    texts: counts.texts,
    toEncode: missing.length,
    seconds: readSeconds + missing.length * secondsPerText + counts.texts * graphSecondsPerText[engine],
    diskBytes: builder.databaseBytes + counts.texts * dimensions * 5 + graphBytes,
    memoryBytes: processBytes + counts.texts * bytesPerTextInMemory + graphBytes,
  }
}
