import type {ReportProblem} from '../../src/domain/ontology.js'
import {readLines} from '../read-lines.js'
import type {SourceFile} from '../source-files.js'
import {type AsciiField, asciiRecord} from './ascii-record.js'
import type {MeshRecord} from './mesh-record.js'

/** Fields that hold what is read; the others are passed over, so that no record grows large with them. */
const wanted: ReadonlySet<string> = new Set([
  ...['RECTYPE', 'UI', 'MH', 'NM', 'DC', 'ENTRY', 'PRINT ENTRY', 'SY', 'MS', 'NO'],
  ...['ST', 'MN', 'RN', 'RR', 'HM', 'PA', 'FX'],
])

/** Characters of one record; the longest of 2024 have some 100,000. */
const largestRecord = 8 << 20

/**
 * Reads the records of a MeSH ASCII file (`d2024.bin`, `c2024.bin`) as a stream.
 *
 * Reports `unparsable-line`, `record-too-large` (both skipped) and what {@link asciiRecord} does.
 */
export async function* readAsciiRecords(
  file: SourceFile,
  report: ReportProblem,
): AsyncGenerator<readonly MeshRecord[]> {
  const splitter = new RecordSplitter(file.path, report)
  for await (const {firstLine, lines} of readLines(file, report)) {
    lines.forEach((line, index) => {
      splitter.push(line, firstLine + index)
    })
    const records = splitter.takeFinished()
    if (records.length > 0) yield records
  }
  yield splitter.end()
}

class RecordSplitter {
  private finished: MeshRecord[] = []
  private open: {readonly line: number; readonly fields: AsciiField[]; size: number} | undefined

  constructor(
    private readonly path: string,
    private readonly report: ReportProblem,
  ) {}

  push(line: string, number: number): void {
    if (line.trimEnd() === '*NEWRECORD') {
      this.finish()
      this.open = {line: number, fields: [], size: 0}
      return
    }
    if (line.trim() === '') return
    const [, field, value] = /^([A-Z][A-Z0-9_]*(?: [A-Z0-9_]+)*) =(.*)$/.exec(line) ?? []
    if (field === undefined || value === undefined || this.open === undefined) {
      this.reportSkipped(
        'unparsable-line',
        'The line is neither "FIELD = value" nor the start of a record.',
        number,
      )
      return
    }
    const text = value.trim()
    if (text === '' || !wanted.has(field)) return
    this.open.fields.push({field, text, line: number})
    this.open.size += line.length
    if (this.open.size > largestRecord) this.giveUp(this.open.line)
  }

  takeFinished(): MeshRecord[] {
    const {finished} = this
    this.finished = []
    return finished
  }

  end(): MeshRecord[] {
    this.finish()
    return this.takeFinished()
  }

  private finish(): void {
    if (this.open === undefined || this.open.fields.length === 0) return
    const record = asciiRecord(this.open.fields, this.open.line, this.path, this.report)
    if (record) this.finished.push(record)
    this.open = undefined
  }

  /** What follows, up to the next record, is counted line by line. */
  private giveUp(line: number): void {
    this.open = undefined
    this.reportSkipped('record-too-large', `The record has more than ${largestRecord} characters.`, line)
  }

  private reportSkipped(kind: string, message: string, line: number): void {
    this.report({kind, severity: 'skipped', message, at: {file: this.path, line}})
  }
}
