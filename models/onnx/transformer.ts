import {setImmediate} from 'node:timers/promises'
import type {Arithmetic, LinearLayer} from './arithmetic.js'
import type {EncoderShape} from './encoder-shape.js'
import type {GraphBuilder} from './graph.js'
import {biasByDistance} from './relative-bias.js'
import {type Architecture, type ArchitectureNames, architectures, type LayerNames} from './tensor-names.js'
import type {WeightSource} from './weight-source.js'

/** What the rest of a graph is built on. */
export interface TransformerOutput {
  /** float32, `[batch, tokens, dimensions]`. */
  readonly hidden: string
  /** float32, `[batch, tokens]`, 1 for a token, 0 for padding. */
  readonly mask: string
}

/**
 * Emits an encoder of the BERT family: embeddings, then layers of self-attention and feed-forward blocks, each with a
 * residual and a norm after it. All texts are of token type 0.
 *
 * Inputs `input_ids` and `attention_mask`, int64 `[batch, tokens]`.
 *
 * @throws {ModelUnusableError} When the weights are not those of such a model.
 * @see https://arxiv.org/abs/1810.04805 (BERT), https://arxiv.org/abs/2004.09297 (MPNet)
 */
export async function emitTransformer(
  graph: GraphBuilder,
  weights: WeightSource,
  architecture: Architecture,
  shape: EncoderShape,
  arithmetic: Arithmetic,
): Promise<TransformerOutput> {
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens'])
  const mask = graph.apply('Cast', [graph.input('attention_mask', 'int64', ['batch', 'tokens'])], {to: 1})
  const names = architectures[architecture]
  const emitter = new TransformerEmitter(graph, weights, shape, names, arithmetic)
  const bias = emitter.attentionBias(ids, mask)
  let hidden = await emitter.embeddings(ids)
  for (let layer = 0; layer < shape.layers; layer++) {
    const parts = names.layer(layer)
    hidden = emitter.feedForward(parts, emitter.attention(parts, hidden, bias))
    await setImmediate() // a signal may come in
  }
  return {hidden, mask}
}

class TransformerEmitter {
  private plain: readonly [string, string] | undefined

  constructor(
    private readonly graph: GraphBuilder,
    private readonly weights: WeightSource,
    private readonly shape: EncoderShape,
    private readonly names: ArchitectureNames,
    private readonly arithmetic: Arithmetic,
  ) {}

  /**
   * What is added to attention scores, `[batch, 1 or heads, 1 or tokens, tokens]`: 0 for a token, far below any score for
   * padding, and the bias for the distance where the architecture has one.
   */
  attentionBias(ids: string, mask: string): string {
    const {graph} = this
    const absent = graph.apply('Sub', [
      graph.scalar(1),
      graph.apply('Unsqueeze', [mask, graph.integers(1, 2)]),
    ])
    const padding = graph.apply('Mul', [absent, graph.scalar(-1e9)])
    const {relativeBias} = this.names
    return relativeBias === undefined
      ? padding
      : graph.apply('Add', [this.distanceBias(ids, relativeBias), padding])
  }

  async embeddings(ids: string): Promise<string> {
    const {arithmetic, graph, shape, weights} = this
    const {dimensions: columns, vocabularySize: rows} = shape
    const name = 'embeddings.word_embeddings.weight'
    const words = {
      name,
      rows,
      columns,
      read: (from: number, to: number) => weights.readRows(name, [rows, columns], from, to),
    }
    const present =
      shape.paddingId === undefined ? this.firstPositions(ids) : this.countedPositions(ids, shape.paddingId)
    return this.layerNorm(
      graph.apply('Add', [await arithmetic.embed(graph, ids, words), present]),
      'embeddings.LayerNorm',
    )
  }

  /** Multi-head self-attention with its residual. */
  attention(names: LayerNames, hidden: string, bias: string): string {
    const {graph, shape} = this
    const headSize = shape.dimensions / shape.heads
    const projected = this.arithmetic.linear(graph, hidden, this.queryKeyValue(names))
    const parts = graph.applyMany('Split', [projected], 3, {axis: 2})
    const heads = parts.map((part) =>
      graph.apply('Reshape', [part, graph.integers(0, 0, shape.heads, headSize)]),
    )
    const query = graph.apply('Transpose', [heads[0]!], {perm: [0, 2, 1, 3]})
    const key = graph.apply('Transpose', [heads[1]!], {perm: [0, 2, 3, 1]})
    const value = graph.apply('Transpose', [heads[2]!], {perm: [0, 2, 1, 3]})
    const scores = graph.apply('Add', [graph.apply('MatMul', [query, key]), bias])
    const context = graph.apply('MatMul', [graph.apply('Softmax', [scores], {axis: 3}), value])
    const joined = graph.apply('Reshape', [
      graph.apply('Transpose', [context], {perm: [0, 2, 1, 3]}),
      graph.integers(0, 0, shape.dimensions),
    ])
    const output = this.layer(names.attentionOutput, shape.dimensions, shape.dimensions)
    return this.residual(hidden, this.arithmetic.linear(graph, joined, output), names.attentionNorm)
  }

  feedForward(names: LayerNames, hidden: string): string {
    const {graph, shape} = this
    const wide = this.layer(names.wide, shape.intermediate, shape.dimensions)
    const active = graph.apply(operatorOf[shape.activation], [this.arithmetic.linear(graph, hidden, wide)])
    const narrow = this.layer(names.narrow, shape.dimensions, shape.intermediate)
    return this.residual(hidden, this.arithmetic.linear(graph, active, narrow), names.outputNorm)
  }

  private residual(hidden: string, change: string, norm: string): string {
    return this.layerNorm(this.graph.apply('Add', [hidden, change]), norm)
  }

  /**
   * ONNX Runtime's LayerNormalization adds number by number: of the time of an int8 encoder it takes an eighth, and more where
   * the processor multiplies bytes faster. Its InstanceNormalization computes the same, each token taken for a channel, in a
   * ninth of that.
   */
  private layerNorm(input: string, name: string): string {
    const {graph, shape} = this
    const [weight, bias] = ['weight', 'bias'].map((part) =>
      graph.constant(`${name}.${part}`, this.weights.read(`${name}.${part}`, [shape.dimensions]), [
        shape.dimensions,
      ]),
    )
    this.plain ??= this.plainChannels(input)
    const epsilon = {float: shape.layerNormEpsilon}
    const normalised = graph.apply('InstanceNormalization', [input, ...this.plain], {epsilon})
    return graph.apply('Add', [graph.apply('Mul', [normalised, weight!]), bias!])
  }

  /** The scale 1 and the shift 0 of each token, `[tokens]`. */
  private plainChannels(input: string): readonly [string, string] {
    const {graph} = this
    const tokens = graph.apply('Shape', [input], {start: 1, end: 2})
    return [
      graph.apply('Expand', [graph.scalar(1), tokens]),
      graph.apply('Expand', [graph.scalar(0), tokens]),
    ]
  }

  /** The three projections as one layer, the 1/√headSize of the attention scores folded into the first. */
  private queryKeyValue({key, query, value}: LayerNames): LinearLayer {
    const {dimensions, heads} = this.shape
    const layers = [query, key, value].map((name) => this.layer(name, dimensions, dimensions))
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
    return {
      weight: {name: query.replace(/\.?[^.]*$/, ''), values, rows: 3 * dimensions, columns: dimensions},
      bias,
    }
  }

  /** The rows of the position table from the first, `[tokens, dimensions]`. */
  private firstPositions(ids: string): string {
    const {graph, shape} = this
    const table = this.positionTable(shape.maxTokens)
    const tokens = graph.apply('Shape', [ids], {start: 1, end: 2})
    return graph.apply('Slice', [table, graph.integers(0), tokens, graph.integers(0)])
  }

  /** As RoBERTa counts them, `[batch, tokens, dimensions]`: a `<pad>` written in a text takes no position. */
  private countedPositions(ids: string, paddingId: number): string {
    const {graph, shape} = this
    const table = this.positionTable(paddingId + 1 + shape.maxTokens)
    const padding = graph.integers(paddingId)
    const present = graph.apply('Cast', [graph.apply('Not', [graph.apply('Equal', [ids, padding])])], {to: 7})
    const counted = graph.apply('Mul', [graph.apply('CumSum', [present, graph.integers(1)]), present])
    return graph.apply('Gather', [table, graph.apply('Add', [counted, padding])])
  }

  /** Position embeddings with those of token type 0 added. */
  private positionTable(rows: number): string {
    const {dimensions, positions: allRows} = this.shape
    const positions = this.weights.read('embeddings.position_embeddings.weight', [allRows, dimensions])
    const kept = positions.slice(0, rows * dimensions)
    if (this.names.hasTokenTypes) {
      const type = this.weights.read('embeddings.token_type_embeddings.weight', [-1, dimensions])
      for (let i = 0; i < kept.length; i++) kept[i] = kept[i]! + type[i % dimensions]!
    }
    return this.graph.constant('embeddings.positions', kept, [rows, dimensions])
  }

  /** The bias for each pair of tokens, `[heads, tokens, tokens]`. */
  private distanceBias(ids: string, name: string): string {
    const {graph, shape, weights} = this
    const {heads, maxTokens, relativeBuckets: buckets = 0} = shape
    const table = biasByDistance(weights.read(name, [buckets, heads]), buckets, heads, maxTokens)
    const biases = graph.constant('encoder.bias_by_distance', table, [heads, 2 * maxTokens - 1])
    const tokens = graph.apply('Squeeze', [graph.apply('Shape', [ids], {start: 1, end: 2})])
    const [zero, one] = [graph.integer(0), graph.integer(1)]
    const positions = graph.apply('Range', [zero, tokens, one])
    const distances = graph.apply('Sub', [
      positions,
      graph.apply('Unsqueeze', [positions, graph.integers(1)]),
    ])
    const columns = graph.apply('Add', [distances, graph.integers(maxTokens - 1)])
    return graph.apply('Gather', [biases, columns], {axis: 1})
  }

  private layer(name: string, outputs: number, inputs: number): LinearLayer {
    const matrix = `${name}.weight`
    const values = this.weights.read(matrix, [outputs, inputs])
    return {
      weight: {name: matrix, values, rows: outputs, columns: inputs},
      bias: this.weights.read(`${name}.bias`, [outputs]),
    }
  }
}

const operatorOf = {gelu: 'com.microsoft:Gelu', 'tanh-gelu': 'com.microsoft:FastGelu', relu: 'Relu'} as const
