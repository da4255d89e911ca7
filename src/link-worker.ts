import {parentPort, workerData} from 'node:worker_threads'
import type {GuardedStart} from '../models/guarded-thread.js'
import {RunGuard} from '../models/run-guard.js'
import {EncoderWhenNeeded, openChosenIndex, openThreadEncoderOf} from './adapters.js'
import type {EngineName} from './index-store/term-index.js'
import {Linking, type LinkSettings, type LinkWork} from './linking/linking.js'

/** What a thread that links is started with. */
export interface LinkWorkerStart extends GuardedStart {
  readonly indexes: readonly string[] | undefined
  readonly engine: EngineName | undefined
  readonly model: string | undefined
  /** Of the index that the other threads have; another that took its place meanwhile is not linked to. */
  readonly manifest: string
  readonly settings: LinkSettings
}

/** What is to be linked, or `close` when there will be no more. */
export type LinkWorkerRequest = {readonly task: number; readonly work: LinkWork} | 'close'

/**
 * `ready` first, then an answer a task in any order: what `Linking.work` gives as JSON, which is cheaper to hand over
 * than objects; no result where the work failed.
 */
export type LinkWorkerReply = 'ready' | {readonly task: number; readonly result?: string}

/*
 * Runs in a thread of its own. An error at the start ends the thread, and the thread that started it hears of it.
 */
const port = parentPort!
const start = workerData as LinkWorkerStart
const guard = new RunGuard(start.guard)
guard.leave()
const index = await openChosenIndex(start.indexes, start.engine)
if (JSON.stringify(index.manifest) !== start.manifest) throw new Error('The index was replaced.')
const encoder = new EncoderWhenNeeded(() => openThreadEncoderOf(index, start.model, guard))
const linking = new Linking({index, encoder: encoder.open}, start.settings)
const reply = (message: LinkWorkerReply) => port.postMessage(message)
port.on('message', (request: LinkWorkerRequest) => {
  if (request === 'close') void close()
  else void answer(request.task, request.work)
})
reply('ready')

async function answer(task: number, work: LinkWork): Promise<void> {
  try {
    reply({task, result: JSON.stringify(await linking.work(work))})
  } catch {
    // the other thread does it again, and says what is wrong
    reply({task})
  }
}

async function close(): Promise<void> {
  await encoder[Symbol.asyncDispose]()
  await index[Symbol.asyncDispose]()
  port.close()
}
