import type {GraphBuilder} from './graph.js'

/** A matrix of weights. */
export interface Matrix {
  /** Unique within the model; the name that the weights file gives it. */
  readonly name: string
  /** Row-major, `[rows, columns]`. */
  readonly values: Float32Array
  readonly rows: number
  readonly columns: number
}

/** A fully connected layer `y = W·x + b`. */
export interface LinearLayer {
  /** `[outputs, inputs]`, as PyTorch keeps it. */
  readonly weight: Matrix
  /** `[outputs]` */
  readonly bias: Float32Array
}

/** The two operations that hold nearly all weights and time of an encoder, in the precision a graph is written for. */
export interface Arithmetic {
  /**
   * Emits the look-up of table rows.
   *
   * @param ids - int64, `[batch, tokens]`.
   * @returns float32, `[batch, tokens, columns]`.
   */
  embed(graph: GraphBuilder, ids: string, table: Matrix): string

  /**
   * Emits a layer.
   *
   * @param input - float32, `[batch, tokens, inputs]`.
   * @returns float32, `[batch, tokens, outputs]`.
   */
  linear(graph: GraphBuilder, input: string, layer: LinearLayer): string
}

/** Computes with the weights as they are. */
export const float32Arithmetic: Arithmetic = {
  embed(graph, ids, {columns, name, rows, values}) {
    return graph.apply('Gather', [graph.constant(name, values, [rows, columns]), ids])
  },

  linear(graph, input, {bias, weight: {columns, name, rows, values}}) {
    const transposed = graph.constant(name, transpose(values, rows, columns), [columns, rows])
    const product = graph.apply('MatMul', [input, transposed])
    return graph.apply('Add', [product, graph.constant(`${name}.bias`, bias, [bias.length])])
  },
}

/** @returns The values as `[columns, rows]`. */
export function transpose<Values extends Float32Array | Int8Array>(
  values: Values,
  rows: number,
  columns: number,
): Values {
  const result = values.slice() as Values
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = values[row * columns + column]!
  }
  return result
}
