import type {Encoder} from '../../models/encoder.js'
import {dotProduct} from '../domain/dot-product.js'
import {prepareText} from '../domain/prepare-text.js'
import type {RatedPair} from '../domain/rated-pair.js'
import {estimate, type Measures, type ResamplingOptions} from './bootstrap.js'
import type {TaskReport} from './report.js'
import {spearman} from './spearman.js'

/** A rated pair and the cosine of its vectors. */
export interface PairOutcome extends RatedPair {
  readonly cosine: number
}

/** Compares the cosines of pairs of texts with what people said of them. */
export async function evaluatePairs(
  pairs: readonly RatedPair[],
  encoder: Encoder,
  resampling: ResamplingOptions,
): Promise<{readonly report: TaskReport; readonly outcomes: readonly PairOutcome[]}> {
  const started = performance.now()
  const texts = [...new Set(pairs.flatMap(({a, b}) => [prepareText(a), prepareText(b)]))]
  const rows = await encoder.encode(texts)
  const {dimensions} = encoder.model
  const vectors = new Map(texts.map((text, i) => [text, rows.subarray(i * dimensions, (i + 1) * dimensions)]))
  const vectorOf = (text: string) => vectors.get(prepareText(text)) as Float32Array
  const outcomes = pairs.map((pair) => ({...pair, cosine: dotProduct(vectorOf(pair.a), vectorOf(pair.b))}))
  const seconds = (performance.now() - started) / 1000
  return {
    outcomes,
    report: {
      task: 'similarity',
      counts: {pairs: pairs.length, texts: texts.length},
      measures: estimate(outcomes, measurePairs, resampling),
      reliability: [],
      curve: [],
      groups: [],
      seconds,
      perSecond: pairs.length / seconds,
    },
  }
}

/** Spearman's correlation of cosines and ratings. */
export function measurePairs(pairs: readonly {readonly cosine: number; readonly rating: number}[]): Measures {
  return {
    spearman: spearman(
      pairs.map(({cosine}) => cosine),
      pairs.map(({rating}) => rating),
    ),
  }
}
