import {ModelUnusableError} from '../../src/errors.js'

/** Arrays that a vocabulary file is made of. */
type FlatArray = Uint32Array | Uint16Array | Float64Array

/** `BIOLVOC`, `BIOLUNI` or `BIOLBPE` and the version of the layout. */
export type Magic = 'BIOLVOC1' | 'BIOLUNI1' | 'BIOLBPE1'

/**
 * Writes a vocabulary file, little-endian: the magic number; the length of the header (uint32); the header, JSON, padded
 * with spaces so that the arrays begin on a multiple of `alignment`; then the arrays.
 *
 * @param alignment - Bytes of an entry of the first array; the others are to follow in falling order.
 */
export function packFlatFile(
  magic: Magic,
  header: object,
  arrays: readonly FlatArray[],
  alignment: 4 | 8,
): Buffer {
  const json = JSON.stringify(header)
  const missing = -(prefixBytes + Buffer.byteLength(json)) & (alignment - 1)
  const text = Buffer.from(json + ' '.repeat(missing))
  return Buffer.concat([
    Buffer.from(magic),
    Buffer.from(Uint32Array.of(text.length).buffer),
    text,
    ...arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  ])
}

/** Bytes before the header. */
const prefixBytes = 12

/** Reads a vocabulary file: the header at once, then one array after another, then {@link expectEnd}. */
export class FlatFile {
  /** Not checked beyond being an object. */
  readonly header: Readonly<Record<string, unknown>>
  private readonly bytes: Uint8Array
  private position: number

  /**
   * @param bytes - Content; kept, not copied, where it begins on a multiple of eight.
   * @param path - For the message.
   * @throws {ModelUnusableError} When it is not a vocabulary file, or one of another version.
   */
  constructor(
    magic: Magic,
    bytes: Uint8Array,
    private readonly path: string,
  ) {
    this.bytes = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes)
    const view = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength)
    if (view.length < prefixBytes || view.toString('latin1', 0, 8) !== magic) throw this.damaged()
    this.position = prefixBytes + view.readUInt32LE(8)
    if (this.position > view.length) throw this.damaged()
    this.header = this.parse(view.toString('utf8', prefixBytes, this.position))
  }

  /** @throws {ModelUnusableError} When there are fewer entries. */
  words(length: unknown): Uint32Array {
    const start = this.take(length, 4)
    return new Uint32Array(this.bytes.buffer, start, length as number)
  }

  /** @throws {ModelUnusableError} When there are fewer entries. */
  halves(length: unknown): Uint16Array {
    const start = this.take(length, 2)
    return new Uint16Array(this.bytes.buffer, start, length as number)
  }

  /** @throws {ModelUnusableError} When there are fewer entries. */
  doubles(length: unknown): Float64Array {
    const start = this.take(length, 8)
    return new Float64Array(this.bytes.buffer, start, length as number)
  }

  /** @throws {ModelUnusableError} When something follows, or the content did not hold together. */
  expectEnd(sound: boolean): void {
    if (!sound || this.position !== this.bytes.length) throw this.damaged()
  }

  damaged(): ModelUnusableError {
    return new ModelUnusableError(
      `${this.path} is not a vocabulary file of this version of biolord.`,
      'Build or import the model again.',
    )
  }

  private take(length: unknown, width: number): number {
    const start = this.position
    const fits = Number.isSafeInteger(length) && (length as number) >= 0 && start % width === 0
    if (!fits || start + (length as number) * width > this.bytes.length) throw this.damaged()
    this.position += (length as number) * width
    return this.bytes.byteOffset + start
  }

  private parse(text: string): Readonly<Record<string, unknown>> {
    try {
      const header: unknown = JSON.parse(text)
      if (typeof header === 'object' && header !== null) return header as Readonly<Record<string, unknown>>
    } catch {
      // said below
    }
    throw this.damaged()
  }
}
