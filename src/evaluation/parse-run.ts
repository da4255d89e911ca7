import {splitLines} from '../domain/split-lines.js'
import {InputError} from '../errors.js'
import type {RunHeader, RunRecord} from './run-records.js'

/** A run that was saved. */
export interface SavedRun {
  readonly name: string
  readonly header: RunHeader
  readonly records: readonly RunRecord[]
}

/**
 * Reads a run that `eval --save` wrote.
 *
 * @param name - File, for messages.
 * @throws {InputError} When a line is no part of one.
 */
export function parseRun({name, text}: {readonly name: string; readonly text: string}): SavedRun {
  const values = [...splitLines(text)]
    .filter(({lineText}) => lineText.trim() !== '')
    .map(({line, lineText}) => ({line, value: parseJson(lineText)}))
  const [first, ...rest] = values
  if (!isHeader(first?.value)) throw notRun(name, 1)
  const records = rest.map(({line, value}) => {
    if (!isRecord(value)) throw notRun(name, line)
    return value
  })
  return {name, header: first.value, records}
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isHeader(value: unknown): value is RunHeader {
  return isObject(value) && value.biolordEval === 1 && typeof value.gold === 'string'
}

/** Looks at what a comparison goes by. */
function isRecord(value: unknown): value is RunRecord {
  if (!isObject(value)) return false
  const {task} = value
  if (task === 'similarity') return areNumbers(value.line, value.rating, value.cosine)
  if (typeof value.doc !== 'string') return false
  if (task === 'text') return isObject(value.counts) && Object.values(value.counts).every(isCounts)
  if (task !== 'mentions' && task !== 'spans') return false
  return (
    areNumbers(value.start, value.end, value.credit, value.rank ?? 0, value.score ?? 0) &&
    typeof value.known === 'boolean' &&
    typeof value.linked === 'boolean'
  )
}

function isCounts(value: unknown): boolean {
  return isObject(value) && areNumbers(value.answers, value.right, value.gold, value.found)
}

function areNumbers(...values: readonly unknown[]): boolean {
  return values.every((value) => Number.isFinite(value))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function notRun(name: string, line: number): InputError {
  return new InputError(
    'INPUT_DAMAGED',
    `${name}:${line}: no part of a saved run.`,
    'Give two files that "biolord eval --save" of this version wrote.',
  )
}
