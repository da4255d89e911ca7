/**
 * How many slips make one word from the other: letters too many, missing, wrong, or two changed about. This is the
 * Damerau-Levenshtein distance in its restricted form (no letter is touched twice).
 *
 * @param most - Where the count may stop.
 * @returns Any number above `most` once it is certain that the distance is above it.
 */
export function slipsBetween(a: string, b: string, most: number = Number.POSITIVE_INFINITY): number {
  const width = b.length + 1
  // every call would otherwise make as many arrays as there are letters
  if (rows[0].length < width) rows = [new Uint32Array(width), new Uint32Array(width), new Uint32Array(width)]
  let [beforeLast, last, row] = rows
  for (let j = 0; j < width; j++) last[j] = j
  for (let i = 1; i <= a.length; i++) {
    const letter = a.charCodeAt(i - 1)
    const letterBefore = a.charCodeAt(i - 2)
    row[0] = i
    let least = i
    for (let j = 1; j < width; j++) {
      const other = b.charCodeAt(j - 1)
      let slips = last[j - 1]!
      if (letter !== other) {
        slips = 1 + Math.min(slips, last[j]!, row[j - 1]!)
        if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && letterBefore === other) {
          slips = Math.min(slips, beforeLast[j - 2]! + 1)
        }
      }
      row[j] = slips
      if (slips < least) least = slips
    }
    if (least > most) return least
    const free = beforeLast
    beforeLast = last
    last = row
    row = free
  }
  return last[b.length]!
}

/** The row being filled and the two before it. */
let rows: [Uint32Array, Uint32Array, Uint32Array] = [
  new Uint32Array(32),
  new Uint32Array(32),
  new Uint32Array(32),
]
