import type {Document} from '../domain/mention.js'
import {InputError, UsageError} from '../errors.js'

/**
 * The gold that counts. Documents that say nothing of their mentions or concepts are none; an empty list says that there are
 * none to find.
 *
 * @param name - File, for messages.
 * @param types - Types of gold mentions, compared without regard to case; mentions of others are left aside, and so are
 *   the concepts that annotators gave to documents as a whole, which have no type. Absent: all counts.
 * @throws {InputError} When there are no annotations.
 * @throws {UsageError} When no mention is of the types.
 */
export function chooseGold(
  name: string,
  documents: readonly Document[],
  types: readonly string[] | undefined,
): readonly Document[] {
  if (!hasGold(documents)) throw noAnnotations(name)
  const annotated = documents.filter(({conceptIds, mentions}) => conceptIds ?? mentions)
  if (types === undefined) return annotated
  const wanted = new Set(types.map((type) => type.toLowerCase()))
  const chosen = annotated.map(({conceptIds, mentions = [], ...document}) => ({
    ...document,
    mentions: mentions.filter(({type}) => type !== undefined && wanted.has(type.toLowerCase())),
  }))
  if (hasGold(chosen)) return chosen
  const known = typesOf(documents)
  throw new UsageError(
    `${name} has no gold mention of type ${types.join(', ')}.`,
    known.length > 0 ? `Its types are ${known.join(', ')}.` : 'Its mentions have no types.',
  )
}

/** The error of a file without annotations. */
export function noAnnotations(name: string): InputError {
  return new InputError(
    'INPUT_EMPTY',
    `${name} holds no annotations.`,
    'Give documents with mentions, "id||name" lines, or a table of two texts and a number.',
  )
}

function hasGold(documents: readonly Document[]): boolean {
  return documents.some(({conceptIds = [], mentions = []}) => conceptIds.length + mentions.length > 0)
}

function typesOf(documents: readonly Document[]): string[] {
  const types = documents.flatMap(({mentions = []}) => mentions.flatMap(({type}) => type ?? []))
  return [...new Set(types)].sort()
}
