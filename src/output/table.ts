import stringWidth from 'string-width'

export interface TableColumn {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** Share of the width that is left when all does not fit; 0 keeps the column whole. */
  readonly flex?: number
}

export interface TableStyle {
  /** Columns of the terminal. */
  readonly width: number
  /** Makes the head stand out; absent for plain text. */
  readonly head?: (text: string) => string
}

const gap = '  '
const narrowest = 6

/**
 * Lays rows out in columns that fit a width; what does not fit is cut with an ellipsis. Full-width characters count two
 * columns.
 *
 * @returns Lines with LF, the head first; the empty string when there are no rows.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  {head = (text) => text, width}: TableStyle,
): string {
  if (rows.length === 0) return ''
  const cells = rows.map((row) => row.map((cell) => plainCell(cell)))
  const widths = fitWidths(columns, cells, width)
  const layOut = (row: readonly string[]) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align))
      .join(gap)
      .trimEnd()
  return [head(layOut(columns.map(({title}) => title))), ...cells.map(layOut)]
    .map((line) => `${line}\n`)
    .join('')
}

function fitWidths(
  columns: readonly TableColumn[],
  cells: readonly (readonly string[])[],
  width: number,
): number[] {
  const natural = columns.map(({title}, i) =>
    cells.reduce((widest, row) => Math.max(widest, stringWidth(row[i] ?? '')), stringWidth(title)),
  )
  const widths = [...natural]
  const used = () => widths.reduce((sum, own) => sum + own, 0) + gap.length * (columns.length - 1)
  while (used() > width) {
    // one step from the column that is widest for its share, so that all shrink together
    let widest = -1
    let most = 0
    for (const [i, {flex = 0}] of columns.entries()) {
      const own = widths[i] ?? 0
      if (flex > 0 && own > narrowest && own / flex > most) [widest, most] = [i, own / flex]
    }
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function pad(text: string, width: number, align: TableColumn['align']): string {
  const cut = cutText(text, width)
  const space = ' '.repeat(Math.max(0, width - stringWidth(cut)))
  return align === 'right' ? space + cut : cut + space
}

function cutText(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let cut = ''
  for (const {segment} of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > width - 1) break
    cut += segment
  }
  return `${cut}…`
}

/** A text on one line, without control characters that a terminal would obey. */
export function plainCell(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ')
}
