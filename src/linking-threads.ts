import {availableParallelism} from 'node:os'
import {GuardedThread} from '../models/guarded-thread.js'
import type {Document, LinkedMention} from './domain/mention.js'
import type {LinkWorkerReply, LinkWorkerRequest, LinkWorkerStart} from './link-worker.js'
import type {FoundMention, TextWindow} from './linking/link-window.js'
import type {Linking, LinkWork} from './linking/linking.js'
import type {MentionLink} from './linking/mention-linker.js'

/** Each thread has caches and an encoder of its own, some 200 MB. */
const mostThreads = 8

/**
 * Threads start when work has waited so long, divided by their number, or when the input is so long: each takes a while, and
 * time of the others, until it is as fast as this one, and the fewer they are, the longer they need to make up for it.
 */
interface Patience {
  readonly milliseconds: number
  /** Of the input, in UTF-16 units. */
  readonly length: number
}

const patienceWithVectors: Patience = {milliseconds: 2000, length: 1 << 20}

/** Without vectors most of the first seconds is the compiler's work, of which another thread makes more. */
const patienceWithout: Patience = {milliseconds: 6000, length: 2 << 20}

/** Documents that a thread is given at a time; it encodes their texts together. */
const documentsAtATime = 8

/** Windows of a long document that a thread is given at a time. */
const windowsAtATime = 2

/** Batches of mentions that a thread is given at a time, so that it need not wait between two. */
const batchesAtATime = 2

interface Task {
  readonly work: LinkWork
  /** Share of what a thread is given at a time. */
  readonly weight: number
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Something that works on tasks. */
interface Lane {
  /** Sum of the weights of what it works on. */
  load: number
  run(work: LinkWork): Promise<unknown>
}

/**
 * Links in this thread, and in others too when there is so much to do that it pays. What comes of a text does not depend on
 * which thread links it.
 */
export class LinkingThreads implements AsyncDisposable {
  private readonly patience: Patience
  private readonly waiting: Task[] = []
  private readonly here: Lane
  private threads: LinkThread[] = []
  private firstTaskAt: number | undefined
  private hasStarted: boolean
  private expected = 0
  private isClosed = false

  /**
   * @param linking - Links in this thread.
   * @param start - What threads are started with to link in the same way.
   * @param most - Threads, this one counted.
   */
  constructor(
    private readonly linking: Linking,
    private readonly start: Omit<LinkWorkerStart, 'guard'>,
    private readonly most = Math.min(mostThreads, availableParallelism()),
  ) {
    this.here = {load: 0, run: (work) => this.runHere(work)}
    this.hasStarted = most <= 1
    this.patience = start.settings.dense ? patienceWithVectors : patienceWithout
  }

  /**
   * Told of what is to be linked, so that threads need not wait to see that it is much.
   *
   * @param length - Of a further input, or a part of one, in UTF-16 units.
   */
  expect(length: number): void {
    this.expected += length
  }

  /** How many documents are worth beginning at a time. */
  get documentsAtATime(): number {
    return documentsAtATime * (this.most + 1)
  }

  /** How many windows of a long document are worth beginning at a time. */
  get windowsAtATime(): number {
    return windowsAtATime * (this.most + 1)
  }

  /** How many batches of mentions are worth beginning at a time. */
  get batchesAtATime(): number {
    return batchesAtATime * (this.most + 1)
  }

  /** See {@link Linking.link}. */
  link(texts: readonly string[]): Promise<MentionLink[]> {
    return this.submit({texts}, 1 / batchesAtATime)
  }

  /** See {@link Linking.document}; all mentions at once. */
  document(document: Document): Promise<LinkedMention[]> {
    return this.submit({document}, 1 / documentsAtATime)
  }

  /** See {@link Linking.document}; linked a few windows ahead of what is taken. */
  longDocument(document: Document): AsyncIterable<LinkedMention> {
    return this.linking.document(document, this)
  }

  /** See `linkWindow`. */
  window(window: TextWindow): Promise<readonly FoundMention[]> {
    return this.submit({window}, 1 / windowsAtATime)
  }

  /** Ends the threads. What was asked for and is not there yet is not worked on any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.isClosed = true
    await Promise.all(this.threads.map((thread) => thread.close()))
  }

  private submit<Result>(work: LinkWork, weight: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({work, weight, resolve: (result) => resolve(result as Result), reject})
      this.firstTaskAt ??= performance.now()
      this.handOut()
    })
  }

  private handOut(): void {
    if (this.isClosed) return
    for (;;) {
      const lanes = [...this.threads.filter(({isReady}) => isReady), this.here]
      const lane = lanes.reduce((a, b) => (b.load < a.load ? b : a))
      const task = this.waiting[0]
      if (task === undefined || lane.load + task.weight > 1) break
      this.waiting.shift()
      void this.work(lane, task)
    }
    if (this.waiting.length > 0) this.startThreads()
  }

  private async work(lane: Lane, {reject, resolve, weight, work}: Task): Promise<void> {
    lane.load += weight
    try {
      resolve(await lane.run(work).catch((error) => this.runAgain(error, lane, work)))
    } catch (error) {
      reject(error)
    }
    lane.load -= weight
    this.handOut()
  }

  /** What fails in a thread is done again here, where its error can be told. */
  private async runAgain(error: unknown, failed: Lane, work: LinkWork): Promise<unknown> {
    if (failed === this.here || this.isClosed) throw error
    return this.runHere(work)
  }

  private async runHere(work: LinkWork): Promise<unknown> {
    // mentions with a name never wait for anything: threads could not say that they are ready
    await new Promise((resolve) => setImmediate(resolve))
    return this.linking.work(work)
  }

  private startThreads(): void {
    const {length, milliseconds} = this.patience
    const waited = performance.now() - (this.firstTaskAt ?? 0)
    if (this.hasStarted || (this.expected < length && waited < milliseconds / (this.most - 1))) return
    this.hasStarted = true
    this.threads = Array.from({length: this.most - 1}, () => new LinkThread(this.start, () => this.handOut()))
  }
}

/** One thread that links. It keeps the process alive only while it has work. */
class LinkThread implements Lane {
  load = 0
  isReady = false
  private readonly thread: GuardedThread<LinkWorkerStart, LinkWorkerRequest, LinkWorkerReply>
  private readonly begun = new Map<number, {resolve: (result: unknown) => void; reject: () => void}>()
  private next = 0

  /** @param onReady - Told when it can be given work. */
  constructor(
    start: Omit<LinkWorkerStart, 'guard'>,
    private readonly onReady: () => void,
  ) {
    this.thread = new GuardedThread({
      module: ['src', 'link-worker.js'],
      start,
      onReply: (reply: LinkWorkerReply) => this.take(reply),
      onEnd: () => this.end(),
    })
  }

  /** @throws When the thread fails at it, or has ended. */
  run(work: LinkWork): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const task = this.next++
      this.begun.set(task, {resolve, reject})
      this.thread.keepAlive(true)
      this.thread.send({task, work})
    })
  }

  /** Ends the thread, after its start where it has just begun. */
  async close(): Promise<void> {
    this.isReady = false
    this.thread.keepAlive(true)
    this.thread.send('close')
    await this.thread.ended
  }

  private take(reply: LinkWorkerReply): void {
    if (reply === 'ready') {
      this.isReady = true
      this.onReady()
    } else this.settle(reply)
  }

  private settle({result, task}: Exclude<LinkWorkerReply, 'ready'>): void {
    const begun = this.begun.get(task)
    this.begun.delete(task)
    if (this.begun.size === 0) this.thread.keepAlive(false)
    if (result === undefined) begun?.reject()
    else begun?.resolve(JSON.parse(result))
  }

  private end(): void {
    this.isReady = false
    for (const {reject} of this.begun.values()) reject()
    this.begun.clear()
  }
}
