import {Worker} from 'node:worker_threads'
import {packagePath} from '../src/files/package-root.js'
import {RunGuard} from './run-guard.js'

/** What a guarded thread is started with beside what its module wants. */
export interface GuardedStart {
  /** Of a {@link RunGuard}. */
  readonly guard: SharedArrayBuffer
}

export interface GuardedThreadOptions<Start extends GuardedStart, Reply> {
  /** Path of its compiled module in the package, part by part: a thread does not take TypeScript. */
  readonly module: readonly string[]
  readonly start: Omit<Start, 'guard'>
  readonly onReply: (reply: Reply) => void
  /** Told once or more that no reply will come, and why. */
  readonly onEnd: (cause: Error) => void
}

/** A thread that may use ONNX Runtime: the process does not end while it is inside. Keeps the process alive only where asked. */
export class GuardedThread<Start extends GuardedStart, Request, Reply> {
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>
  private readonly worker: Worker

  constructor({module, onEnd, onReply, start}: GuardedThreadOptions<Start, Reply>) {
    const memory = RunGuard.allocate()
    const guard = new RunGuard(memory)
    guard.watch()
    this.worker = new Worker(packagePath('dist', ...module), {
      workerData: {...start, guard: memory},
      execArgv: [], // options for the main script, such as --input-type, are not for this one
    })
    this.worker.on('message', onReply)
    this.worker.unref() // after the listener, which would undo it
    this.worker.on('error', onEnd)
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', (status) => {
        guard.unwatch()
        onEnd(new Error(`It ended with status ${status}.`))
        resolve()
      })
    })
  }

  /** Whether the process waits for this thread. */
  keepAlive(isWaitedFor: boolean): void {
    if (isWaitedFor) this.worker.ref()
    else this.worker.unref()
  }

  /** @param transfer - Buffers that are handed over and empty afterwards. */
  send(request: Request, transfer: readonly ArrayBuffer[] = []): void {
    this.worker.postMessage(request, transfer)
  }
}
