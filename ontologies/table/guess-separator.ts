import type {Cell} from './read-records.js'

/** Share of the filled cells that must hold a semicolon before it is believed to part names. */
const believed = 0.1

/**
 * Guesses what parts several names in one cell. A vertical bar hardly stands in a name: it counts wherever it is met, and
 * where nothing else is. Names with a semicolon are known (`fracture; pathological`): it counts in columns that hold no bar
 * and where it is common. Commas never count: half of all names hold one.
 *
 * @param cells - Sample of the column.
 */
export function guessSeparator(cells: readonly Cell[]): string {
  const texts = cells.filter((cell): cell is string => typeof cell === 'string' && cell.trim() !== '')
  if (texts.some((text) => text.includes('|'))) return '|'
  const parted = texts.filter((text) => /;\s*\S/.test(text))
  return parted.length > 1 && parted.length >= believed * texts.length ? ';' : '|'
}

/** The values of a cell, without white space around them and without empty ones. */
export function valuesOf(cell: Cell, separator: string | RegExp): string[] {
  const parts = typeof cell === 'string' ? cell.split(separator) : cell
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Codes hold none of these; where a user names another separator, that one counts. */
export const codeSeparators = /\s*[|;,]\s*|\s+/

/** A cell of prose or a single name: the values of an array are taken as they are. */
export function singleValue(cell: Cell): string {
  return (typeof cell === 'string' ? cell : (cell[0] ?? '')).trim()
}
