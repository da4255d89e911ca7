import type {ReportProblem} from '../domain/ontology.js'
import type {CsvRecord, SplitRecord} from './csv-records.js'
import {scanQuotes} from './scan-quotes.js'

interface NumberedLine {
  readonly text: string
  readonly number: number
}

/** Characters and lines that one record may have: a quote that is never closed must not fill the memory. */
const longestRecord = 1 << 20
const mostLines = 200

/**
 * Joins the lines of CSV records whose quoted cells hold line ends. Where a quote turns out to be none (it is never
 * closed, closes in the middle of a cell, or makes a record of another width than the first) only the line it stands in is
 * given up, and the lines after it are read anew. Each of them is looked at twice at most, since what ends a false start
 * is the next line with an odd number of quotes.
 */
export class CsvLineJoiner {
  private held: NumberedLine[] = []
  private heldLength = 0
  private width: number | undefined

  constructor(
    private readonly path: string,
    private readonly report: ReportProblem,
    private readonly delimiter: string,
    private readonly split: SplitRecord,
  ) {}

  /** @param records - Receives the record that ends with this line, if one does. */
  push(text: string, number: number, records: CsvRecord[]): void {
    // last first: what is read anew goes on top
    const pending: NumberedLine[] = [{text, number}]
    for (let line = pending.pop(); line !== undefined; line = pending.pop()) {
      if (!this.take(line, records)) this.giveUp(line, pending)
    }
  }

  /** Settles what is still held when the file ends. */
  end(records: CsvRecord[]): void {
    while (this.held.length > 0) {
      const pending: NumberedLine[] = []
      this.giveUp(undefined, pending)
      for (let line = pending.pop(); line !== undefined; line = pending.pop()) {
        if (!this.take(line, records)) this.giveUp(line, pending)
      }
    }
  }

  /** @returns Whether all is well; else what is held, or the line itself where nothing is, cannot be a record. */
  private take(line: NumberedLine, records: CsvRecord[]): boolean {
    if (this.held.length === 0 && line.text === '') return true
    const state = scanQuotes(line.text, this.delimiter, this.held.length > 0)
    if (state === 'bad') return false
    if (state === 'open') {
      if (this.heldLength + line.text.length > longestRecord || this.held.length >= mostLines) return false
      this.held.push(line)
      this.heldLength += line.text.length + 1
      return true
    }
    const [first] = this.held
    if (first === undefined) {
      const cells = this.split(line.text)
      this.width ??= cells.length
      records.push({line: line.number, cells})
      return true
    }
    const cells = this.split([...this.held, line].map(({text}) => text).join('\n'))
    if (this.width !== undefined && cells.length !== this.width) return false
    this.width ??= cells.length
    this.release()
    records.push({line: first.number, cells})
    return true
  }

  private giveUp(line: NumberedLine | undefined, pending: NumberedLine[]): void {
    const [first, ...again] = this.held
    this.release()
    if (first === undefined) {
      this.skip('bad-quote', 'A quoted cell goes on after its closing quote.', line!.number)
      return
    }
    if (line) again.push(line)
    for (const one of again.reverse()) pending.push(one)
    this.skip('unclosed-quote', 'A quote at the start of a cell is not closed.', first.number)
  }

  private release(): void {
    this.held = []
    this.heldLength = 0
  }

  private skip(kind: string, message: string, line: number): void {
    this.report({kind, severity: 'skipped', message, at: {file: this.path, line}})
  }
}
