import {availableParallelism} from 'node:os'
import {loadUsearch, type Usearch} from './usearch.js'
import {
  type BuildProgress,
  nextTurn,
  queryCount,
  type VectorEngine,
  type VectorRows,
  type VectorSearch,
  type VectorShape,
} from './vector-engine.js'

const connectivity = 16
/** Neighbours looked at while adding. */
const expansion = 128
/** Neighbours looked at while searching; with 128, dense clusters kept one true neighbour in a hundred unseen. */
const searchExpansion = 256
/** Neighbours looked at to see whether a row is found at all. */
const checkExpansion = 32
/** Rows among which each must find itself; several, because texts may share a vector. */
const checkDepth = 4

/** Rows handed over per call. Memory that a call takes is freed between calls. */
const rowsPerCall = 4096

/** HNSW graph of usearch: bfloat16 vectors, a file that is mapped rather than read. */
export const usearchEngine: VectorEngine = {
  name: 'usearch',
  fileName: 'hnsw.usearch',

  async build(vectors: VectorRows, path: string, onProgress?: BuildProgress): Promise<void> {
    const {shape} = vectors
    const graph = newGraph(await loadUsearch(), shape, checkExpansion)
    // the first call decides how many threads later calls can have, so it must be the same number in all of them
    const threads = availableParallelism()
    for (const {from, to} of callsFor(shape)) {
      const keys = BigUint64Array.from({length: to - from}, (_, i) => BigInt(from + i))
      graph.add(keys, vectors.read(from, to), threads)
      onProgress?.(to, shape.rows)
      await nextTurn()
    }
    await addLostRowsAgain(graph, vectors, threads)
    try {
      graph.save(path)
    } catch (cause) {
      throw new Error(`usearch could not write ${path}: is the disk full?`, {cause}) // it gives no reason itself
    }
  },

  async open(path: string, shape: VectorShape): Promise<VectorSearch> {
    const graph = newGraph(await loadUsearch(), shape, searchExpansion)
    graph.view(path)
    return new UsearchGraph(graph, shape)
  },
}

/** Threads that add at the same moment can leave a row (one in thousands) that no other row leads to. */
async function addLostRowsAgain(graph: Graph, vectors: VectorRows, threads: number): Promise<void> {
  const {dimensions} = vectors.shape
  for (const {from, to} of callsFor(vectors.shape)) {
    const batch = vectors.read(from, to)
    const found = searchGraph(graph, batch, to - from, Math.min(checkDepth, graph.size()), threads)
    for (const [i, {keys}] of found.entries()) {
      const key = BigInt(from + i)
      if (keys.includes(key)) continue
      graph.remove(key)
      graph.add(key, batch.slice(i * dimensions, (i + 1) * dimensions), threads)
    }
    await nextTurn()
  }
}

function* callsFor({rows}: VectorShape): Generator<{from: number; to: number}> {
  for (let from = 0; from < rows; from += rowsPerCall) yield {from, to: Math.min(rows, from + rowsPerCall)}
}

type Graph = InstanceType<Usearch['Index']>
type Matches = InstanceType<Usearch['Matches']>

function newGraph(
  {Index, MetricKind, ScalarKind}: Usearch,
  {dimensions}: VectorShape,
  expansionOfSearch: number,
): Graph {
  return new Index({
    dimensions,
    metric: MetricKind.IP,
    quantization: ScalarKind.BF16,
    connectivity,
    expansion_add: expansion,
    expansion_search: expansionOfSearch,
    multi: false,
  })
}

function searchGraph(
  graph: Graph,
  queries: Float32Array,
  count: number,
  wanted: number,
  threads: number,
): Matches[] {
  if (count === 1) return [graph.search(queries, wanted, 1)]
  const dimensions = queries.length / count
  const matrix = Array.from({length: count}, (_, i) => queries.subarray(i * dimensions, (i + 1) * dimensions))
  const found = graph.search(matrix, wanted, threads)
  return matrix.map((_, i) => found.get(i))
}

class UsearchGraph implements VectorSearch {
  constructor(
    private readonly graph: Graph,
    private readonly shape: VectorShape,
  ) {}

  async search(queries: Float32Array, limit: number): Promise<readonly Uint32Array[]> {
    const count = queryCount(queries, this.shape)
    const wanted = Math.min(limit, this.shape.rows)
    if (count === 0 || wanted === 0) return Array.from({length: count}, () => new Uint32Array())
    const found = searchGraph(this.graph, queries, count, wanted, Math.min(count, availableParallelism()))
    await nextTurn()
    return found.map(({keys}) => Uint32Array.from(keys, Number))
  }

  close(): void {
    // the library unmaps the file when the graph is collected
  }
}
