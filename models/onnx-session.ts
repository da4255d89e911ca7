import type {InferenceSession, Tensor} from 'onnxruntime-node'
import {ModelUnusableError} from '../src/errors.js'

/** How a session uses the machine. */
export interface SessionOptions {
  /** Threads that share one computation. */
  readonly threads: number
  /**
   * Whether weights are laid out anew for speed when the model is opened. It pays from a few dozen texts on, and costs
   * time and a second copy of the weights before the first.
   */
  readonly prepack: boolean
}

/** A graph in ONNX Runtime. Computation blocks this thread. */
export class OnnxSession implements AsyncDisposable {
  private constructor(
    readonly path: string,
    private readonly runtime: typeof import('onnxruntime-node'),
    private readonly session: InferenceSession,
  ) {}

  /**
   * @param path - An .onnx file whose content was checked: ONNX Runtime may crash on a damaged one.
   * @throws {ModelUnusableError} When ONNX Runtime cannot be loaded or does not take the graph.
   */
  static async open(path: string, {prepack, threads}: SessionOptions): Promise<OnnxSession> {
    const runtime = await loadRuntime()
    try {
      const session = await runtime.InferenceSession.create(path, {
        executionProviders: ['cpu'],
        // the graphs are written as they should run: optimising found nothing and cost time at every start
        graphOptimizationLevel: 'disabled',
        interOpNumThreads: 1,
        intraOpNumThreads: threads,
        logSeverityLevel: 4,
        extra: {session: {disable_prepacking: prepack ? '0' : '1'}},
      })
      return new OnnxSession(path, runtime, session)
    } catch (error) {
      throw new ModelUnusableError(
        `ONNX Runtime cannot open ${path}: ${firstLine(error)}.`,
        'Build or import the model again.',
        {cause: error},
      )
    }
  }

  /**
   * Computes the outputs for texts of one length, or filled up to one.
   *
   * @param ids - Token ids, row-major `[texts, tokens]`.
   * @param lengths - How many tokens each text has, `[texts]`; default: all.
   * @returns Each output of the graph, by name, row-major.
   * @throws {ModelUnusableError} When the graph does not take the input, for instance an id beyond its table.
   */
  async run(
    ids: ArrayLike<number>,
    texts: number,
    lengths?: ArrayLike<number>,
  ): Promise<Readonly<Record<string, Float32Array>>> {
    const {Tensor} = this.runtime
    const shape = [texts, ids.length / texts]
    const feeds: Record<string, Tensor> = {
      input_ids: new Tensor('int64', widen(ids), shape),
      attention_mask: new Tensor('int64', maskOf(ids.length / texts, texts, lengths), shape),
    }
    // only in graphs that other programs wrote
    if (this.session.inputNames.includes('token_type_ids')) {
      feeds.token_type_ids = new Tensor('int64', new BigInt64Array(ids.length), shape)
    }
    try {
      const results = await this.session.run(feeds)
      return Object.fromEntries(Object.entries(results).map(([name, {data}]) => [name, data as Float32Array]))
    } catch (error) {
      throw new ModelUnusableError(
        `ONNX Runtime cannot run ${this.path}: ${firstLine(error)}.`,
        'The graph and the tokenizer do not belong together: build or import the model again.',
        {cause: error},
      )
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session.release()
  }
}

/** Opens a graph for some hundreds of texts in this thread, and closes it. */
export async function withSession<Result>(
  path: string,
  use: (session: OnnxSession) => Promise<Result>,
): Promise<Result> {
  await using session = await OnnxSession.open(path, {threads: 1, prepack: true})
  return await use(session)
}

async function loadRuntime(): Promise<typeof import('onnxruntime-node')> {
  // From 1.29 on the official binaries send telemetry from Linux and macOS too, the command line's first word and the
  // machine's id among it. The version in package.json is the last without; this keeps a newer one silent.
  process.env.ORT_DISABLE_TELEMETRY = '1'
  try {
    const runtime = await import('onnxruntime-node')
    // its warnings, about processors and graph optimisations, would go to stderr
    runtime.env.logLevel = 'fatal'
    return runtime
  } catch (error) {
    throw new ModelUnusableError(
      `ONNX Runtime cannot be loaded on ${process.platform} ${process.arch}: ${firstLine(error)}.`,
      'Install biolord again on this machine; "biolord doctor" says what is missing.',
      {cause: error},
    )
  }
}

/** 1 for a token, 0 for what fills a text up, `[texts, tokens]`. */
function maskOf(tokens: number, texts: number, lengths?: ArrayLike<number>): BigInt64Array {
  const mask = new BigInt64Array(texts * tokens).fill(1n)
  for (let i = 0; lengths && i < texts; i++) mask.fill(0n, i * tokens + lengths[i]!, (i + 1) * tokens)
  return mask
}

/** int64 without a BigInt for each number: the lower half of each pair of 32-bit words. */
function widen(ids: ArrayLike<number>): BigInt64Array {
  const wide = new BigInt64Array(ids.length)
  const halves = new Int32Array(wide.buffer)
  for (let i = 0; i < ids.length; i++) halves[2 * i] = ids[i]!
  return wide
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.replace(/[.\s]+$/, '')
}
