import {isUtf8} from 'node:buffer'
import type {ReportProblem} from '../src/domain/ontology.js'

/**
 * Decodes a stream of UTF-8 bytes piece by piece; a character that two pieces share comes with the second.
 *
 * Reports `invalid-utf8` (warning: the bytes became U+FFFD), once a line.
 */
export class Utf8Pieces {
  private held: Buffer = Buffer.alloc(0)

  constructor(
    private readonly path: string,
    private readonly report: ReportProblem,
  ) {}

  /** @param line - Line at which the piece starts, for problems. */
  decode(piece: Buffer, line: number): string {
    const bytes = this.held.length === 0 ? piece : Buffer.concat([this.held, piece])
    const whole = bytes.length - unfinishedBytes(bytes)
    this.held = Buffer.from(bytes.subarray(whole))
    return this.text(bytes.subarray(0, whole), line)
  }

  /** @returns What stands for a character that the stream cuts. */
  end(line: number): string {
    const bytes = this.held
    this.held = Buffer.alloc(0)
    return this.text(bytes, line)
  }

  private text(bytes: Buffer, firstLine: number): string {
    if (isUtf8(bytes)) return bytes.toString('utf8')
    let line = firstLine
    for (let start = 0; start <= bytes.length; line++) {
      const found = bytes.indexOf(10, start)
      const end = found < 0 ? bytes.length : found
      if (!isUtf8(bytes.subarray(start, end))) this.reportInvalid(line)
      start = end + 1
    }
    return bytes.toString('utf8')
  }

  private reportInvalid(line: number): void {
    this.report({
      kind: 'invalid-utf8',
      severity: 'warning',
      message: 'Bytes that are not UTF-8 were replaced by U+FFFD.',
      at: {file: this.path, line},
    })
  }
}

/** How many bytes at the end start a character that is not complete (RFC 3629, section 3). */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return length > back ? back : 0
  }
  return 0
}
