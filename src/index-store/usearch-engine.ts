import {availableParallelism} from 'node:os'
import {int8Scale, quantise, quantiseQueries} from './int8-rows.js'
import {loadUsearch, type Usearch} from './usearch.js'
import {
  type BuildProgress,
  nextTurn,
  queryCount,
  type SearchEffort,
  type VectorEngine,
  type VectorRows,
  type VectorSearch,
  type VectorShape,
} from './vector-engine.js'

/**
 * Ways on from each row. Among 100,000 names, recall@10 where 256 are looked at, and seconds to build on two cores: 16 ways .991,
 * 24 ways .994, 44 s, 32 ways .995, 53 s.
 */
const connectivity = 24
/** Neighbours looked at while adding. */
const expansion = 128
/** Neighbours looked at while searching: recall and time both grow with it, see docs/performance.md. */
const searchExpansion: Readonly<Record<SearchEffort, number>> = {thorough: 576, quick: 112}
/** A graph of more rows misses more. For recall@10 of .995, 100,000 rows need 384 and 1.2 million 2,700 to 3,000. */
const rowsOfExpansion = 100_000
/** Neighbours looked at to see whether a row is found at all: few, since most are so, then more of those that are not. */
const checkExpansion = 8
const secondCheckExpansion = 32
/** Rows among which each must find itself; several, because texts may share a vector. */
const checkDepth = 4

/** Rows handed over per call. Memory that a call takes is freed between calls. */
const rowsPerCall = 4096

/**
 * HNSW graph of usearch over int8 vectors with one scale for all, in a file that is mapped rather than read. The scale is not
 * needed for searching: it changes no order, and cosines come from the full-precision vectors.
 */
export const usearchEngine: VectorEngine = {
  name: 'usearch',
  fileName: 'hnsw.usearch',

  async build(vectors: VectorRows, path: string, onProgress?: BuildProgress): Promise<void> {
    const {shape} = vectors
    const graph = newGraph(await loadUsearch(), shape, checkExpansion)
    const scale = await int8Scale(vectors)
    // the first call decides how many threads later calls can have, so it must be the same number in all of them
    const threads = availableParallelism()
    for (const {rows, vectors: batch} of batchesOf(vectors, scale)) {
      graph.add(BigUint64Array.from(rows, BigInt), unconverted(batch), threads)
      onProgress?.(rows.at(-1)! + 1, shape.rows)
      await nextTurn()
    }
    await addLostRowsAgain(graph, batchesOf(vectors, scale), shape, threads)
    try {
      graph.save(path)
    } catch (cause) {
      throw new Error(`usearch could not write ${path}: is the disk full?`, {cause}) // it gives no reason itself
    }
  },

  async open(path: string, shape: VectorShape, effort: SearchEffort = 'thorough'): Promise<VectorSearch> {
    const growth = effort === 'thorough' ? Math.max(1, shape.rows / rowsOfExpansion) ** (2 / 3) : 1
    const graph = newGraph(await loadUsearch(), shape, Math.round(searchExpansion[effort] * growth))
    graph.view(path)
    return new UsearchGraph(graph, shape)
  },
}

/**
 * Threads that add at the same moment can leave a row (one in a hundred to thousands) that no other row leads to. It is added
 * once more, under a key of its own: a row that is removed and added again is lost when the file is opened.
 */
async function addLostRowsAgain(
  graph: Graph,
  batches: Iterable<RowBatch>,
  {dimensions, rows: all}: VectorShape,
  threads: number,
): Promise<void> {
  let added = 0
  for (const batch of batches) {
    const lost = unfound(unfound(batch, checkDepth), secondCheckExpansion)
    for (const [place, row] of lost.rows.entries()) {
      const vector = lost.vectors.slice(place * dimensions, (place + 1) * dimensions)
      graph.add(secondKey(row, all + added++), unconverted(vector), threads)
    }
    await nextTurn()
  }

  /** @param wanted - The library looks at as many as are wanted, if that is more than it looks at anyway. */
  function unfound({rows, vectors}: RowBatch, wanted: number): RowBatch {
    if (rows.length === 0) return {rows, vectors}
    const found = searchGraph(graph, vectors, rows.length, Math.min(wanted, all), threads)
    const places = [...rows.keys()].filter(
      (place) => !rowsOf(found[place]!.keys.slice(0, checkDepth), all).includes(rows[place]!),
    )
    const left = new Int8Array(places.length * dimensions)
    for (const [i, place] of places.entries())
      left.set(vectors.subarray(place * dimensions, (place + 1) * dimensions), i * dimensions)
    return {rows: Uint32Array.from(places, (place) => rows[place]!), vectors: left}
  }
}

/**
 * A second key for a row. The library finds keys by their lower bits, one after another from there: numbers that go on after the
 * rows are found at once, others are looked for among all rows before them, and a graph of a million took seconds to open.
 *
 * @param next - The first number that no key has in its lower half.
 */
function secondKey(row: number, next: number): bigint {
  return (BigInt(row + 1) << 32n) | BigInt(next)
}

/** The rows that keys stand for: the number itself, or what {@link secondKey} has in its upper half. */
function rowsOf(keys: BigUint64Array, rows: number): number[] {
  const halves = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length)
  // not from the keys, each of which would become a BigInt
  return Array.from({length: keys.length}, (_, i) => {
    const upper = halves[2 * i + 1]!
    // second keys were row + rows once
    return upper > 0 ? upper - 1 : halves[2 * i]! % rows
  })
}

/** Rows as the graph takes them. */
interface RowBatch {
  readonly rows: Uint32Array
  /** Row-major. */
  readonly vectors: Int8Array<ArrayBuffer>
}

function* batchesOf(vectors: VectorRows, scale: number): Generator<RowBatch> {
  const {rows} = vectors.shape
  for (let from = 0; from < rows; from += rowsPerCall) {
    const to = Math.min(rows, from + rowsPerCall)
    yield {
      rows: Uint32Array.from({length: to - from}, (_, i) => from + i),
      vectors: quantise(vectors.read(from, to), scale),
    }
  }
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
    // by angle: rows that were lost stay so where int8 rows are compared by product or distance
    metric: MetricKind.Cos,
    quantization: ScalarKind.I8,
    connectivity,
    expansion_add: expansion,
    expansion_search: expansionOfSearch,
    multi: false,
  })
}

function searchGraph(
  graph: Graph,
  queries: Int8Array<ArrayBuffer>,
  count: number,
  wanted: number,
  threads: number,
): Matches[] {
  const found = graph.search(unconverted(queries), wanted, threads)
  if (count === 1) return [found]
  // what its types say of an array of several queries is wrong
  const all = found as InstanceType<Usearch['BatchMatches']>
  return Array.from({length: count}, (_, i) => all.get(i))
}

/**
 * The native part takes int8 as it is. The JavaScript around it would make float32 of it, and of that some six levels again;
 * it leaves alone what says that it is float32. The array must own its buffer, all of it. Should a later version not be taken in, neighbours are lost and nothing else.
 */
function unconverted(vectors: Int8Array<ArrayBuffer>): Int8Array<ArrayBuffer> {
  // a view of its own: parts that are taken of the array must not believe it
  return Object.defineProperty(new Int8Array(vectors.buffer), 'constructor', {value: Float32Array})
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
    const quantised = quantiseQueries(queries, this.shape.dimensions)
    const found = searchGraph(this.graph, quantised, count, wanted, Math.min(count, availableParallelism()))
    await nextTurn()
    const {rows} = this.shape
    return found.map(({keys}) => Uint32Array.from(new Set(rowsOf(keys, rows))))
  }

  close(): void {
    // the library unmaps the file when the graph is collected
  }
}
