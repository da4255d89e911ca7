import {languageRefsets, preferred} from './metadata-ids.js'
import {rf2Lines} from './read-rf2-file.js'
import type {Rf2File} from './rf2-file.js'

/** So many preferred terms show that a reference set covers the release: there is no need to count on. */
const plenty = 10_000

/** No release has as many; a damaged file could name another one in each row. */
const mostRefsets = 1000

/**
 * The language reference set whose preferred terms name the concepts: US English, else British English, else the one
 * that comes first; but none with less than half as many preferred terms as another (a national release may bring a
 * handful of US English rows). A release lists them in one file, mixed, so they must be known before rows are made.
 *
 * @returns `undefined` where nothing is preferred by any.
 */
export async function chooseLanguageRefset(files: readonly Rf2File[]): Promise<string | undefined> {
  const counts = new Map<string, number>()
  for (const {file, kind} of files) {
    if (kind !== 'language') continue
    // what is wrong with a line is reported when its rows are made
    for await (const {lines} of rf2Lines(file, () => {})) {
      for (const line of lines) countPreferred(line, counts)
      if ((counts.get(languageRefsets.usEnglish) ?? 0) >= plenty) return languageRefsets.usEnglish
    }
  }
  const [most = 0] = [...counts.values()].sort((a, b) => b - a)
  if (most === 0) return undefined
  const inOrder = [languageRefsets.usEnglish, languageRefsets.gbEnglish, ...counts.keys()]
  return inOrder.find((refset) => (counts.get(refset) ?? 0) >= most / 2)
}

function countPreferred(line: string, counts: Map<string, number>): void {
  const [, , active, , refsetId, , acceptabilityId] = line.split('\t')
  if (active !== '1' || acceptabilityId !== preferred || refsetId === undefined) return
  if (counts.size >= mostRefsets && !counts.has(refsetId)) return
  counts.set(refsetId, (counts.get(refsetId) ?? 0) + 1)
}
