import {availableParallelism} from 'node:os'
import type {ModelIdentity} from '../src/domain/model-identity.js'
import {encodeBatch} from './encode-batch.js'
import {EncodeThread} from './encode-thread.js'
import type {BulkEncoder} from './encoder.js'
import {ModelFolder, type ModelFolderOptions} from './model-folder.js'
import {OnnxSession} from './onnx-session.js'
import {batchTokens, type TextBatch, TextBatches} from './text-batches.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'

/** How a bulk encoder is opened. */
export interface BulkEncoderOptions extends ModelFolderOptions {
  /** Threads, each with a session of its own; default: one for each core. With 1 the work is done in this thread. */
  readonly workers?: number
}

/** Something that encodes one batch after another: a thread, or a session in this one. */
interface Lane {
  /** @see EncodeThread.encode */
  encode(ids: Int32Array, texts: number): Promise<Float32Array>
  close(): Promise<void>
}

/** Batches that a lane is given at a time, so that a thread need not wait for this one between two. */
const batchesAhead = 2

/**
 * Opens a model folder for encoding many texts. Threads start with the first call of `encodeAll` and end with disposal.
 *
 * Threads with one session each are faster than one session with several threads: the operations on a small batch are
 * too short to share.
 *
 * @throws {ModelMissingError} When there is no model in the folder, or none of that precision.
 * @throws {ModelUnusableError} When a file is damaged or of an unknown kind.
 */
export async function openBulkEncoder(
  folder: string,
  options: BulkEncoderOptions = {},
): Promise<BulkEncoder> {
  const model = ModelFolder.open(folder, options)
  return new WorkerEncoder(model, await model.openTokenizer(), options.workers ?? availableParallelism())
}

class WorkerEncoder implements BulkEncoder {
  private lanes: Promise<readonly Lane[]> | undefined

  constructor(
    private readonly folder: ModelFolder,
    private readonly tokenizer: Tokenizer,
    private readonly workers: number,
  ) {}

  get model(): ModelIdentity {
    return this.folder.identity
  }

  async encodeAll(
    texts: readonly string[],
    onVectors: (rows: Uint32Array, vectors: Float32Array) => void,
  ): Promise<void> {
    if (texts.length === 0) return
    let failed = false
    const work = async (lane: Lane, batches: Iterator<TextBatch, void>) => {
      for (let next = batches.next(); !next.done && !failed; next = batches.next()) {
        const {ids, rows} = next.value
        const vectors = await encodeInCompany(lane, ids, rows.length)
        if (!failed) onVectors(rows, vectors)
      }
    }
    try {
      // threads get ready while this one tokenizes
      const lanes = await this.open()
      const batches = new TextBatches(texts, this.tokenizer)[Symbol.iterator]()
      await Promise.all(
        lanes.flatMap((lane) => Array.from({length: batchesAhead}, () => work(lane, batches))),
      )
    } catch (error) {
      failed = true
      await this[Symbol.asyncDispose]()
      throw error
    }
  }

  holdsWhole(word: string): boolean {
    return this.tokenizer.holdsWhole(word)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const lanes = await this.lanes?.catch(() => []) // whoever opened them was told
    this.lanes = undefined
    await Promise.all(lanes?.map((lane) => lane.close()) ?? [])
  }

  private open(): Promise<readonly Lane[]> {
    this.lanes ??= this.openLanes()
    return this.lanes
  }

  private async openLanes(): Promise<readonly Lane[]> {
    const {graphPath, identity} = this.folder
    if (this.workers <= 1) return [await openLaneHere(graphPath, identity.dimensions)]
    return Array.from(
      {length: this.workers},
      () => new EncodeThread({graphPath, dimensions: identity.dimensions}),
    )
  }
}

/**
 * Encodes a batch; a text that is alone in it, though others of its length would have had room, twice. The runtime computes
 * a batch of one by other code, whose results differ in the last bit; those of all other sizes are the same. So the vector
 * of a text does not depend on which texts are encoded with it, and an update of an index gives the bytes of a new build.
 */
async function encodeInCompany(lane: Lane, ids: Int32Array, texts: number): Promise<Float32Array> {
  if (texts !== 1 || 2 * ids.length > batchTokens) return lane.encode(ids, texts)
  const twice = new Int32Array(2 * ids.length)
  twice.set(ids)
  twice.set(ids, ids.length)
  const vectors = await lane.encode(twice, 2)
  return vectors.slice(0, vectors.length / 2)
}

async function openLaneHere(graphPath: string, dimensions: number): Promise<Lane> {
  const session = await OnnxSession.open(graphPath, {threads: 1, prepack: true})
  return {
    encode: (ids, texts) => encodeBatch(session, ids, texts, dimensions),
    close: () => session[Symbol.asyncDispose](),
  }
}
