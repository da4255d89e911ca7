import {readFileSync} from 'node:fs'
import {packagePath} from '../../src/files/package-root.js'
import {encodeTexts} from '../encode-texts.js'
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
  /** The fp32 vectors, row-major `[texts, dimensions]`. */
  readonly vectors: Float32Array
}

/**
 * Encodes texts and notes the extreme inputs of every layer.
 *
 * @param session - Of a graph that tells them, see `CalibratingArithmetic`.
 */
export async function calibrate(
  session: OnnxSession,
  tokenizer: Tokenizer,
  texts: readonly string[],
  dimensions: number,
): Promise<Calibration> {
  const recorder = new RangeRecorder()
  const onOutputs = (outputs: Readonly<Record<string, Float32Array>>) => {
    for (const [name, minimum] of Object.entries(outputs)) {
      if (!name.startsWith(extremePrefixes.minimum)) continue
      const layer = name.slice(extremePrefixes.minimum.length)
      recorder.record(layer, minimum, outputs[extremePrefixes.maximum + layer]!)
    }
  }
  const vectors = await encodeTexts(session, tokenizer, texts, dimensions, {onOutputs})
  return {ranges: recorder.ranges(), vectors}
}
