import type {MappedTarget} from '../domain/mention.js'

/** The codes of the target vocabulary, joined by `|`; alternatives of a rule-based map may repeat one. */
export function codesOf(mapped: readonly MappedTarget[]): string {
  return [...new Set(mapped.map(({id}) => id))].join('|')
}
