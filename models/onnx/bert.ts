import type {Arithmetic, LinearLayer, Matrix} from './arithmetic.js'
import type {GraphBuilder} from './graph.js'
import {emitPooling, type Pooling} from './pooling.js'

/** What config.json says of a BERT. */
export interface BertShape {
  readonly vocabularySize: number
  readonly dimensions: number
  readonly layers: number
  readonly heads: number
  /** Width of the feed-forward layers. */
  readonly intermediate: number
  /** Rows of the position table. */
  readonly positions: number
  /** Tokens of a text at most: rows of the position table that are kept. */
  readonly maxTokens: number
  readonly layerNormEpsilon: number
}

/** Gives the weights of a model by name, as `SafetensorsFile` does. */
export interface WeightSource {
  /**
   * @param shape - What the tensor must have; -1 stands for any length.
   * @returns Row-major.
   */
  read(name: string, shape: readonly number[]): Float32Array
}

/**
 * Emits a BERT encoder with pooling and normalisation.
 *
 * Inputs `input_ids` and `attention_mask`, int64 `[batch, tokens]`; output `embedding`, float32 `[batch, dimensions]`,
 * L2 norm 1. All texts are of token type 0.
 *
 * @see https://arxiv.org/abs/1810.04805
 */
export function emitBert(
  graph: GraphBuilder,
  weights: WeightSource,
  shape: BertShape,
  pooling: Pooling,
  arithmetic: Arithmetic,
): void {
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens'])
  const mask = graph.apply('Cast', [graph.input('attention_mask', 'int64', ['batch', 'tokens'])], {to: 1})
  const emitter = new BertEmitter(graph, weights, shape, arithmetic)
  const padding = emitter.padding(mask)
  let hidden = emitter.embeddings(ids)
  for (let layer = 0; layer < shape.layers; layer++) {
    hidden = emitter.feedForward(layer, emitter.attention(layer, hidden, padding))
  }
  graph.output('embedding', emitPooling(graph, hidden, mask, pooling), 'float32', ['batch', shape.dimensions])
}

class BertEmitter {
  constructor(
    private readonly graph: GraphBuilder,
    private readonly weights: WeightSource,
    private readonly shape: BertShape,
    private readonly arithmetic: Arithmetic,
  ) {}

  /** What is added to attention scores, `[batch, 1, 1, tokens]`: 0 for a token, far below any score for padding. */
  padding(mask: string): string {
    const {graph} = this
    const absent = graph.apply('Sub', [
      graph.scalar(1),
      graph.apply('Unsqueeze', [mask, graph.integers(1, 2)]),
    ])
    return graph.apply('Mul', [absent, graph.scalar(-1e9)])
  }

  embeddings(ids: string): string {
    const {graph, shape} = this
    const {dimensions, maxTokens, vocabularySize} = shape
    const words = this.matrix('embeddings.word_embeddings.weight', vocabularySize, dimensions)
    const positions = graph.constant('embeddings.positions', this.positionTable(), [maxTokens, dimensions])
    const tokens = graph.apply('Shape', [ids], {start: 1, end: 2})
    const present = graph.apply('Slice', [positions, graph.integers(0), tokens, graph.integers(0)])
    const sum = graph.apply('Add', [this.arithmetic.embed(graph, ids, words), present])
    return this.layerNorm(sum, 'embeddings.LayerNorm')
  }

  /** Multi-head self-attention with its residual. */
  attention(layer: number, hidden: string, padding: string): string {
    const {graph, shape} = this
    const prefix = `encoder.layer.${layer}.attention`
    const headSize = shape.dimensions / shape.heads
    const projected = this.arithmetic.linear(graph, hidden, this.queryKeyValue(prefix))
    const parts = graph.applyMany('Split', [projected], 3, {axis: 2})
    const heads = parts.map((part) =>
      graph.apply('Reshape', [part, graph.integers(0, 0, shape.heads, headSize)]),
    )
    const query = graph.apply('Transpose', [heads[0]!], {perm: [0, 2, 1, 3]})
    const key = graph.apply('Transpose', [heads[1]!], {perm: [0, 2, 3, 1]})
    const value = graph.apply('Transpose', [heads[2]!], {perm: [0, 2, 1, 3]})
    const scores = graph.apply('Add', [graph.apply('MatMul', [query, key]), padding])
    const context = graph.apply('MatMul', [graph.apply('Softmax', [scores], {axis: 3}), value])
    const joined = graph.apply('Reshape', [
      graph.apply('Transpose', [context], {perm: [0, 2, 1, 3]}),
      graph.integers(0, 0, shape.dimensions),
    ])
    const output = this.layer(`${prefix}.output.dense`, shape.dimensions, shape.dimensions)
    return this.residual(hidden, this.arithmetic.linear(graph, joined, output), `${prefix}.output.LayerNorm`)
  }

  feedForward(layer: number, hidden: string): string {
    const {graph, shape} = this
    const prefix = `encoder.layer.${layer}`
    const wide = this.layer(`${prefix}.intermediate.dense`, shape.intermediate, shape.dimensions)
    const active = graph.apply('com.microsoft:Gelu', [this.arithmetic.linear(graph, hidden, wide)])
    const narrow = this.layer(`${prefix}.output.dense`, shape.dimensions, shape.intermediate)
    return this.residual(hidden, this.arithmetic.linear(graph, active, narrow), `${prefix}.output.LayerNorm`)
  }

  private residual(hidden: string, change: string, norm: string): string {
    return this.layerNorm(this.graph.apply('Add', [hidden, change]), norm)
  }

  private layerNorm(input: string, name: string): string {
    const {graph, shape} = this
    const inputs = ['weight', 'bias'].map((part) =>
      graph.constant(`${name}.${part}`, this.weights.read(`${name}.${part}`, [shape.dimensions]), [
        shape.dimensions,
      ]),
    )
    const epsilon = {float: shape.layerNormEpsilon}
    return graph.apply('LayerNormalization', [input, ...inputs], {axis: -1, epsilon})
  }

  /** The three projections as one layer, the 1/√headSize of the attention scores folded into the first. */
  private queryKeyValue(prefix: string): LinearLayer {
    const {dimensions, heads} = this.shape
    const layers = ['query', 'key', 'value'].map((part) =>
      this.layer(`${prefix}.self.${part}`, dimensions, dimensions),
    )
    const values = new Float32Array(3 * dimensions * dimensions)
    const bias = new Float32Array(3 * dimensions)
    for (const [part, layer] of layers.entries()) {
      const scale = part === 0 ? 1 / Math.sqrt(dimensions / heads) : 1
      values.set(
        layer.weight.values.map((value) => value * scale),
        part * dimensions * dimensions,
      )
      bias.set(
        layer.bias.map((value) => value * scale),
        part * dimensions,
      )
    }
    return {weight: {name: `${prefix}.self`, values, rows: 3 * dimensions, columns: dimensions}, bias}
  }

  /** Position embeddings with those of token type 0 added. */
  private positionTable(): Float32Array {
    const {dimensions, maxTokens, positions: rows} = this.shape
    const positions = this.weights.read('embeddings.position_embeddings.weight', [rows, dimensions])
    const type = this.weights.read('embeddings.token_type_embeddings.weight', [-1, dimensions])
    return positions.slice(0, maxTokens * dimensions).map((value, i) => value + type[i % dimensions]!)
  }

  private layer(name: string, outputs: number, inputs: number): LinearLayer {
    return {
      weight: this.matrix(`${name}.weight`, outputs, inputs),
      bias: this.weights.read(`${name}.bias`, [outputs]),
    }
  }

  private matrix(name: string, rows: number, columns: number): Matrix {
    return {name, values: this.weights.read(name, [rows, columns]), rows, columns}
  }
}
