import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {ModelMissingError, ModelUnusableError} from '../../src/errors.js'
import {bfloat16ToFloat32, float16ToFloat32} from './float16.js'

/** Bytes of one number of each type that is read. */
const sizes = {F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1, F64: 8} as const

type DataType = keyof typeof sizes

/** Where a tensor lies; offsets count from the start of the file. */
interface TensorPlace {
  readonly type: DataType
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

/** The format's own limit for the header. */
const maxHeaderBytes = 100_000_000

/**
 * A safetensors file, one tensor in memory at a time. The header is checked whole before anything is read: tensors
 * must fill the file to its last byte without overlap, each as long as its shape says.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export class SafetensorsFile {
  private constructor(
    readonly path: string,
    private readonly file: number,
    private readonly tensors: ReadonlyMap<string, TensorPlace>,
  ) {}

  /**
   * @throws {ModelMissingError} When there is no such file.
   * @throws {ModelUnusableError} When it is not a whole safetensors file.
   */
  static open(path: string): SafetensorsFile {
    const file = openFile(path)
    try {
      return new SafetensorsFile(path, file, readHeader(path, file))
    } catch (error) {
      closeSync(file)
      throw error
    }
  }

  /** Names of the tensors, in the order of the header. */
  get names(): readonly string[] {
    return [...this.tensors.keys()]
  }

  /** @returns `undefined` when the file has no tensor of that name. */
  shape(name: string): readonly number[] | undefined {
    return this.tensors.get(name)?.shape
  }

  /**
   * @param shape - What the tensor must have; -1 stands for any length.
   * @returns The numbers of a tensor, row-major, widened to float32.
   * @throws {ModelUnusableError} When there is no such tensor, it has another shape, its type is not F32, F16 or BF16,
   *   or it holds a number that is not finite.
   */
  read(name: string, shape: readonly number[]): Float32Array {
    const place = this.find(name, shape)
    return this.readBytes(name, place, place.start, place.end)
  }

  /**
   * As {@link read}, for some rows of a matrix.
   *
   * @param shape - `[rows, columns]` of the whole matrix.
   * @param from - First row.
   * @param to - Row after the last.
   */
  readRows(name: string, shape: readonly [number, number], from: number, to: number): Float32Array {
    const place = this.find(name, shape)
    const rowBytes = (place.end - place.start) / shape[0]
    return this.readBytes(name, place, place.start + from * rowBytes, place.start + to * rowBytes)
  }

  close(): void {
    closeSync(this.file)
  }

  private find(name: string, shape: readonly number[]): TensorPlace {
    const place = this.tensors.get(name)
    if (place === undefined) throw unusable(this.path, `has no tensor ${name}`)
    if (
      place.shape.length !== shape.length ||
      shape.some((length, i) => length !== -1 && length !== place.shape[i])
    ) {
      throw unusable(this.path, `has ${name} of shape [${place.shape}] instead of [${shape}]`)
    }
    return place
  }

  private readBytes(name: string, {type}: TensorPlace, start: number, end: number): Float32Array {
    const bytes = new Uint8Array(end - start)
    readExactly(this.path, this.file, bytes, start)
    const values = widen(type, bytes)
    if (values === undefined) {
      throw unusable(this.path, `has tensor ${name} as ${type}; F32, F16 and BF16 are understood`)
    }
    if (!allFinite(values)) throw unusable(this.path, `has a number that is not finite in ${name}`)
    return values
  }
}

/** A loop: `every` with a function takes several times as long, for hundreds of millions of weights. */
function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false
  return true
}

function widen(type: DataType, bytes: Uint8Array): Float32Array | undefined {
  if (type === 'F32') return new Float32Array(bytes.buffer)
  if (type === 'F16') return float16ToFloat32(new Uint16Array(bytes.buffer))
  if (type === 'BF16') return bfloat16ToFloat32(new Uint16Array(bytes.buffer))
  return undefined
}

function readHeader(path: string, file: number): Map<string, TensorPlace> {
  const {size} = fstatSync(file)
  if (size < 8) throw unusable(path, `has ${size} bytes, too few for a header`)
  const prefix = new Uint8Array(8)
  readExactly(path, file, prefix, 0)
  const headerBytes = Number(new DataView(prefix.buffer).getBigUint64(0, true))
  if (headerBytes > maxHeaderBytes || headerBytes > size - 8) {
    throw unusable(path, `claims a header of ${headerBytes} bytes, but has ${size} bytes in all`)
  }
  const header = new Uint8Array(headerBytes)
  readExactly(path, file, header, 8)
  const tensors = new Map<string, TensorPlace>()
  for (const [name, entry] of Object.entries(parseHeader(path, header))) {
    if (name !== '__metadata__') tensors.set(name, readEntry(path, name, entry, 8 + headerBytes))
  }
  checkLayout(path, tensors, 8 + headerBytes, size)
  return tensors
}

function parseHeader(path: string, header: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(header))
    if (isRecord(parsed)) return parsed
  } catch (error) {
    throw unusable(path, 'has a header that is not JSON', error)
  }
  throw unusable(path, 'has a header that is not a JSON object')
}

function readEntry(path: string, name: string, entry: unknown, dataStart: number): TensorPlace {
  if (isRecord(entry)) {
    const {data_offsets: offsets, dtype, shape} = entry
    if (typeof dtype === 'string' && Object.hasOwn(sizes, dtype) && isCounts(shape) && isCounts(offsets)) {
      const type = dtype as DataType
      const [start, end] = offsets
      const bytes = shape.reduce((product, length) => product * length, sizes[type])
      if (offsets.length === 2 && end! - start! === bytes) {
        return {type, shape, start: dataStart + start!, end: dataStart + end!}
      }
    }
  }
  throw unusable(path, `has a header entry for ${name} that contradicts itself or is of an unknown type`)
}

function checkLayout(path: string, tensors: Map<string, TensorPlace>, dataStart: number, size: number): void {
  let position = dataStart
  for (const {end, start} of [...tensors.values()].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== position)
      throw unusable(path, `has tensors that overlap or leave a gap at byte ${position}`)
    position = end
  }
  if (position !== size) throw unusable(path, `has ${size} bytes where its header accounts for ${position}`)
}

function openFile(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    throw new ModelMissingError(
      `The weights file ${path} cannot be opened.`,
      'Give the folder that holds the model: model.safetensors, config.json and tokenizer.json.',
      {cause: error},
    )
  }
}

function readExactly(path: string, file: number, into: Uint8Array, position: number): void {
  // one read call is limited to 2 GiB
  const most = 1 << 30
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, Math.min(most, into.length - done), position + done)
    if (read === 0) throw unusable(path, 'ended while it was read')
    done += read
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}

function unusable(path: string, what: string, cause?: unknown): ModelUnusableError {
  return new ModelUnusableError(
    `The weights file ${path} ${what}.`,
    'Download or copy the file again.',
    cause === undefined ? undefined : {cause},
  )
}
