/** Units that offsets can be printed in. */
export const offsetUnits = ['utf16', 'codepoint', 'byte'] as const
export type OffsetUnit = (typeof offsetUnits)[number]

/**
 * Makes a function that turns UTF-16 offsets of a text into another unit. Asked in rising order it walks the text once.
 *
 * A lone surrogate counts as one code point and, as U+FFFD, three bytes.
 */
export function offsetConverter(text: string, unit: OffsetUnit): (offset: number) => number {
  if (unit === 'utf16') return (offset) => offset
  let from = 0
  let count = 0
  return (offset) => {
    if (offset < from) {
      from = 0
      count = 0
    }
    const piece = text.slice(from, offset)
    count += unit === 'byte' ? Buffer.byteLength(piece) : countCodePoints(piece)
    from = offset
    return count
  }
}

function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
