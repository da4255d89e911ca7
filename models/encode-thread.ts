import {Worker} from 'node:worker_threads'
import {ModelUnusableError} from '../src/errors.js'
import {packagePath} from '../src/files/package-root.js'
import type {WorkerReply, WorkerRequest, WorkerStart} from './encode-worker.js'
import {RunGuard} from './run-guard.js'

interface Waiting {
  readonly resolve: (vectors: Float32Array) => void
  readonly reject: (error: Error) => void
}

/** One thread with a session of its own. It keeps the process alive only while it has work. */
export class EncodeThread {
  private readonly worker: Worker
  private readonly guard: RunGuard
  /** Callers whose batches are on their way, in order. */
  private readonly waiting: Waiting[] = []
  private readonly ended: Promise<void>
  private failure: Error | undefined
  private closing = false

  constructor(start: Omit<WorkerStart, 'guard'>) {
    const guard = RunGuard.allocate()
    this.guard = new RunGuard(guard)
    this.guard.watch()
    // always the compiled module: a thread does not take TypeScript
    this.worker = new Worker(packagePath('dist', 'models', 'encode-worker.js'), {
      workerData: {...start, guard} satisfies WorkerStart,
      execArgv: [], // options for the main script, such as --input-type, are not for this one
    })
    this.worker.on('message', (vectors: WorkerReply) => this.deliver(vectors))
    this.worker.unref() // after the listener, which would undo it
    this.worker.on('error', (error) => this.fail(error))
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', (status) => {
        this.guard.unwatch()
        this.fail(new Error(`It ended with status ${status}.`))
        resolve()
      })
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
      this.worker.ref()
      this.send({ids, texts}, [ids.buffer as ArrayBuffer])
    })
  }

  /** Ends the thread after the batches that are on their way. */
  async close(): Promise<void> {
    this.closing = true
    this.worker.ref()
    this.send('close', [])
    await this.ended
  }

  private send(request: WorkerRequest, transfer: ArrayBuffer[]): void {
    this.worker.postMessage(request, transfer)
  }

  private deliver(vectors: Float32Array): void {
    this.waiting.shift()!.resolve(vectors)
    if (this.waiting.length === 0 && !this.closing) this.worker.unref()
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
