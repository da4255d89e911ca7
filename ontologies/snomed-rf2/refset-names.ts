import type {Rf2File} from './rf2-file.js'
import {rf2Lines} from './rf2-lines.js'

/** A reference set has a fully specified name and a synonym or two in each language. */
const mostNames = 50

/**
 * What a release calls some concepts: its active descriptions, in whatever version.
 *
 * @returns An entry for each id; empty where the release does not describe it.
 */
export async function namesOfConcepts(
  files: readonly Rf2File[],
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, string[]>([...ids].map((id) => [id, []]))
  for (const {file, kind} of files) {
    if (kind !== 'description') continue
    for await (const {lines} of rf2Lines(file, () => {})) {
      for (const line of lines) {
        const [, , active, , conceptId, , , text] = line.split('\t', 8)
        const found = active === '1' && text ? names.get(conceptId!) : undefined
        if (found && found.length < mostNames) found.push(text!)
      }
    }
  }
  return names
}
