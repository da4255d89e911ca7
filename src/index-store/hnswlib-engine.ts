import {type Hnswlib, loadHnswlib} from './hnswlib.js'
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
const buildExpansion = 200
/** Neighbours looked at while searching, at the least. */
const searchExpansion = 128
const seed = 100

/** Rows added before other work may run. */
const rowsPerTurn = 512

/** HNSW graph of hnswlib: float32 vectors, one thread, a file that other tools read too. */
export const hnswlibEngine: VectorEngine = {
  name: 'hnswlib',
  fileName: 'hnsw.hnswlib',

  async build(vectors: VectorRows, path: string, onProgress?: BuildProgress): Promise<void> {
    const {dimensions, rows} = vectors.shape
    const graph = newGraph(await loadHnswlib(), dimensions)
    graph.initIndex({maxElements: rows, m: connectivity, efConstruction: buildExpansion, randomSeed: seed})
    for (let from = 0; from < rows; from += rowsPerTurn) {
      const to = Math.min(rows, from + rowsPerTurn)
      const batch = vectors.read(from, to)
      for (let row = from; row < to; row++) {
        const start = (row - from) * dimensions
        graph.addPoint(Array.from(batch.subarray(start, start + dimensions)), row)
      }
      onProgress?.(to, rows)
      await nextTurn()
    }
    await graph.writeIndex(path)
  },

  async open(path: string, shape: VectorShape): Promise<VectorSearch> {
    const graph = newGraph(await loadHnswlib(), shape.dimensions)
    await graph.readIndex(path)
    return new HnswlibGraph(graph, shape)
  },
}

type Graph = InstanceType<Hnswlib['HierarchicalNSW']>

function newGraph({HierarchicalNSW}: Hnswlib, dimensions: number): Graph {
  return new HierarchicalNSW('ip', dimensions)
}

class HnswlibGraph implements VectorSearch {
  constructor(
    private readonly graph: Graph,
    private readonly shape: VectorShape,
  ) {}

  async search(queries: Float32Array, limit: number): Promise<readonly Uint32Array[]> {
    const count = queryCount(queries, this.shape)
    const {dimensions, rows} = this.shape
    const wanted = Math.min(limit, rows)
    const found: Uint32Array[] = []
    this.graph.setEf(Math.max(searchExpansion, wanted))
    for (let i = 0; i < count; i++) {
      const query = Array.from(queries.subarray(i * dimensions, (i + 1) * dimensions))
      found.push(
        wanted === 0 ? new Uint32Array() : Uint32Array.from(this.graph.searchKnn(query, wanted).neighbors),
      )
    }
    return found
  }

  close(): void {
    // the library frees the graph when it is collected
  }
}
