/**
 * Writes protocol buffers, as much of the wire format as ONNX files need.
 *
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufWriter {
  private readonly parts: Uint8Array[] = []
  private length = 0

  /** A varint field: int64, enum or bool. */
  integer(field: number, value: number): this {
    this.push(varint(field * 8))
    return this.push(varint(value))
  }

  /** A 32-bit float field. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    this.push(varint(field * 8 + 5))
    return this.push(bytes)
  }

  /** A length-delimited field: string, bytes or an embedded message. */
  bytes(field: number, value: string | Uint8Array | ProtobufWriter): this {
    const bytes =
      typeof value === 'string'
        ? new TextEncoder().encode(value)
        : value instanceof ProtobufWriter
          ? value.finish()
          : value
    this.push(varint(field * 8 + 2))
    this.push(varint(bytes.length))
    return this.push(bytes)
  }

  /** The message as bytes. */
  finish(): Uint8Array {
    const whole = new Uint8Array(this.length)
    let position = 0
    for (const part of this.parts) {
      whole.set(part, position)
      position += part.length
    }
    return whole
  }

  private push(part: Uint8Array): this {
    this.parts.push(part)
    this.length += part.length
    return this
  }
}

/**
 * Negative numbers are written as 64-bit two's complement, as the format has it for int64.
 */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}
