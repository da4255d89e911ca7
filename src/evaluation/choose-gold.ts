import type {Document} from '../domain/mention.js'

/**
 * The gold that counts.
 *
 * @param types - Types of gold mentions, compared without regard to case; mentions of others are left aside, and so are
 *   the concepts that annotators gave to documents as a whole, which have no type. Absent: all counts.
 */
export function chooseGold(
  documents: readonly Document[],
  types: readonly string[] | undefined,
): readonly Document[] {
  if (types === undefined) return documents
  const wanted = new Set(types.map((type) => type.toLowerCase()))
  return documents.map(({conceptIds, mentions = [], ...document}) => ({
    ...document,
    mentions: mentions.filter(({type}) => type !== undefined && wanted.has(type.toLowerCase())),
  }))
}

/** Types of the gold mentions, in alphabetical order. */
export function goldTypes(documents: readonly Document[]): string[] {
  const types = documents.flatMap(({mentions = []}) => mentions.flatMap(({type}) => type ?? []))
  return [...new Set(types)].sort()
}
