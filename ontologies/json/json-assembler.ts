import type {ReportProblem} from '../../src/domain/ontology.js'
import type {JsonNode} from './json-node.js'
import type {JsonElement, JsonShape} from './json-shape.js'

/** What a token is, apart from its text. */
export type JsonToken = '{' | '}' | '[' | ']' | ':' | ',' | 'value'

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma'

interface Frame {
  readonly isObject: boolean
  readonly shape: JsonShape | undefined
  readonly line: number
  /** What is kept of the container; absent where it is passed over. */
  readonly kept: Map<string, JsonNode> | JsonNode[] | undefined
  /** Members with a shape that were met. */
  readonly met: Set<string> | undefined
  key: string
  /** Elements, or members, before the present one. */
  index: number
  /** Rough size in memory of what is kept. */
  bytes: number
}

/** A concept of SNOMED CT nested to its depth takes 40. */
const deepest = 500

/** Longest text that is still a name, a definition, an id. */
const longestText = 1 << 20

/** Rough bytes that one element may take in memory. */
const largestElement = 64 << 20

/** Thrown where the tokens do not add up; whoever reads the file says where. */
export class JsonFault extends Error {
  readonly isTooLarge: boolean

  constructor(message: string, {isTooLarge = false, cause}: {isTooLarge?: boolean; cause?: unknown} = {}) {
    super(message, {cause})
    this.isTooLarge = isTooLarge
  }
}

/**
 * Puts tokens together to the wanted elements of a file. Memory grows with the largest element and with the depth, both
 * of which are limited, not with the file.
 *
 * Reports, of wanted values only, `duplicate-key` (warning: the last one counts), `text-too-long` and `nul-character`
 * (skipped: taken for `null`).
 */
export class JsonAssembler {
  private readonly frames: Frame[] = []
  private expected: Expected = 'value'
  private documents = 0
  private finished: JsonElement[] = []

  constructor(
    private readonly path: string,
    private readonly shape: JsonShape,
    private readonly report: ReportProblem,
    private readonly mayHaveMany: boolean,
  ) {}

  takeFinished(): JsonElement[] {
    const {finished} = this
    this.finished = []
    return finished
  }

  /** @throws {JsonFault} When the file ends too early. */
  end(): void {
    if (this.frames.length > 0) throw new JsonFault('it ends in the midst of an object or array')
    if (this.documents === 0) throw new JsonFault('it holds no JSON')
  }

  /** @throws {JsonFault} When the token cannot stand here, or a limit is passed. */
  push(token: JsonToken, value: string | number | boolean | null, line: number): void {
    const {expected} = this
    const wantsValue = expected === 'value' || expected === 'first value'
    if (token === 'value' && wantsValue) this.addValue(value, line)
    else if (token === 'value' && typeof value === 'string' && expected.endsWith('key'))
      this.addKey(value, line)
    else if ((token === '{' || token === '[') && wantsValue) this.open(token === '{', line)
    else if (
      token === '}' &&
      (expected === 'first key' || (expected === 'comma' && this.frames.at(-1)?.isObject))
    )
      this.close()
    else if (
      token === ']' &&
      (expected === 'first value' || (expected === 'comma' && !this.frames.at(-1)?.isObject))
    )
      this.close()
    else if (token === ':' && expected === 'colon') this.expected = 'value'
    else if (token === ',' && expected === 'comma') this.next()
    else throw new JsonFault('it is not JSON')
  }

  private next(): void {
    const frame = this.frames.at(-1) as Frame
    frame.index++
    this.expected = frame.isObject ? 'key' : 'value'
  }

  private addKey(key: string, line: number): void {
    const frame = this.frames.at(-1) as Frame
    frame.key = key
    this.expected = 'colon'
    const isTwice = frame.kept instanceof Map ? frame.kept.has(key) : frame.met?.has(key)
    if (isTwice)
      this.reportAt('duplicate-key', 'warning', `The key "${key.slice(0, 80)}" is there twice.`, line)
    if (frame.met && frame.shape?.members?.has(key)) frame.met.add(key)
  }

  private open(isObject: boolean, line: number): void {
    if (this.frames.length >= deepest)
      throw new JsonFault(`it nests more than ${deepest} deep`, {isTooLarge: true})
    const shape = this.shapeHere()
    const isKept = shape?.name !== undefined || this.frames.at(-1)?.kept !== undefined
    const empty = () => (isObject ? new Map<string, JsonNode>() : [])
    this.frames.push({
      isObject,
      shape,
      line,
      kept: isKept ? empty() : undefined,
      met: isObject && shape?.members ? new Set() : undefined,
      key: '',
      index: 0,
      bytes: 64,
    })
    this.expected = isObject ? 'first key' : 'first value'
  }

  private close(): void {
    const frame = this.frames.pop() as Frame
    if (frame.kept) this.settle({value: frame.kept, line: frame.line}, frame.bytes)
    this.afterValue()
  }

  private addValue(value: string | number | boolean | null, line: number): void {
    const isKept = this.frames.at(-1)?.kept !== undefined || this.shapeHere()?.name !== undefined
    if (isKept) this.settle({value: this.checked(value, line), line}, sizeOf(value))
    this.afterValue()
  }

  /** Gives a value out, or to the container it lies in. */
  private settle(node: JsonNode, bytes: number): void {
    const name = this.shapeHere()?.name
    if (name !== undefined) {
      const path = [this.documents, ...this.frames.filter((frame) => !frame.isObject).map(({index}) => index)]
      this.finished.push({name, node, path})
      return
    }
    const frame = this.frames.at(-1) as Frame
    if (frame.kept instanceof Map) frame.kept.set(frame.key, node)
    else frame.kept?.push(node)
    frame.bytes += bytes
    if (frame.bytes > largestElement) {
      throw new JsonFault(`one element takes more than ${largestElement >> 20} MiB`, {isTooLarge: true})
    }
  }

  private afterValue(): void {
    if (this.frames.length > 0) {
      this.expected = 'comma'
      return
    }
    this.documents++
    this.expected = 'value'
  }

  private shapeHere(): JsonShape | undefined {
    const frame = this.frames.at(-1)
    if (frame) return frame.isObject ? frame.shape?.members?.get(frame.key) : frame.shape?.items
    if (this.documents > 0 && !this.mayHaveMany) throw new JsonFault('something follows the end of its JSON')
    return this.shape
  }

  private checked(value: string | number | boolean | null, line: number) {
    if (typeof value !== 'string') return value
    if (value.length > longestText) {
      this.reportAt('text-too-long', 'skipped', `A text is longer than ${longestText} characters.`, line)
      return null
    }
    if (!value.includes('\0')) return value
    this.reportAt('nul-character', 'skipped', 'A text holds NUL characters.', line)
    return null
  }

  private reportAt(kind: string, severity: 'skipped' | 'warning', message: string, line: number): void {
    this.report({kind, severity, message, at: {file: this.path, line}})
  }
}

function sizeOf(value: string | number | boolean | null): number {
  return 64 + (typeof value === 'string' ? 2 * Math.min(value.length, longestText) : 0)
}
