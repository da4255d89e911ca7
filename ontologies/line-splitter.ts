import {isUtf8} from 'node:buffer'
import type {Problem, ReportProblem} from '../src/domain/ontology.js'
import {invalidUtf8} from './invalid-utf8.js'
import type {LineBatch} from './read-lines.js'

const lineFeed = 10

/** Cuts a stream of bytes into lines; the work behind `readLines`. */
export class LineSplitter {
  /** The start of a line whose end has not come yet. */
  private held: Buffer[] = []
  private heldBytes = 0
  /** Inside a line that was given up: what comes before the next line end is dropped. */
  private skipping = false
  private nextLine = 1

  constructor(
    private readonly path: string,
    private readonly report: ReportProblem,
    private readonly maxLineBytes: number,
  ) {}

  /** @returns The lines that end in this piece. */
  push(chunk: Buffer): LineBatch {
    const firstLine = this.nextLine
    const lines: string[] = []
    let rest = chunk
    if (this.skipping) {
      const end = rest.indexOf(lineFeed)
      if (end < 0) return {firstLine, lines}
      this.skipping = false
      rest = rest.subarray(end + 1)
      lines.push('')
      this.nextLine++
    }
    const last = rest.lastIndexOf(lineFeed)
    if (last >= 0) {
      this.decodeInto(lines, this.takeHeld(rest.subarray(0, last)))
      rest = rest.subarray(last + 1)
    }
    this.hold(rest)
    return {firstLine, lines}
  }

  /** @returns The last line, where the file does not end with a line end. */
  end(): LineBatch {
    const batch = {firstLine: this.nextLine, lines: [] as string[]}
    if (this.skipping) batch.lines.push('')
    else if (this.heldBytes > 0) this.decodeInto(batch.lines, this.takeHeld(Buffer.alloc(0)))
    return batch
  }

  private hold(bytes: Buffer): void {
    if (bytes.length === 0) return
    this.held.push(bytes)
    this.heldBytes += bytes.length
    // the line end may still bring a carriage return that does not count
    if (this.heldBytes <= this.maxLineBytes + 1) return
    this.held = []
    this.heldBytes = 0
    this.skipping = true
    this.reportLine('line-too-long', 'skipped', this.nextLine, this.tooLong())
  }

  private takeHeld(bytes: Buffer): Buffer {
    if (this.heldBytes === 0) return bytes
    const whole = Buffer.concat([...this.held, bytes])
    this.held = []
    this.heldBytes = 0
    return whole
  }

  /** @param bytes - Whole lines, without the last one's line feed. */
  private decodeInto(lines: string[], bytes: Buffer): void {
    const first = lines.length
    if (bytes.length <= this.maxLineBytes && isUtf8(bytes) && !bytes.includes(0)) {
      const text = bytes.toString('utf8')
      const hasReturns = text.includes('\r')
      for (const line of text.split('\n')) lines.push(hasReturns ? withoutReturn(line) : line)
    } else {
      this.decodeEachInto(lines, bytes)
    }
    if (this.nextLine === 1 && lines[first]?.startsWith('\uFEFF')) lines[first] = lines[first].slice(1)
    this.nextLine += lines.length - first
  }

  private decodeEachInto(lines: string[], bytes: Buffer): void {
    let number = this.nextLine
    for (let start = 0; start <= bytes.length; number++) {
      const found = bytes.indexOf(lineFeed, start)
      const end = found < 0 ? bytes.length : found
      lines.push(this.decodeLine(bytes.subarray(start, end), number))
      start = end + 1
    }
  }

  private decodeLine(bytes: Buffer, number: number): string {
    if (bytes.length > this.maxLineBytes + 1) {
      this.reportLine('line-too-long', 'skipped', number, this.tooLong())
      return ''
    }
    if (bytes.includes(0)) {
      this.reportLine('nul-byte', 'skipped', number, 'The line holds NUL bytes: it is not text.')
      return ''
    }
    if (!isUtf8(bytes)) {
      this.report(invalidUtf8(this.path, number))
    }
    return withoutReturn(bytes.toString('utf8'))
  }

  private tooLong(): string {
    return `The line is longer than ${this.maxLineBytes} bytes.`
  }

  private reportLine(kind: string, severity: Problem['severity'], line: number, message: string): void {
    this.report({kind, severity, message, at: {file: this.path, line}})
  }
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
