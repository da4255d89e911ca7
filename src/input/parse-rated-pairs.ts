import type {RatedPair} from '../domain/rated-pair.js'
import {splitLines} from '../domain/split-lines.js'
import type {BadLine} from './document-reader.js'
import type {InputText} from './read-text.js'

/** Whether the first or, after a head, the second line is two texts and a number. */
export function isRatedPairs(text: string): boolean {
  let looked = 0
  for (const {lineText} of splitLines(text)) {
    if (lineText.trim() === '') continue
    if (parsePair(lineText)) return true
    if (++looked === 2) return false
  }
  return false
}

/**
 * Reads a table of two texts and a number (comma- or tab-separated, cells in quotes as in RFC 4180 but on one line); a
 * first line without a number names the columns, further columns are left out.
 *
 * @param onBadLine - Told of each line that is skipped.
 */
export function parseRatedPairs({name, text}: InputText, onBadLine: (bad: BadLine) => void): RatedPair[] {
  const pairs: RatedPair[] = []
  let isFirst = true
  for (const {line, lineText} of splitLines(text)) {
    if (lineText.trim() === '') continue
    const pair = parsePair(lineText)
    if (pair) pairs.push({line, ...pair})
    else if (!isFirst) onBadLine({name, line, reason: 'not two texts and a number'})
    isFirst = false
  }
  return pairs
}

function parsePair(line: string): Omit<RatedPair, 'line'> | undefined {
  const [a = '', b = '', number = ''] = line.includes('\t') ? line.split('\t') : splitCells(line)
  const rating = number.trim() === '' ? Number.NaN : Number(number)
  if (a.trim() === '' || b.trim() === '' || !Number.isFinite(rating)) return undefined
  return {a: a.trim(), b: b.trim(), rating}
}

function splitCells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
  )
}
