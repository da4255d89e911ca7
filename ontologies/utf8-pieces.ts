import {isUtf8} from 'node:buffer'
import type {ReportProblem} from '../src/domain/ontology.js'
import {invalidUtf8} from './invalid-utf8.js'
import {unfinishedBytes} from './unfinished-bytes.js'

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
      if (!isUtf8(bytes.subarray(start, end))) this.report(invalidUtf8(this.path, line))
      start = end + 1
    }
    return bytes.toString('utf8')
  }
}
