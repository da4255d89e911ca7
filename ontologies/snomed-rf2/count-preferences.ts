import type {BitSet} from '../bit-set.js'
import {gbEnglish, usEnglish} from './dialects.js'
import {preferred} from './metadata-ids.js'
import type {Rf2File} from './rf2-file.js'
import {rf2Lines} from './rf2-lines.js'

/** So many preferred terms show that a reference set covers the release: there is no need to count on. */
const plenty = 10_000

/** No release has as many; a damaged file could name another one in each row. */
const mostRefsets = 1000

/** The lines of a kind of files that count, where some do not. */
export type CountingLines = ReadonlyMap<Rf2File, BitSet> | undefined

/**
 * Tells the terms that language reference sets prefer, one after the other, some of them more than once.
 *
 * @param files - Of any kind; others than language reference sets are passed over.
 * @param visit - Returns `false` when it has seen enough.
 */
export async function visitPreferences(
  files: readonly Rf2File[],
  lines: CountingLines,
  visit: (refset: string, termId: string) => boolean,
): Promise<void> {
  for (const file of files) {
    if (file.kind !== 'language') continue
    const counting = lines?.get(file)
    // what is wrong with a line is reported when its rows are made
    for await (const batch of rf2Lines(file.file, () => {})) {
      for (const [index, line] of batch.lines.entries()) {
        // half of the lines are not split
        if (!line.includes(preferred) || (counting && !counting.has(batch.firstLine + index))) continue
        const [, , active, , refset, termId, acceptability] = line.split('\t', 7)
        if (active !== '1' || acceptability !== preferred || !refset || !termId) continue
        if (!visit(refset, termId)) return
      }
    }
  }
}

/**
 * How many terms each language reference set prefers. Counting stops where US English has so many that it is chosen,
 * unless all are asked for.
 */
export async function countPreferences(
  files: readonly Rf2File[],
  lines: CountingLines,
  {all = false}: {all?: boolean} = {},
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  await visitPreferences(files, lines, (refset) => {
    const count = counts.get(refset) ?? 0
    if (count > 0 || counts.size < mostRefsets) counts.set(refset, count + 1)
    return all || refset !== usEnglish || count + 1 < plenty
  })
  return counts
}

/**
 * The language reference set whose preferred terms name the concepts where nothing is asked for: US English, else British
 * English, else the one with the most preferred terms; but none with less than half as many as another (a national
 * release may bring a handful of US English rows), unless it has plenty.
 *
 * @returns `undefined` where nothing is preferred by any.
 */
export function defaultRefset(counts: ReadonlyMap<string, number>): string | undefined {
  const byCount = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
  const [first] = byCount
  if (first === undefined) return undefined
  if ((counts.get(usEnglish) ?? 0) >= plenty) return usEnglish
  const inOrder = [usEnglish, gbEnglish, first[0]]
  return inOrder.find((refset) => (counts.get(refset) ?? 0) >= first[1] / 2)
}
