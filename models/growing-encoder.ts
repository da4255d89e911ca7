import type {ModelIdentity} from '../src/domain/model-identity.js'
import type {BulkEncoder, Encoder} from './encoder.js'
import type {ModelFolderOptions} from './model-folder.js'
import {openEncoder} from './onnx-encoder.js'
import {placeVectors} from './place-vectors.js'

/** From so many texts on that wait at once, threads are worth their start. */
const manyTexts = 256

/** Texts that are encoded without waiting for more; more would keep the first from being used meanwhile. */
const fullBatch = 512

interface Request {
  readonly texts: readonly string[]
  readonly resolve: (vectors: Float32Array) => void
  readonly reject: (error: unknown) => void
}

/**
 * Opens an encoder that is ready at once for a few texts, and goes over to threads on every core when many come. What is
 * asked for at the same time is encoded together.
 *
 * @throws As `openEncoder`.
 */
export async function openGrowingEncoder(folder: string, options: ModelFolderOptions): Promise<Encoder> {
  const few = await openEncoder(folder, {...options, use: 'one-off'})
  return new GrowingEncoder(few, async () => {
    const {openBulkEncoder} = await import('./worker-encoder.js')
    return openBulkEncoder(folder, options)
  })
}

class GrowingEncoder implements Encoder {
  private requests: Request[] = []
  private waiting = 0
  private many: Promise<BulkEncoder> | undefined

  constructor(
    private readonly few: Encoder,
    private readonly openMany: () => Promise<BulkEncoder>,
  ) {}

  get model(): ModelIdentity {
    return this.few.model
  }

  encode(texts: readonly string[]): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.requests.length === 0) setImmediate(this.encodeWaiting)
      this.requests.push({texts, resolve, reject})
      this.waiting += texts.length
      if (this.waiting >= fullBatch) this.encodeWaiting()
    })
  }

  holdsWhole(word: string): boolean {
    return this.few.holdsWhole(word)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.few[Symbol.asyncDispose]()
    const many = await this.many?.catch(() => undefined) // whoever asked was told
    await many?.[Symbol.asyncDispose]()
  }

  private readonly encodeWaiting = (): void => {
    const {requests, waiting} = this
    if (requests.length === 0) return
    this.requests = []
    this.waiting = 0
    if (waiting >= manyTexts) this.many ??= this.openMany()
    this.encodeTogether(requests).catch((error) => {
      for (const {reject} of requests) reject(error)
    })
  }

  private async encodeTogether(requests: readonly Request[]): Promise<void> {
    const {dimensions} = this.model
    const texts = requests.flatMap((request) => request.texts)
    const vectors = await this.encodeTexts(texts)
    let from = 0
    for (const {resolve, texts} of requests) {
      resolve(vectors.subarray(from * dimensions, (from + texts.length) * dimensions))
      from += texts.length
    }
  }

  private async encodeTexts(texts: readonly string[]): Promise<Float32Array> {
    if (this.many === undefined) return this.few.encode(texts)
    const {dimensions} = this.model
    const vectors = new Float32Array(texts.length * dimensions)
    const many = await this.many
    await many.encodeAll(texts, (rows, some) => placeVectors(vectors, rows, some, dimensions))
    return vectors
  }
}
