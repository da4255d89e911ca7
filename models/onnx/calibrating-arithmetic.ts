import {type Arithmetic, float32Arithmetic} from './arithmetic.js'

/** What the name of an output that {@link calibratingArithmetic} adds begins with; the layer's name follows. */
export const extremePrefixes = {minimum: 'minimum of ', maximum: 'maximum of '} as const

/** Computes in fp32 and tells, as outputs of the graph, the extreme values of every input channel of every layer. */
export const calibratingArithmetic: Arithmetic = {
  embed: float32Arithmetic.embed,

  linear(graph, input, layer) {
    const {columns, name} = layer.weight
    for (const [extreme, operator] of [
      ['minimum', 'ReduceMin'],
      ['maximum', 'ReduceMax'],
    ] as const) {
      const value = graph.apply(operator, [input], {axes: [0, 1], keepdims: 0})
      graph.output(extremePrefixes[extreme] + name, value, 'float32', [columns])
    }
    return float32Arithmetic.linear(graph, input, layer)
  },
}
