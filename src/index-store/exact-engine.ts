import {BestRows} from './best-rows.js'
import {
  blockCount,
  CheckedRowReader,
  CheckedRowWriter,
  checksumBytes,
  type RowLayout,
  rowsOfBlock,
} from './checked-rows.js'
import {int8Scale, quantise, quantiseQueries} from './int8-rows.js'
import {loadScanBlock, type ScanBlock, scanPlainly, type VectorBlock} from './scan-block.js'
import {
  type BuildProgress,
  nextTurn,
  queryCount,
  type VectorEngine,
  type VectorRows,
  type VectorSearch,
  type VectorShape,
} from './vector-engine.js'

const rowsPerBlock = 4096

/** Queries that go through the file together; bounds the memory of a search. */
const queriesPerScan = 64

/** Multiplications after which loading the native scan (20 ms) would have saved time. */
const worthNativeScan = 10_000_000

/** Blocks read before other work may run. */
const blocksPerTurn = 16

/**
 * Scan of all vectors, stored as int8 with one scale for the whole file. The scale itself is not needed: it changes no
 * order, and cosines come from the full-precision vectors.
 */
export const exactEngine: VectorEngine = {
  name: 'exact',
  fileName: 'vectors.i8',

  async build(vectors: VectorRows, path: string, onProgress?: BuildProgress): Promise<void> {
    const {rows} = vectors.shape
    const layout = int8Layout(vectors.shape)
    const scale = await int8Scale(vectors)
    const file = new CheckedRowWriter(path, layout)
    try {
      for (let block = 0; block < blockCount(layout); block++) {
        const from = block * rowsPerBlock
        const to = from + rowsOfBlock(layout, block)
        file.writeBlock(block, new Uint8Array(quantise(vectors.read(from, to), scale).buffer))
        onProgress?.(to, rows)
        await nextTurn()
      }
    } finally {
      file.close()
    }
  },

  async open(path: string, shape: VectorShape): Promise<VectorSearch> {
    return new ExactSearch(path, shape)
  },
}

/** Shape of the int8 file. */
export function int8Layout({dimensions, rows}: VectorShape): RowLayout {
  return {rows, rowBytes: dimensions, rowsPerBlock}
}

/** The int8 file, opened. */
export class ExactSearch implements VectorSearch {
  private readonly file: CheckedRowReader
  private readonly piece: Uint8Array<ArrayBuffer>
  /**
   * Blocks whose checksum need not be compared (again); made at the first search. A damaged one could only cost neighbours,
   * never a cosine.
   */
  private checked: Uint8Array | undefined
  private fastScan: ScanBlock | undefined
  /** Multiplications done so far. */
  private work = 0

  /**
   * @param isKnown - Whether the file is known to be whole; asked at the first search.
   * @throws {IndexDamagedError} When the file is missing or of another size.
   */
  constructor(
    path: string,
    private readonly shape: VectorShape,
    private readonly isKnown = () => false,
  ) {
    this.file = new CheckedRowReader(path, int8Layout(shape))
    this.piece = new Uint8Array(Math.min(shape.rows, rowsPerBlock) * shape.dimensions + checksumBytes)
  }

  /**
   * @param members - Only these rows, ascending; all where absent.
   * @throws {IndexDamagedError} When a block does not match its checksum.
   */
  async search(queries: Float32Array, limit: number, members?: Uint32Array): Promise<readonly Uint32Array[]> {
    const count = queryCount(queries, this.shape)
    const {dimensions} = this.shape
    const scan = await this.chooseScan(count * (members?.length ?? this.shape.rows))
    const found: Uint32Array[] = []
    for (let first = 0; first < count; first += queriesPerScan) {
      const some = queries.subarray(first * dimensions, (first + queriesPerScan) * dimensions)
      found.push(...(await this.scanFile(quantiseQueries(some, dimensions), limit, members, scan)))
    }
    return found
  }

  close(): void {
    this.file.close()
  }

  private async chooseScan(dotProducts: number): Promise<ScanBlock> {
    this.work += dotProducts * this.shape.dimensions
    if (this.fastScan === undefined && this.work >= worthNativeScan) this.fastScan = await loadScanBlock()
    return this.fastScan ?? scanPlainly
  }

  private async scanFile(
    queries: Int8Array<ArrayBuffer>,
    limit: number,
    members: Uint32Array | undefined,
    scan: ScanBlock,
  ): Promise<Uint32Array[]> {
    const wanted = Math.min(limit, members?.length ?? this.shape.rows)
    const best = Array.from({length: queries.length / this.shape.dimensions}, () => new BestRows(wanted))
    if (wanted > 0) {
      let turns = 0
      for (const block of members ? this.memberBlocks(members) : this.wholeBlocks()) {
        scan(block, queries, best, wanted)
        if (++turns % blocksPerTurn === 0) await nextTurn()
      }
    }
    return best.map((rows) => Uint32Array.from(rows.sorted(), ({row}) => row))
  }

  private *wholeBlocks(): Generator<VectorBlock> {
    const numbers = new Uint32Array(Math.min(this.shape.rows, rowsPerBlock))
    for (let block = 0; block < blockCount(this.file.layout); block++) {
      const vectors = this.readBlock(block)
      const rows = numbers.subarray(0, rowsOfBlock(this.file.layout, block))
      for (let i = 0; i < rows.length; i++) rows[i] = block * rowsPerBlock + i
      yield {rows, vectors}
    }
  }

  /** The members of each block that has any, moved together at its start. */
  private *memberBlocks(members: Uint32Array): Generator<VectorBlock> {
    const {dimensions} = this.shape
    for (let from = 0, to = 0; from < members.length; from = to) {
      const block = Math.floor(members[from]! / rowsPerBlock)
      const end = (block + 1) * rowsPerBlock
      while (to < members.length && members[to]! < end) to++
      const rows = members.subarray(from, to)
      const vectors = this.readBlock(block)
      for (let i = 0; i < rows.length; i++) {
        const start = (rows[i]! - block * rowsPerBlock) * dimensions
        vectors.copyWithin(i * dimensions, start, start + dimensions)
      }
      yield {rows, vectors: new Int8Array(vectors.buffer, 0, rows.length * dimensions)}
    }
  }

  private readBlock(block: number): Int8Array<ArrayBuffer> {
    this.checked ??= new Uint8Array(blockCount(this.file.layout)).fill(Number(this.isKnown()))
    this.file.readBlocks(block, 1, this.piece, this.checked[block] === 0)
    this.checked[block] = 1
    return new Int8Array(this.piece.buffer, 0, rowsOfBlock(this.file.layout, block) * this.shape.dimensions)
  }
}
