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

/** A matrix that may be too large to be held at once. */
export interface Table {
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** @returns Row-major, rows `from` to `to - 1`. */
  read(from: number, to: number): Float32Array
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
  embed(graph: GraphBuilder, ids: string, table: Table): Promise<string>

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
  async embed(graph, ids, table) {
    const {columns, name, rows} = table
    return graph.apply('Gather', [await graph.stream(name, 'float32', [rows, columns], blocksOf(table)), ids])
  },

  linear(graph, input, {bias, weight: {columns, name, rows, values}}) {
    const transposed = graph.constant(name, transpose(values, rows, columns), [columns, rows])
    const product = graph.apply('MatMul', [input, transposed])
    return graph.apply('Add', [product, graph.constant(`${name}.bias`, bias, [bias.length])])
  },
}

/** Bytes of float32 in a block of a table. */
const blockBytes = 1 << 24

/** The rows of a table, some megabytes at a time. */
export function* blocksOf({columns, read, rows}: Table): Generator<Float32Array> {
  const step = Math.max(1, Math.floor(blockBytes / (4 * columns)))
  for (let from = 0; from < rows; from += step) yield read(from, Math.min(rows, from + step))
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
