/** What a worker is doing, as both threads see it. */
const State = {idle: 0, running: 1, stopAfterRun: 2, stopped: 3} as const

/** Longer than any batch takes; a worker that hangs must not keep the process from ending. */
const patienceMs = 5000

/**
 * Keeps a process from ending while a worker is inside ONNX Runtime. Node.js ends worker threads when the process ends,
 * and ONNX Runtime's binding then aborts the whole process: status 134 where `process.exit(130)` was called.
 */
export class RunGuard {
  /** Of all workers that live; one listener for them all, for Node.js warns of more than ten. */
  private static readonly living = new Set<RunGuard>()

  private readonly state: Int32Array

  /** @param memory - From {@link RunGuard.allocate}; the same in both threads. */
  constructor(memory: SharedArrayBuffer) {
    this.state = new Int32Array(memory)
  }

  /** Memory for a worker that begins in the state "running": loading ONNX Runtime is as delicate as using it. */
  static allocate(): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    new Int32Array(memory).fill(State.running)
    return memory
  }

  /** Main thread: stops the worker before the process ends. */
  watch(): void {
    if (RunGuard.living.size === 0) process.on('exit', stopAll)
    RunGuard.living.add(this)
  }

  /** Main thread: the worker has ended by itself. */
  unwatch(): void {
    RunGuard.living.delete(this)
    if (RunGuard.living.size === 0) process.off('exit', stopAll)
  }

  /** Stops every worker that is watched; blocks until each has left ONNX Runtime. */
  static stopAll(): void {
    for (const guard of RunGuard.living) guard.forbid()
    for (const {state} of RunGuard.living) Atomics.wait(state, 0, State.stopAfterRun, patienceMs)
  }

  /**
   * Worker: says that it is about to call ONNX Runtime.
   *
   * @returns Whether it still may.
   */
  enter(): boolean {
    return Atomics.compareExchange(this.state, 0, State.idle, State.running) === State.idle
  }

  /** Worker: says that the call is over. */
  leave(): void {
    if (Atomics.compareExchange(this.state, 0, State.running, State.idle) === State.running) return
    Atomics.store(this.state, 0, State.stopped)
    Atomics.notify(this.state, 0)
  }

  private forbid(): void {
    for (;;) {
      const now = Atomics.load(this.state, 0)
      if (now !== State.idle && now !== State.running) return
      const next = now === State.idle ? State.stopped : State.stopAfterRun
      if (Atomics.compareExchange(this.state, 0, now, next) === now) return
    }
  }
}

const stopAll = () => RunGuard.stopAll()
