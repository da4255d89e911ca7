import {join} from 'node:path'
import {IndexDamagedError} from '../errors.js'
import type {FileVerifier} from '../files/checksum.js'
import {BestRows} from './best-rows.js'
import {chooseSearch, type SearchWay} from './choose-search.js'
import {checkEngine, engineOf} from './engines.js'
import {ExactSearch, exactEngine} from './exact-engine.js'
import {FullVectors, fullVectorsFile} from './full-vectors.js'
import type {EngineName, IndexManifest, NearTexts, SearchOptions} from './term-index.js'
import {queryCount, type SearchEffort, type VectorSearch, type VectorShape} from './vector-engine.js'

/**
 * Candidates asked of an approximate search beyond those that are wanted, so that the exact last step finds the true
 * neighbours among them: only those near the last place can change sides.
 */
const moreCandidates = 30
/** The same where a few may be missed. */
const moreCandidatesQuickly = 5

/**
 * From so many rows on a steady search goes through the graph. With fewer, comparing them all takes a millisecond at the most,
 * and what the graph misses costs accuracy: .008 where it cost most, see docs/accuracy.md.
 */
const manyRows = 100_000

export interface VectorStoreOptions {
  readonly folder: string
  readonly manifest: IndexManifest
  readonly verifier: FileVerifier
  /** Search to use for everything. Default: what `choose` says, call by call. */
  readonly engine?: EngineName
  readonly choose?: typeof chooseSearch
}

/** The vectors of an index: candidates from a graph or a scan, cosines from the full-precision rows. */
export class VectorStore {
  private readonly shape: VectorShape
  private readonly full: FullVectors
  private readonly scan: ExactSearch
  private readonly graphs = new Map<SearchEffort, Promise<VectorSearch>>()
  private graphIsUsable: boolean
  private regretUs = 0

  /** @throws {IndexDamagedError} When a file is missing or of another size. */
  constructor(private readonly options: VectorStoreOptions) {
    const {folder, manifest, verifier} = options
    const {counts, engine, files, model} = manifest
    this.shape = {rows: counts.texts, dimensions: model.dimensions}
    // opened now, so that they stay readable when a new build takes the folder's place
    this.full = new FullVectors(join(folder, fullVectorsFile), this.shape)
    const scanned = exactEngine.fileName
    try {
      this.scan = new ExactSearch(join(folder, scanned), this.shape, () =>
        verifier.knows(folder, {[scanned]: files[scanned]!}),
      )
    } catch (error) {
      this.full.close()
      throw error
    }
    this.graphIsUsable = engine !== 'exact' && options.engine !== 'exact'
  }

  /**
   * The rows nearest to each query.
   *
   * @param most - The most of them that will be asked for.
   * @param members - Only these rows, ascending; all where absent.
   * @param options - Among few rows, or some of them, every search is steady.
   * @throws {IndexDamagedError} When a file that is needed does not match its checksum.
   */
  async nearest(
    queries: Float32Array,
    most: number,
    members?: Uint32Array,
    {steady = false}: SearchOptions = {},
  ): Promise<NearTexts> {
    const count = queryCount(queries, this.shape)
    const wanted = Math.min(most, members?.length ?? this.shape.rows)
    const more = steady ? moreCandidatesQuickly : moreCandidates
    const candidates = wanted > 0 ? await this.candidates(queries, wanted + more, members, steady) : []
    return {
      best: (limit = most, places = Array.from({length: count}, (_, i) => i)) => {
        const kept = Math.min(limit, wanted)
        if (kept <= 0) return places.map(() => [])
        const best = places.map(() => new BestRows(kept))
        // members that were not compared are not in the order of their nearness
        const looked = members && candidates[0] === members ? members.length : kept + more
        this.score(
          queries,
          places,
          places.map((place) => candidates[place]!.subarray(0, looked)),
          best,
        )
        return best.map((rows) => rows.sorted().map(({row, score}) => ({text: row, cosine: score})))
      },
    }
  }

  /**
   * Cosine of one query with each of these rows.
   *
   * @throws {IndexDamagedError} When a row does not match its checksum.
   */
  cosines(query: Float32Array, rows: readonly number[]): Float32Array {
    if (queryCount(query, this.shape) !== 1)
      throw new RangeError(`${query.length} numbers are not one vector`)
    return Float32Array.from(rows, (row) => cosine(this.full.readRow(row), query, 0))
  }

  /** @throws {IndexDamagedError} When the row does not match its checksum. */
  vector(row: number): Float32Array {
    return this.full.readRow(row).slice()
  }

  async close(): Promise<void> {
    this.full.close()
    this.scan.close()
    // one that could not be opened needs no closing
    for (const graph of await Promise.allSettled(this.graphs.values()))
      if (graph.status === 'fulfilled') graph.value.close()
  }

  private async candidates(
    queries: Float32Array,
    limit: number,
    members: Uint32Array | undefined,
    steady: boolean,
  ): Promise<readonly Uint32Array[]> {
    const count = queryCount(queries, this.shape)
    const isSteady = steady && members === undefined && this.options.manifest.engine === 'usearch'
    const way = isSteady ? this.steadyWay() : this.chooseWay(count, members)
    if (way === 'rows' && members) return Array.from({length: count}, () => members)
    const graph = way === 'graph' ? await this.openGraph(isSteady ? 'quick' : 'thorough') : undefined
    if (graph) return graph.search(queries, limit)
    return this.scan.search(queries, limit, members)
  }

  /** A graph that is mapped is opened as soon as all rows are compared, so it may serve a single query too. */
  private steadyWay(): SearchWay {
    return this.graphIsUsable && this.shape.rows >= manyRows ? 'graph' : 'scan'
  }

  private chooseWay(queries: number, members: Uint32Array | undefined): SearchWay {
    const {choose = chooseSearch, engine, manifest} = this.options
    if (engine !== undefined && (members === undefined || engine === 'exact')) {
      return engine === 'exact' ? 'scan' : 'graph'
    }
    const {way, regretUs} = choose({
      queries,
      texts: this.shape.rows,
      members: members?.length,
      dimensions: this.shape.dimensions,
      graph: this.graphIsUsable
        ? {
            isOpen: this.graphs.has('thorough'),
            bytes: manifest.files[engineOf(manifest.engine).fileName]?.bytes ?? 0,
            isReadWhole: manifest.engine === 'hnswlib',
          }
        : undefined,
      regretUs: this.regretUs,
    })
    this.regretUs += regretUs
    return way
  }

  /** @returns `undefined` when its library does not run here and nobody insisted on it. */
  private async openGraph(effort: SearchEffort): Promise<VectorSearch | undefined> {
    const {engine: forced, folder, manifest, verifier} = this.options
    const engine = engineOf(manifest.engine)
    const known = this.graphs.get(effort)
    if (known) return known
    try {
      await checkEngine(engine.name)
    } catch (error) {
      if (forced !== undefined) throw error
      this.graphIsUsable = false
      return undefined
    }
    // another search may have opened it meanwhile
    const graph =
      this.graphs.get(effort) ?? openChecked(folder, engine.name, manifest, this.shape, verifier, effort)
    this.graphs.set(effort, graph)
    return graph
  }

  /** Computes the cosine of every candidate; a row that several queries share is read once. */
  private score(
    queries: Float32Array,
    places: readonly number[],
    candidates: readonly Uint32Array[],
    best: readonly BestRows[],
  ): void {
    const {dimensions} = this.shape
    const count = candidates.length
    let pairs = 0
    for (const rows of candidates) pairs += rows.length
    // one number holds row and query, so that sorting brings the rows of the file in order
    const order = new Float64Array(pairs)
    let next = 0
    for (const [query, rows] of candidates.entries()) {
      for (const row of rows) order[next++] = row * count + query
    }
    order.sort()
    const rows = new Set(Array.from(order, (pair) => Math.floor(pair / count)))
    next = 0
    this.full.forEach([...rows], (row, vector) => {
      for (; next < pairs && order[next]! < (row + 1) * count; next++) {
        const query = order[next]! - row * count
        best[query]!.offer(row, cosine(vector, queries, places[query]! * dimensions))
      }
    })
  }
}

async function openChecked(
  folder: string,
  engine: EngineName,
  manifest: IndexManifest,
  shape: VectorShape,
  verifier: FileVerifier,
  effort: SearchEffort,
): Promise<VectorSearch> {
  const {fileName, open} = engineOf(engine)
  const damage = verifier.findDamage(folder, {[fileName]: manifest.files[fileName]!})
  if (damage) throw new IndexDamagedError(damage.path, damage.what)
  return open(join(folder, fileName), shape, effort)
}

/** Dot product of two unit vectors, as a float32; rounding must not make equal texts more than equal. */
function cosine(vector: Float32Array, queries: Float32Array, start: number): number {
  let sum = 0
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * queries[start + i]!
  return Math.fround(Math.max(-1, Math.min(1, sum)))
}
