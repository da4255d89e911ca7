import type {TermScope} from '../domain/ontology.js'

/** Scopes as the database stores them: their position, the more telling first, so that sorting by it ranks names. */
const scopes: readonly TermScope[] = ['preferred', 'exact', 'fully-specified', 'narrow', 'broad', 'related']

export const preferredCode = scopes.indexOf('preferred')
export const exactCode = scopes.indexOf('exact')
export const fullySpecifiedCode = scopes.indexOf('fully-specified')

export function scopeCode(scope: TermScope): number {
  return scopes.indexOf(scope)
}

export function scopeOfCode(code: number): TermScope {
  return scopes[code]!
}
