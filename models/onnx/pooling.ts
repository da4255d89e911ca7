import type {GraphBuilder} from './graph.js'

/** Ways to make one vector of the token vectors, under the names of sentence-transformers. */
export const poolingModes = [
  'mean',
  'cls',
  'max',
  'mean_sqrt_len_tokens',
  'weightedmean',
  'lasttoken',
] as const

export type PoolingMode = (typeof poolingModes)[number]

/**
 * Emits pooling over the mask. Several ways give vectors that are put end to end.
 *
 * @param hidden - float32, `[batch, tokens, dimensions]`.
 * @param mask - float32, `[batch, tokens]`, 1 for a token, 0 for padding, which follows the tokens.
 * @param modes - At least one.
 * @returns float32, `[batch, modes · dimensions]`.
 * @see https://sbert.net/docs/package_reference/sentence_transformer/models.html Pooling
 */
export function emitPooling(
  graph: GraphBuilder,
  hidden: string,
  mask: string,
  modes: readonly PoolingMode[],
): string {
  const pooled = modes.map((mode) => emitters[mode](graph, hidden, mask))
  return pooled.length === 1 ? pooled[0]! : graph.apply('Concat', pooled, {axis: 1})
}

/**
 * Emits scaling to unit length.
 *
 * @param vectors - float32, `[batch, dimensions]`.
 */
export function emitNormalise(graph: GraphBuilder, vectors: string): string {
  const length = graph.apply('ReduceL2', [vectors], {axes: [1], keepdims: 1})
  return graph.apply('Div', [vectors, graph.apply('Max', [length, graph.scalar(1e-12)])])
}

type Emitter = (graph: GraphBuilder, hidden: string, mask: string) => string

const emitters: Readonly<Record<PoolingMode, Emitter>> = {
  mean: (graph, hidden, mask) => {
    const {sum, tokens} = emitSum(graph, hidden, mask)
    return graph.apply('Div', [sum, tokens])
  },

  mean_sqrt_len_tokens: (graph, hidden, mask) => {
    const {sum, tokens} = emitSum(graph, hidden, mask)
    return graph.apply('Div', [sum, graph.apply('Sqrt', [tokens])])
  },

  // token number n counts n times
  weightedmean: (graph, hidden, mask) => {
    const numbers = graph.apply('CumSum', [mask, graph.integers(1)])
    const {sum, tokens} = emitSum(graph, hidden, graph.apply('Mul', [mask, numbers]))
    return graph.apply('Div', [sum, tokens])
  },

  cls: (graph, hidden) => {
    const first = graph.apply('Slice', [hidden, graph.integers(0), graph.integers(1), graph.integers(1)])
    return graph.apply('Squeeze', [first, graph.integers(1)])
  },

  lasttoken: (graph, hidden, mask) => {
    // the last token is the one where the count of tokens that follow is 0
    const following = graph.apply('CumSum', [mask, graph.integers(1)], {reverse: 1, exclusive: 1})
    const last = graph.apply('Sub', [mask, graph.apply('Min', [following, graph.scalar(1)])])
    const weights = graph.apply('Unsqueeze', [graph.apply('Max', [last, graph.scalar(0)]), graph.integers(2)])
    return graph.apply('ReduceSum', [graph.apply('Mul', [hidden, weights]), graph.integers(1)], {keepdims: 0})
  },

  max: (graph, hidden, mask) => {
    const absent = graph.apply('Sub', [graph.scalar(1), mask])
    const far = graph.apply('Mul', [
      graph.apply('Unsqueeze', [absent, graph.integers(2)]),
      graph.scalar(-1e30),
    ])
    return graph.apply('ReduceMax', [graph.apply('Add', [hidden, far])], {axes: [1], keepdims: 0})
  },
}

/** The weighted sum of the token vectors, and the sum of the weights. */
function emitSum(graph: GraphBuilder, hidden: string, tokenWeights: string): {sum: string; tokens: string} {
  const weights = graph.apply('Unsqueeze', [tokenWeights, graph.integers(2)])
  const kept = graph.apply('Mul', [hidden, weights])
  const sum = graph.apply('ReduceSum', [kept, graph.integers(1)], {keepdims: 0})
  const tokens = graph.apply('ReduceSum', [tokenWeights, graph.integers(1)], {keepdims: 1})
  // sentence-transformers clamps too: a text of nothing but padding must not become NaN
  return {sum, tokens: graph.apply('Max', [tokens, graph.scalar(1e-9)])}
}
