import {ModelUnusableError} from '../src/errors.js'
import type {WorkerReply, WorkerRequest, WorkerStart} from './encode-worker.js'
import {GuardedThread} from './guarded-thread.js'

interface Waiting {
  readonly resolve: (vectors: Float32Array) => void
  readonly reject: (error: Error) => void
}

/** One thread with a session of its own. It keeps the process alive only while it has work. */
export class EncodeThread {
  private readonly thread: GuardedThread<WorkerStart, WorkerRequest, WorkerReply>
  /** Callers whose batches are on their way, in order. */
  private readonly waiting: Waiting[] = []
  private failure: Error | undefined
  private closing = false

  constructor(start: Omit<WorkerStart, 'guard'>) {
    this.thread = new GuardedThread({
      module: ['models', 'encode-worker.js'],
      start,
      onReply: (vectors: WorkerReply) => this.deliver(vectors),
      onEnd: (cause) => this.fail(cause),
    })
  }

  /**
   * @param ids - Token ids of texts of one length, row-major `[texts, tokens]`; handed over and empty afterwards.
   * @returns Row-major `[texts, dimensions]`.
   * @throws {ModelUnusableError} When the thread fails or has ended.
   */
  encode(ids: Int32Array, texts: number): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) return reject(this.failure)
      this.waiting.push({resolve, reject})
      this.thread.keepAlive(true)
      this.thread.send({ids, texts}, [ids.buffer as ArrayBuffer])
    })
  }

  /** Ends the thread after the batches that are on their way. */
  async close(): Promise<void> {
    this.closing = true
    this.thread.keepAlive(true)
    this.thread.send('close')
    await this.thread.ended
  }

  private deliver(vectors: Float32Array): void {
    this.waiting.shift()!.resolve(vectors)
    if (this.waiting.length === 0 && !this.closing) this.thread.keepAlive(false)
  }

  private fail(cause: Error): void {
    this.failure ??= new ModelUnusableError(
      `A thread that encodes texts has failed. ${cause.message}`,
      'Run the command again; "biolord doctor" checks the model and ONNX Runtime.',
      {cause},
    )
    for (const {reject} of this.waiting.splice(0)) reject(this.failure)
  }
}
