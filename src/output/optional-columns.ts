import type {LinkedMention} from '../domain/mention.js'
import {codesOf} from './codes-of.js'
import type {OutputContext} from './link-writer.js'

/** Columns that flags add at the end: `mapped` with `--map-to`, `evidence` with `--explain`. */
export function optionalColumns({explained, mapped}: Pick<OutputContext, 'explained' | 'mapped'>): string[] {
  return [...(mapped ? ['mapped'] : []), ...(explained ? ['evidence'] : [])]
}

/** What {@link optionalColumns} say: codes of the target vocabulary joined by `|`, evidence joined by `; `. */
export function optionalValues({evidence, mapped}: Pick<LinkedMention, 'evidence' | 'mapped'>): string[] {
  return [...(mapped ? [codesOf(mapped)] : []), ...(evidence ? [evidence.join('; ')] : [])]
}
