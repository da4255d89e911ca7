import {UsageError} from '../../src/errors.js'
import type {ReaderOptions} from '../reader.js'
import type {GivenColumns} from './guess-columns.js'
import type {ColumnRole} from './table-columns.js'

const roleOptions: readonly (readonly [keyof ReaderOptions, ColumnRole])[] = [
  ['idColumn', 'id'],
  ['nameColumn', 'name'],
  ['synonymsColumn', 'synonyms'],
  ['definitionColumn', 'definition'],
  ['typeColumn', 'type'],
  ['parentColumn', 'parent'],
]

/** The columns that a user named, a role to each name. */
function namedColumns(options: ReaderOptions): {role: ColumnRole; name: string}[] {
  return roleOptions.flatMap(([option, role]) => {
    const value = options[option]
    const names = Array.isArray(value) ? (value as readonly string[]) : [value]
    return names.filter((name) => typeof name === 'string').map((name) => ({role, name}))
  })
}

/** Whether a user said anything of the columns. */
export function namesColumns(options: ReaderOptions): boolean {
  return namedColumns(options).length > 0
}

/** Whether the first line holds a column name that the user gave, and is a header for that. */
export function isNamedHeader(cells: readonly string[], options: ReaderOptions): boolean {
  return namedColumns(options).some(({name}) => cells.some((cell) => sameName(cell, name)))
}

/**
 * Finds the columns that a user named: by name without regard to case, else by number from 1.
 *
 * @param headers - Empty where the table has no header line.
 * @throws {UsageError} When a column is not there, or was given two roles.
 */
export function givenColumns(
  options: ReaderOptions,
  headers: readonly string[],
  width: number,
  path: string,
): GivenColumns {
  const given = new Map<number, ColumnRole>()
  for (const {name, role} of namedColumns(options)) {
    const index = columnIndex(name, headers, width)
    if (index === undefined) {
      throw new UsageError(`${path} has no column "${name}".`, listColumns(headers, width))
    }
    const before = given.get(index)
    if (before !== undefined && before !== role) {
      throw new UsageError(
        `The column "${name}" was given both as ${before} and as ${role}.`,
        listColumns(headers, width),
      )
    }
    given.set(index, role)
  }
  return given
}

/** `Its columns: 1 "code", 2 "name".` */
export function listColumns(headers: readonly string[], width: number): string {
  if (headers.length === 0) return `It has no header line: name its columns by number, 1 to ${width}.`
  const most = 40
  const listed = headers.slice(0, most).map((header, index) => `${index + 1} "${header.slice(0, 60)}"`)
  const rest = headers.length > most ? ` and ${headers.length - most} more` : ''
  return `Its columns: ${listed.join(', ')}${rest}.`
}

function columnIndex(name: string, headers: readonly string[], width: number): number | undefined {
  const index = headers.findIndex((header) => sameName(header, name))
  if (index >= 0) return index
  const number = /^[1-9]\d{0,4}$/.test(name) ? Number(name) : 0
  return number >= 1 && number <= width ? number - 1 : undefined
}

function sameName(header: string, name: string): boolean {
  return header.trim().toLowerCase() === name.trim().toLowerCase()
}
