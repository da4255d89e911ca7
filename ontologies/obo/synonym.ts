import type {TermScope} from '../../src/domain/ontology.js'
import {ownValue} from '../../src/domain/own-value.js'
import {readQuoted} from './obo-values.js'

const scopes: Readonly<Record<string, TermScope>> = {
  EXACT: 'exact',
  BROAD: 'broad',
  NARROW: 'narrow',
  RELATED: 'related',
}

/** Tags of OBO 1.0 that name the scope themselves; `synonym` says it in its value. */
export const synonymTags: Readonly<Record<string, TermScope | undefined>> = {
  synonym: undefined,
  exact_synonym: 'exact',
  broad_synonym: 'broad',
  narrow_synonym: 'narrow',
  related_synonym: 'related',
}

/** The scope a word names (`EXACT`), in any case. */
export function scopeOf(word: string | undefined): TermScope | undefined {
  const key = word?.toUpperCase() ?? ''
  return ownValue(scopes, key)
}

/**
 * Reads `"text" SCOPE TYPE [xrefs] {modifiers}`; all but the text may be missing.
 *
 * @param typeScopes - Scopes of synonym types that have one of their own.
 * @returns `related` where neither the line nor its type says a scope, as OBO 1.2 has it. `undefined` for a value that
 *   does not start with a quoted string.
 */
export function readSynonym(
  value: string,
  typeScopes: ReadonlyMap<string, TermScope>,
): {text: string; scope: TermScope; type?: string} | undefined {
  const quoted = readQuoted(value)
  if (quoted === undefined) return undefined
  const bracket = quoted.rest.indexOf('[')
  const words = (bracket < 0 ? quoted.rest : quoted.rest.slice(0, bracket)).split(/\s+/)
  const [first, second] = words.filter((word) => word !== '')
  const named = scopeOf(first)
  const type = named === undefined ? first : second
  const ofType = typeScopes.get(type ?? '')
  return {text: quoted.text, scope: named ?? ofType ?? 'related', ...(type === undefined ? {} : {type})}
}
