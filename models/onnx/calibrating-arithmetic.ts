import {type Arithmetic, float32Arithmetic, type LinearLayer} from './arithmetic.js'
import type {GraphBuilder} from './graph.js'

/** What the name of an output that {@link CalibratingArithmetic} adds begins with; the layer's name follows. */
export const extremePrefixes = {minimum: 'minimum of ', maximum: 'maximum of '} as const

/** Computes in fp32 and remembers the input of every layer, so that its extreme values can be asked for afterwards. */
export class CalibratingArithmetic implements Arithmetic {
  private readonly inputs: {readonly layer: string; readonly input: string; readonly channels: number}[] = []

  readonly embed = float32Arithmetic.embed

  linear(graph: GraphBuilder, input: string, layer: LinearLayer): string {
    const {columns, name} = layer.weight
    this.inputs.push({layer: name, input, channels: columns})
    return float32Arithmetic.linear(graph, input, layer)
  }

  /** Adds the smallest and largest value of every input channel of every layer to the outputs of the graph. */
  addExtremes(graph: GraphBuilder): void {
    for (const {channels, input, layer} of this.inputs) {
      for (const [extreme, operator] of [
        ['minimum', 'ReduceMin'],
        ['maximum', 'ReduceMax'],
      ] as const) {
        const value = graph.apply(operator, [input], {axes: [0, 1], keepdims: 0})
        graph.output(extremePrefixes[extreme] + layer, value, 'float32', [channels])
      }
    }
  }
}
