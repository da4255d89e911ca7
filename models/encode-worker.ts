import {parentPort, workerData} from 'node:worker_threads'
import {encodeBatch} from './encode-batch.js'
import type {GuardedStart} from './guarded-thread.js'
import {OnnxSession} from './onnx-session.js'
import {RunGuard} from './run-guard.js'

/** What a worker is started with; the files were checked by who starts it. */
export interface WorkerStart extends GuardedStart {
  readonly graphPath: string
  readonly dimensions: number
}

/** Texts of one length to encode, or `close` when there will be no more. */
export type WorkerRequest = {readonly texts: number; readonly ids: Int32Array} | 'close'

/** Row-major `[texts, dimensions]`, in the order of the requests. */
export type WorkerReply = Float32Array

/*
 * Runs in a thread of its own. An error ends the thread, and the thread that started it hears of it.
 */
const port = parentPort!
const start = workerData as WorkerStart
const guard = new RunGuard(start.guard)
const session = await OnnxSession.open(start.graphPath, {threads: 1, prepack: true}).finally(() =>
  guard.leave(),
)

let working = Promise.resolve()
port.on('message', (request: WorkerRequest) => {
  working = working.then(() => answer(request))
})

async function answer(request: WorkerRequest): Promise<void> {
  if (!guard.enter()) return
  try {
    if (request === 'close') await close()
    else await encode(request.ids, request.texts)
  } finally {
    guard.leave()
  }
}

async function encode(ids: Int32Array, texts: number): Promise<void> {
  // a copy: memory of ONNX Runtime cannot be handed to another thread
  const vectors: WorkerReply = (await encodeBatch(session, ids, texts, start.dimensions)).slice()
  port.postMessage(vectors, [vectors.buffer as ArrayBuffer])
}

async function close(): Promise<void> {
  await session[Symbol.asyncDispose]()
  port.close()
}
