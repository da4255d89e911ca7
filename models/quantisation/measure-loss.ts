import {dotProduct} from '../../src/domain/dot-product.js'
import {encodeTexts} from '../encode-texts.js'
import {withSession} from '../onnx-session.js'
import type {Tokenizer} from '../tokenizer/tokenizer.js'

/** How far the vectors of int8 are from those of fp32. */
export interface Loss {
  /** Over the calibration texts, to four digits. */
  readonly cosineToFp32: {readonly mean: number; readonly smallest: number}
  /** Share of names whose nearest other name is the same, to four digits. */
  readonly sameNearest?: {readonly share: number; readonly names: number}
}

/** Below this mean cosine of int8 to fp32 a model is used in fp32 unless int8 is asked for. */
export const smallestMeanCosine = 0.99

export function isLargeLoss({cosineToFp32}: Loss): boolean {
  return cosineToFp32.mean < smallestMeanCosine
}

/** What is compared. */
export interface LossTexts {
  readonly texts: readonly string[]
  /** fp32, row-major `[texts, dimensions]`. */
  readonly vectors: Float32Array
  /** Names of a terminology. */
  readonly names?: readonly string[]
}

/**
 * Compares the two graphs of a model.
 *
 * @param paths - Of the .onnx files.
 * @param dimensions - Of both.
 */
export async function measureLoss(
  paths: {readonly fp32: string; readonly int8: string},
  tokenizer: Tokenizer,
  dimensions: number,
  {names = [], texts, vectors}: LossTexts,
): Promise<Loss> {
  const encode = (path: string, what: readonly string[]) =>
    withSession(path, (session) => encodeTexts(session, tokenizer, what, dimensions))
  const cosines = rowCosines(vectors, await encode(paths.int8, texts), dimensions)
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length
  const cosineToFp32 = {mean: round(mean), smallest: round(Math.min(...cosines))}
  if (names.length < 2) return {cosineToFp32}
  const exact = nearestOthers(await encode(paths.fp32, names), dimensions)
  const rounded = nearestOthers(await encode(paths.int8, names), dimensions)
  const same = exact.filter((nearest, row) => nearest === rounded[row]).length
  return {cosineToFp32, sameNearest: {share: round(same / names.length), names: names.length}}
}

function rowCosines(a: Float32Array, b: Float32Array, dimensions: number): number[] {
  const others = rowsOf(b, dimensions)
  return rowsOf(a, dimensions).map((row, i) => dotProduct(row, others[i]!))
}

/** For each of some unit vectors the other one that is nearest to it. */
function nearestOthers(vectors: Float32Array, dimensions: number): number[] {
  const rows = rowsOf(vectors, dimensions)
  return rows.map((row, i) => {
    let best = -1
    let most = Number.NEGATIVE_INFINITY
    for (const [k, other] of rows.entries()) {
      const cosine = k === i ? Number.NEGATIVE_INFINITY : dotProduct(row, other)
      if (cosine > most) [best, most] = [k, cosine]
    }
    return best
  })
}

function rowsOf(vectors: Float32Array, dimensions: number): Float32Array[] {
  return Array.from({length: vectors.length / dimensions}, (_, row) =>
    vectors.subarray(row * dimensions, (row + 1) * dimensions),
  )
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
