/** Share of a column's cells that must have a shape. */
const almostAll = 0.95

/**
 * Whether cells look like ids: each there, short, without white space, with a digit, but no plain decimal, date or time
 * stamp, and hardly any twice.
 */
export function looksLikeIds(cells: readonly string[]): boolean {
  if (cells.length === 0) return false
  const fitting = cells.filter((cell) => isIdLike(cell.trim()))
  return fitting.length >= almostAll * cells.length && new Set(fitting).size >= 0.5 * fitting.length
}

/** Whether cells look like names: almost all there, of letters, and not like codes. */
export function looksLikeNames(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  if (filled.length === 0 || filled.length < 0.9 * cells.length) return false
  const worded = filled.filter((cell) => /\p{L}{2}|\p{Lo}/u.test(cell) && !/^\w+:\/\//.test(cell))
  return (
    worded.length >= almostAll * filled.length &&
    !looksLikeProse(filled) &&
    !filled.every((cell) => isIdLike(cell.trim())) &&
    new Set(filled).size >= 0.5 * filled.length
  )
}

/** Whether cells hold whole texts: the longest names of chemistry have some hundred characters, but not most of them. */
export function looksLikeProse(cells: readonly string[]): boolean {
  const long = cells.filter((cell) => cell.length > longestUsualName)
  return long.length > 0.5 * cells.length
}

const longestUsualName = 300

function isIdLike(cell: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{N}:_.\-/#|]{0,99}$/u.test(cell) &&
    /\p{Nd}/u.test(cell) &&
    !/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell) && // a date, a version, an address
    !/^\d{1,2}:\d{2}/.test(cell) &&
    !/^\d{10,}\.\d+$/.test(cell)
  )
}
