import {readFileSync} from 'node:fs'
import {packagePath} from '../../src/files/package-root.js'
import {extremePrefixes} from '../onnx/calibrating-arithmetic.js'
import type {OnnxSession} from '../onnx-session.js'
import type {Tokenizer} from '../tokenizer/tokenizer.js'
import {type ActivationRanges, RangeRecorder} from './activation-ranges.js'

/** Names, findings and sentences that ship with the package, one a line. */
export function readCalibrationTexts(): string[] {
  return readFileSync(packagePath('models', 'calibration.txt'), 'utf8').split('\n').filter(Boolean)
}

/** What a run over the calibration texts gives. */
export interface Calibration {
  readonly ranges: ActivationRanges
  /** The fp32 vector of each text. */
  readonly vectors: readonly Float32Array[]
}

/**
 * Encodes texts one by one and notes the extreme inputs of every layer.
 *
 * @param session - Of a graph that was written with `calibratingArithmetic`.
 */
export async function calibrate(
  session: OnnxSession,
  tokenizer: Tokenizer,
  texts: readonly string[],
): Promise<Calibration> {
  const recorder = new RangeRecorder()
  const vectors: Float32Array[] = []
  for (const text of texts) {
    const outputs = await session.run(tokenizer.encode(text), 1)
    vectors.push(outputs.embedding!)
    for (const [name, minimum] of Object.entries(outputs)) {
      if (!name.startsWith(extremePrefixes.minimum)) continue
      const layer = name.slice(extremePrefixes.minimum.length)
      recorder.record(layer, minimum, outputs[extremePrefixes.maximum + layer]!)
    }
  }
  return {ranges: recorder.ranges(), vectors}
}

/**
 * Compares the vectors of a quantised graph with those of the calibration.
 *
 * @param session - Of the quantised graph.
 * @returns Cosines, to four digits.
 */
export async function measureCosine(
  session: OnnxSession,
  tokenizer: Tokenizer,
  texts: readonly string[],
  {vectors}: Calibration,
): Promise<{mean: number; smallest: number}> {
  const cosines: number[] = []
  for (const [i, text] of texts.entries()) {
    const {embedding} = await session.run(tokenizer.encode(text), 1)
    cosines.push(vectors[i]!.reduce((sum, value, k) => sum + value * embedding![k]!, 0))
  }
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
  return {mean: round(mean), smallest: round(Math.min(...cosines))}
}

function round(cosine: number): number {
  return Math.round(cosine * 1e4) / 1e4
}
