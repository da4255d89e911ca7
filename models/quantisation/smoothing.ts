import type {Matrix} from '../onnx/arithmetic.js'
import type {ActivationRange} from './activation-ranges.js'

/**
 * How much of the difficulty moves from activations to weights. Cosine of open-mini to its fp32 over 2,000 HPO names,
 * mean / smallest: .5: .9886 / .964, .6: .9961 / .991, .7: .9979 / .9956, .75: .9982 / .9961, .8: .9983 / .9948,
 * .85: .9982 / .983; without smoothing .9931 / .985.
 */
const strength = 0.75

/**
 * Factors that even out the channels of a layer's input: a channel is divided by its factor before it is quantised, and
 * its weights are multiplied by it. A few channels of a trained encoder are far larger than the rest, and would take
 * nearly all steps of a scale that all channels share.
 *
 * @param weight - `[outputs, inputs]`
 * @returns `[inputs]`, all positive.
 * @see https://arxiv.org/abs/2211.10438 (SmoothQuant)
 */
export function smoothingFactors({maximum, minimum}: ActivationRange, weight: Matrix): Float32Array {
  const largestWeights = largestOfColumns(weight)
  return maximum.map((value, channel) => {
    const activation = Math.max(value, -minimum[channel]!, tiny)
    return activation ** strength / Math.max(largestWeights[channel]!, tiny) ** (1 - strength)
  })
}

/** Stands for the range of a channel that is always zero. */
const tiny = 1e-5

function largestOfColumns({columns, values}: Matrix): Float32Array {
  const largest = new Float32Array(columns)
  for (let i = 0; i < values.length; i++) {
    const column = i % columns
    largest[column] = Math.max(largest[column]!, Math.abs(values[i]!))
  }
  return largest
}
