import type {GraphBuilder} from './graph.js'

/** How one vector is made of the token vectors. */
export type Pooling = 'mean' | 'cls'

/**
 * Emits pooling over the mask and scaling to unit length.
 *
 * @param hidden - float32, `[batch, tokens, dimensions]`.
 * @param mask - float32, `[batch, tokens]`, 1 for a token, 0 for padding.
 * @returns float32, `[batch, dimensions]`, L2 norm 1.
 */
export function emitPooling(graph: GraphBuilder, hidden: string, mask: string, pooling: Pooling): string {
  return emitNormalise(graph, pooling === 'cls' ? emitFirst(graph, hidden) : emitMean(graph, hidden, mask))
}

function emitFirst(graph: GraphBuilder, hidden: string): string {
  const first = graph.apply('Slice', [hidden, graph.integers(0), graph.integers(1), graph.integers(1)])
  return graph.apply('Squeeze', [first, graph.integers(1)])
}

function emitMean(graph: GraphBuilder, hidden: string, mask: string): string {
  const weights = graph.apply('Unsqueeze', [mask, graph.integers(2)])
  const kept = graph.apply('Mul', [hidden, weights])
  const sum = graph.apply('ReduceSum', [kept, graph.integers(1)], {keepdims: 0})
  const tokens = graph.apply('ReduceSum', [mask, graph.integers(1)], {keepdims: 1})
  // sentence-transformers clamps too: a text of nothing but padding must not become NaN
  return graph.apply('Div', [sum, graph.apply('Max', [tokens, graph.scalar(1e-9)])])
}

function emitNormalise(graph: GraphBuilder, vectors: string): string {
  const length = graph.apply('ReduceL2', [vectors], {axes: [1], keepdims: 1})
  return graph.apply('Div', [vectors, graph.apply('Max', [length, graph.scalar(1e-12)])])
}
