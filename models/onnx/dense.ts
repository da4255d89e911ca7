import {transpose} from './arithmetic.js'
import type {GraphBuilder} from './graph.js'

/** A fully connected layer over the pooled vectors. */
export interface DenseLayer {
  /** Row-major `[outputs, inputs]`, as PyTorch keeps it. */
  readonly weight: Float32Array
  readonly inputs: number
  readonly outputs: number
  /** `[outputs]` */
  readonly bias?: Float32Array
  readonly activation: 'none' | 'tanh' | 'relu' | 'gelu' | 'sigmoid'
}

/**
 * Emits a layer in fp32, whatever the precision of the encoder: one small product for each text.
 *
 * @param name - Unique within the graph.
 * @param vectors - float32, `[batch, inputs]`.
 * @returns float32, `[batch, outputs]`.
 */
export function emitDense(graph: GraphBuilder, name: string, vectors: string, layer: DenseLayer): string {
  const {activation, bias, inputs, outputs, weight} = layer
  const transposed = graph.constant(name, transpose(weight, outputs, inputs), [inputs, outputs])
  let result = graph.apply('MatMul', [vectors, transposed])
  if (bias !== undefined)
    result = graph.apply('Add', [result, graph.constant(`${name}.bias`, bias, [outputs])])
  return activation === 'none' ? result : graph.apply(operatorOf[activation], [result])
}

const operatorOf = {tanh: 'Tanh', relu: 'Relu', gelu: 'com.microsoft:Gelu', sigmoid: 'Sigmoid'} as const
