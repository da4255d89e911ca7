import {closeSync, fstatSync, openSync, readSync} from 'node:fs'

/** A field of a message, and where its content lies in the file. */
export interface ProtobufField {
  readonly number: number
  /** Of a varint; the length of anything else. */
  readonly value: number
  readonly start: number
  readonly end: number
  readonly isVarint: boolean
}

/** Longest tag and length that a field can begin with. */
const longestHead = 20

/**
 * Walks over the messages of a file without reading their content, so that a file of gigabytes takes a few kilobytes.
 * Lengths are checked against what surrounds them.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufFile implements Disposable {
  readonly bytes: number
  private readonly file: number
  private readonly head = new Uint8Array(longestHead)

  /** @throws {NodeJS.ErrnoException} When it cannot be opened. */
  constructor(path: string) {
    this.file = openSync(path, 'r')
    this.bytes = fstatSync(this.file).size
  }

  /**
   * The fields of a message, in order.
   *
   * @throws {RangeError} When the bytes are no message.
   */
  *fields(start = 0, end = this.bytes): Generator<ProtobufField> {
    for (let position = start; position < end; ) {
      const available = readSync(this.file, this.head, 0, Math.min(longestHead, end - position), position)
      const tag = readVarint(this.head, 0, available)
      const number = Math.floor(tag.value / 8)
      const kind = tag.value % 8
      if (number === 0) throw new RangeError(`no field at byte ${position}`)
      const next =
        kind === 1
          ? {value: 8, length: 0}
          : kind === 5
            ? {value: 4, length: 0}
            : readVarint(this.head, tag.length, available)
      if (![0, 1, 2, 5].includes(kind)) throw new RangeError(`unknown kind of field at byte ${position}`)
      const from = position + tag.length + next.length
      const to = kind === 0 ? from : from + next.value
      if (to > end) throw new RangeError(`the field at byte ${position} is longer than its message`)
      yield {number, value: next.value, start: from, end: to, isVarint: kind === 0}
      position = to
    }
  }

  /** Content of a field as text; at most 64 kB. */
  text({end, start}: ProtobufField): string {
    if (end - start > 65_536) throw new RangeError(`a name of ${end - start} bytes`)
    const content = new Uint8Array(end - start)
    readSync(this.file, content, 0, content.length, start)
    return new TextDecoder().decode(content)
  }

  [Symbol.dispose](): void {
    closeSync(this.file)
  }
}

function readVarint(bytes: Uint8Array, from: number, available: number): {value: number; length: number} {
  let value = 0
  for (let i = from; i < Math.min(available, from + 10); i++) {
    value += (bytes[i]! & 127) * 2 ** (7 * (i - from))
    if (bytes[i]! < 128) return {value, length: i - from + 1}
  }
  throw new RangeError('a number does not end')
}
