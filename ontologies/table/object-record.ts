import type {Problem, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {ownValue} from '../../src/domain/own-value.js'
import {shown} from '../shown.js'
import type {Cell} from './read-records.js'

/**
 * The values that one line of JSON Lines gives for some keys.
 *
 * @returns `undefined` when the line was skipped, and reported.
 */
export function objectRecord(
  line: string,
  keys: readonly string[],
  report: ReportProblem,
  at: SourceLine,
): Cell[] | undefined {
  const tell = (kind: string, severity: Problem['severity'], message: string) =>
    report({kind, severity, message, at})
  const object = parseObject(line)
  if (object === undefined) {
    tell('bad-json', 'skipped', 'The line is not a JSON object.')
    return undefined
  }
  const cells: Cell[] = []
  for (const key of keys) {
    const cell = cellOf(ownValue(object, key))
    if (cell === 'unsafe') {
      tell('unsafe-number', 'skipped', `${shown(key)} is a number too large to be exact: write it in quotes.`)
      return undefined
    }
    if (cell.hasNested) tell('nested-value', 'warning', `${shown(key)} holds an object, which was left out.`)
    cells.push(cell.value)
  }
  return cells
}

/** @returns `undefined` for what is no JSON, or JSON but no object. */
export function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function cellOf(value: unknown): {value: Cell; hasNested: boolean} | 'unsafe' {
  const all = Array.isArray(value) ? value : [value]
  if (all.some((one) => typeof one === 'number' && Math.abs(one) > Number.MAX_SAFE_INTEGER)) return 'unsafe'
  const texts = all.map(textOf)
  const known = texts.filter((text) => text !== undefined)
  return {
    value: Array.isArray(value) ? known.filter((text) => text !== '') : (known[0] ?? ''),
    hasNested: known.length < texts.length,
  }
}

/** @returns `undefined` for an object or an array. */
function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? undefined : String(value)
}
