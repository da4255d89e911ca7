import type {ReaderOptions} from '../reader.js'
import {isNamedHeader} from './given-columns.js'
import {singleValue} from './guess-separator.js'
import type {TableRecord} from './read-records.js'
import type {TableSample} from './sample-table.js'
import {idRank, nameRank, roleOfHeader} from './table-columns.js'
import {looksLikeIds} from './value-shapes.js'

/** Where the names of the columns stand: in the first record, a comment before it, the keys of objects, or nowhere. */
export type HeaderPlace = 'line' | 'comment' | 'keys' | 'none'

/** The names of the columns, and the records that are rows. */
export interface TableHeader {
  readonly header: HeaderPlace
  /** Empty where nothing names the columns. */
  readonly headers: readonly string[]
  readonly width: number
  readonly rows: readonly TableRecord[]
}

/** Finds what names the columns of a table. */
export function findHeader({comments, form, records}: TableSample, options: ReaderOptions): TableHeader {
  if (form.kind === 'json')
    return {header: 'keys', headers: form.keys, width: form.keys.length, rows: records}
  const first = (records[0]?.cells ?? []).map(singleValue)
  const width = first.length
  if (knownNames(first) >= 2) return {header: 'line', headers: first, width, rows: records.slice(1)}
  const inComment = comments
    .map((comment) =>
      comment
        .replace(/^#+\s*/, '')
        .split(form.delimiter)
        .map((cell) => cell.trim()),
    )
    .findLast((cells) => cells.length === width && knownNames(cells) > 0)
  if (inComment) return {header: 'comment', headers: inComment, width, rows: records}
  if (isNamedHeader(first, options) || !startsWithIds(first, records)) {
    return {header: 'line', headers: first, width, rows: records.slice(1)}
  }
  return {header: 'none', headers: [], width, rows: records}
}

/** Whether a header names both ids and names in words that are known. */
export function namesIdsAndNames(headers: readonly string[]): boolean {
  return headers.some((name) => idRank(name) >= 0) && headers.some((name) => nameRank(name) >= 0)
}

function knownNames(cells: readonly string[]): number {
  const isKnown = (cell: string) =>
    idRank(cell) >= 0 || nameRank(cell) >= 0 || roleOfHeader(cell) !== undefined
  return cells.filter(isKnown).length
}

/** Whether the first record has an id where all records have one: it is a row like them. */
function startsWithIds(first: readonly string[], records: readonly TableRecord[]): boolean {
  const columnOf = (index: number) => records.map(({cells}) => singleValue(cells[index] ?? ''))
  return first.some((cell, index) => looksLikeIds([cell]) && looksLikeIds(columnOf(index)))
}
