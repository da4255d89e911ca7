import {availableParallelism} from 'node:os'
import type {Precision} from './model-manifest.js'
import {openEncoder} from './onnx-encoder.js'
import {readCalibrationTexts} from './quantisation/calibrate.js'
import {openBulkEncoder} from './worker-encoder.js'

/** How fast a model is on this machine, measured once: other work on the machine shows. */
export interface EncoderSpeed {
  /** Until the first vector of a command that needs a few. */
  readonly openMs: number
  /** As a build of an index encodes; the texts are names and findings of some 7 tokens. */
  readonly textsPerSecond: number
  readonly threads: number
}

/**
 * @param folder - A model folder.
 * @throws {ModelMissingError} When it is not there in this precision.
 * @throws {ModelUnusableError} When a file is damaged.
 */
export async function measureSpeed(folder: string, precision: Precision): Promise<EncoderSpeed> {
  const texts = readCalibrationTexts()
  const opening = performance.now()
  await using encoder = await openEncoder(folder, {use: 'one-off', precision})
  await encoder.encode(texts.slice(0, 1))
  const openMs = performance.now() - opening
  const threads = availableParallelism()
  await using bulk = await openBulkEncoder(folder, {precision, workers: threads})
  await bulk.encodeAll(texts.slice(0, 2 * threads), () => {}) // threads start with the first call
  const started = performance.now()
  await bulk.encodeAll(texts, () => {})
  return {openMs, textsPerSecond: (1000 * texts.length) / (performance.now() - started), threads}
}
