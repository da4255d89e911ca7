import type {ModelIdentity} from '../src/domain/model-identity.js'
import {encodeTexts} from './encode-texts.js'
import type {Encoder} from './encoder.js'
import {ModelFolder, type ModelFolderOptions} from './model-folder.js'
import {OnnxSession} from './onnx-session.js'
import type {Tokenizer} from './tokenizer/tokenizer.js'

/** How an encoder is opened. */
export interface EncoderOptions extends ModelFolderOptions {
  /** `one-off`: ready soonest, for a few texts. `bulk`: slower to open and faster after some dozens of texts. */
  readonly use: 'one-off' | 'bulk'
  /** Threads that share one batch; default 1. */
  readonly threads?: number
}

/**
 * Tokens that a batch is filled up with where the weights are not prepacked: every run then reads and packs all of them,
 * which takes as long as about 40 tokens do. Two short texts of different lengths in one run instead of two, models of
 * XLM-RoBERTa's and MPNet's base size: 65 instead of 105 ms in int8, 230 instead of 430 ms in fp32.
 */
const oneOffPadding = 32

/**
 * Opens a model folder for encoding in this process.
 *
 * @throws {ModelMissingError} When there is no model in the folder, or none of that precision.
 * @throws {ModelUnusableError} When a file is damaged or ONNX Runtime does not take the graph.
 */
export async function openEncoder(folder: string, options: EncoderOptions): Promise<Encoder> {
  const encoder = await prepareEncoder(folder, options)
  await encoder.open()
  return encoder
}

/** {@link openEncoder} but for the graph: it is opened, and fails, when the first text comes. */
export async function prepareEncoder(folder: string, options: EncoderOptions): Promise<OnnxEncoder> {
  const model = ModelFolder.open(folder, options)
  const tokenizer = await model.openTokenizer()
  const isOneOff = options.use === 'one-off'
  const open = () => OnnxSession.open(model.graphPath, {threads: options.threads ?? 1, prepack: !isOneOff})
  return new OnnxEncoder(model.identity, tokenizer, open, isOneOff ? oneOffPadding : 0)
}

class OnnxEncoder implements Encoder {
  private session: Promise<OnnxSession> | undefined

  constructor(
    readonly model: ModelIdentity,
    private readonly tokenizer: Tokenizer,
    private readonly openSession: () => Promise<OnnxSession>,
    private readonly maxPadding: number,
  ) {}

  open(): Promise<OnnxSession> {
    this.session ??= this.openSession()
    return this.session
  }

  async encode(texts: readonly string[]): Promise<Float32Array> {
    const {maxPadding} = this
    return encodeTexts(await this.open(), this.tokenizer, texts, this.model.dimensions, {maxPadding})
  }

  holdsWhole(word: string): boolean {
    return this.tokenizer.holdsWhole(word)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const session = await this.session?.catch(() => undefined) // whoever asked for it was told
    await session?.[Symbol.asyncDispose]()
  }
}
