import type {MapRow, SourceLine} from '../../src/domain/ontology.js'
import {ownValue} from '../../src/domain/own-value.js'
import {mapPrefixes} from './metadata-ids.js'
import {isConceptId} from './sctid.js'

/** What a complex or extended map says besides the pair. */
export type MapRule = Pick<MapRow, 'group' | 'priority' | 'rule' | 'advice'>

/**
 * The cross-map that a row of a map reference set makes. The code gets the name of its vocabulary where the reference set
 * is known, stays as it is where it has one (`DOID:4`), and gets the id of the reference set otherwise, so that it can be
 * asked for all the same.
 *
 * @param code - In the other vocabulary; empty: nothing there fits.
 * @returns `undefined` where there is no code, or what is mapped is a description.
 */
export function mapRow(
  conceptId: string,
  refset: string,
  code: string,
  at: SourceLine,
  {advice, group, priority, rule}: MapRule = {},
): MapRow | undefined {
  const bare = code.trim()
  // the United Kingdom's maps write #NC and #HLT where nothing can be given
  if (bare === '' || bare.startsWith('#') || !isConceptId(conceptId)) return undefined
  const prefix = ownValue(mapPrefixes, refset)
  const target =
    prefix === undefined && /^[A-Za-z][\w.-]*:\S/.test(bare) ? bare : `${prefix ?? refset}:${bare}`
  return {
    row: 'map',
    conceptId,
    target,
    relation: refset,
    ...(group === undefined ? {} : {group}),
    ...(priority === undefined ? {} : {priority}),
    ...(rule ? {rule} : {}),
    ...(advice ? {advice} : {}),
    at,
  }
}
