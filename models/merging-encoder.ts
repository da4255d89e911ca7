import type {ModelIdentity} from '../src/domain/model-identity.js'
import type {Encoder} from './encoder.js'

/** Texts that are encoded without waiting for more; more would keep the first from being used meanwhile. */
const fullBatch = 512

interface Request {
  readonly texts: readonly string[]
  readonly resolve: (vectors: Float32Array) => void
  readonly reject: (error: unknown) => void
}

/** What the texts that wait together are encoded with. */
export interface MergingEncoderParts extends Pick<Encoder, 'model' | 'holdsWhole'>, AsyncDisposable {
  /** @returns Row-major `[texts, dimensions]`. */
  encodeTogether(texts: readonly string[]): Promise<Float32Array>
  /** Calls of {@link encodeTogether} at a time; what is asked for beyond waits and is encoded together. Default: any. */
  readonly most?: number
}

/** Encodes together what is asked for at the same time. */
export class MergingEncoder implements Encoder {
  private requests: Request[] = []
  private waiting = 0
  private running = 0

  constructor(private readonly parts: MergingEncoderParts) {}

  get model(): ModelIdentity {
    return this.parts.model
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
    return this.parts.holdsWhole(word)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.parts[Symbol.asyncDispose]()
  }

  private readonly encodeWaiting = (): void => {
    const {requests} = this
    if (requests.length === 0 || this.running >= (this.parts.most ?? Number.POSITIVE_INFINITY)) return
    this.requests = []
    this.waiting = 0
    this.running++
    this.answer(requests)
      .catch((error) => {
        for (const {reject} of requests) reject(error)
      })
      .finally(() => {
        this.running--
        this.encodeWaiting()
      })
  }

  private async answer(requests: readonly Request[]): Promise<void> {
    const {dimensions} = this.model
    const vectors = await this.parts.encodeTogether(requests.flatMap(({texts}) => texts))
    let from = 0
    for (const {resolve, texts} of requests) {
      resolve(vectors.subarray(from * dimensions, (from + texts.length) * dimensions))
      from += texts.length
    }
  }
}
