import type {EngineName} from './term-index.js'

export interface VectorShape {
  readonly rows: number
  readonly dimensions: number
}

/** Full-precision unit vectors that an engine builds its file from. */
export interface VectorRows {
  readonly shape: VectorShape

  /** Rows `from` to `to` (exclusive), row-major `[rows, dimensions]`. */
  read(from: number, to: number): Float32Array
}

/** Told how many rows a build has done. */
export type BuildProgress = (done: number, total: number) => void

/** A way to find near vectors, with a file of its own in the index folder. */
export interface VectorEngine {
  readonly name: EngineName
  /** Name of its file in the index folder. */
  readonly fileName: string

  /** Writes the engine's file for at least one vector. */
  build(vectors: VectorRows, path: string, onProgress?: BuildProgress): Promise<void>

  /**
   * Opens a file that {@link build} wrote. Native libraries trust it blindly: callers compare it with its checksum
   * first.
   *
   * @param effort - Default: `thorough`.
   */
  open(path: string, shape: VectorShape, effort?: SearchEffort): Promise<VectorSearch>
}

/** How many rows an approximate search looks at: `thorough` finds the nearest, `quick` what is good enough to choose from. */
export type SearchEffort = 'thorough' | 'quick'

/** An engine's file, opened. */
export interface VectorSearch {
  /**
   * Rows that are probably nearest to each query, in about that order; distances are for the caller to compute.
   *
   * @param queries - Unit vectors, row-major `[queries, dimensions]`.
   * @param limit - Rows per query, fewer where there are fewer.
   */
  search(queries: Float32Array, limit: number): Promise<readonly Uint32Array[]>

  close(): void
}

/** @throws {RangeError} When queries are not whole vectors: native libraries would read what lies behind them. */
export function queryCount(queries: Float32Array, {dimensions}: VectorShape): number {
  if (queries.length % dimensions !== 0) {
    throw new RangeError(`${queries.length} numbers are no whole vectors of ${dimensions} dimensions`)
  }
  return queries.length / dimensions
}

/** Lets other work run, and lets native libraries free what they only free when the event loop turns. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
