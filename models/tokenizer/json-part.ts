import {ownValue} from '../../src/domain/own-value.js'
import {ModelUnusableError} from '../../src/errors.js'

type Json = {readonly [key: string]: unknown}

/**
 * An object of a tokenizer.json that knows where it stands, so that whatever is not understood is refused by name.
 * Absent and `null` are the same everywhere, as in the reference.
 */
export class JsonPart {
  private readonly values: Json

  /**
   * @param file - For messages.
   * @param name - Where the object stands, for messages: `normalizer.normalizers[0]`.
   */
  constructor(
    private readonly file: string,
    private readonly name: string,
    value: unknown,
  ) {
    if (!isObject(value)) throw refusal(file, name || 'the whole', `is ${show(value)}, not an object`)
    this.values = value
  }

  /** The kind of the part, or a refusal. */
  get type(): string {
    return this.text('type')
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  get(key: string): unknown {
    return ownValue(this.values, key) ?? undefined
  }

  entries(): [string, unknown][] {
    return Object.entries(this.values)
  }

  /** Refuses every key that is not listed: it might change the ids. */
  allow(...keys: readonly string[]): this {
    const other = Object.keys(this.values).find((key) => this.has(key) && !keys.includes(key))
    if (other !== undefined) throw this.refuse(other, `is ${show(this.get(other))}`)
    return this
  }

  flag(key: string, absent: boolean): boolean {
    const value = this.get(key) ?? absent
    if (typeof value !== 'boolean') throw this.refuse(key, `is ${show(value)}, not true or false`)
    return value
  }

  text(key: string): string {
    const value = this.get(key)
    if (typeof value !== 'string') throw this.refuse(key, `is ${show(value)}, not a text`)
    return value
  }

  /** A token id. */
  id(key: string): number {
    const value = this.get(key)
    if (!isTokenId(value)) throw this.refuse(key, `is ${show(value)}, not a token id`)
    return value
  }

  list(key: string): readonly unknown[] {
    const value = this.get(key) ?? []
    if (!Array.isArray(value)) throw this.refuse(key, `is ${show(value)}, not a list`)
    return value
  }

  /** `undefined` where it is absent. */
  part(key: string): JsonPart | undefined {
    const value = this.get(key)
    return value === undefined ? undefined : new JsonPart(this.file, this.nameOf(key), value)
  }

  parts(key: string): JsonPart[] {
    return this.list(key).map((item, i) => new JsonPart(this.file, `${this.nameOf(key)}[${i}]`, item))
  }

  /** @param what - Completes the sentence "tokenizer.json: model.type …". */
  refuse(key: string, what: string): ModelUnusableError {
    return refusal(this.file, this.nameOf(key), what)
  }

  private nameOf(key: string): string {
    return this.name === '' ? key : `${this.name}.${key}`
  }
}

/** Ids are stored in 32 bits; the sign bit is left to marks. */
export function isTokenId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  const json = JSON.stringify(value) ?? 'not given'
  return json.length > 80 ? `${json.slice(0, 80)}…` : json
}

function refusal(file: string, name: string, what: string): ModelUnusableError {
  return new ModelUnusableError(
    `${file}: ${name} ${what}. That is not understood, so the tokens could be wrong.`,
    'Use a model whose tokenizer is WordPiece, Unigram or byte-level BPE as BERT, MPNet, XLM-RoBERTa and RoBERTa have it.',
  )
}
