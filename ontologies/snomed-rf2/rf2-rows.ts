import type {OntologyRow, SourceLine} from '../../src/domain/ontology.js'
import {descriptionTypes, historicalAssociations, isA, mapPrefixes, preferred} from './metadata-ids.js'
import type {Rf2Kind} from './rf2-file.js'
import {partitionOf} from './sctid.js'

/** What rows depend on besides their line. */
export interface Rf2RowOptions {
  /** The language reference set whose preferences count; absent where the release has none. */
  readonly languageRefset?: string
}

/**
 * Appends what a line says to `rows`; nothing where it is history or of no interest.
 *
 * @param columns - As {@link rf2Columns} names them, at least as many; `active` is `0` or `1`.
 */
export type Rf2RowMaker = (
  columns: readonly string[],
  at: SourceLine,
  rows: OntologyRow[],
  options: Rf2RowOptions,
) => void

/** One maker a kind of file. Inactive rows are history, except of concepts. */
export const rf2RowMakers: Readonly<Record<Rf2Kind, Rf2RowMaker>> = {
  concept([id, , active], at, rows) {
    rows.push({row: 'concept', id: id!, active: active === '1', at})
  },

  description([termId, , active, , conceptId, languageCode, typeId, text], at, rows) {
    if (active !== '1') return
    const language = languageCode!.toLowerCase()
    if (typeId === descriptionTypes.definition) {
      rows.push({row: 'definition', conceptId: conceptId!, text: text!, language, at})
      return
    }
    // no shared part spread into the rows: a release has a million of them
    if (typeId !== descriptionTypes.fullySpecified) {
      rows.push({
        row: 'term',
        conceptId: conceptId!,
        termId: termId!,
        text: text!,
        scope: 'exact',
        language,
        at,
      })
      return
    }
    const {name, tag} = splitSemanticTag(text!)
    const scope = 'fully-specified'
    rows.push({row: 'term', conceptId: conceptId!, termId: termId!, text: name, scope, language, at})
    if (tag !== undefined) rows.push({row: 'type', conceptId: conceptId!, type: tag, at})
  },

  relationship([, , active, , conceptId, targetId, , typeId], at, rows) {
    if (active !== '1') return
    const relation = typeId === isA ? 'is-a' : typeId!
    rows.push({row: 'relation', conceptId: conceptId!, relation, targetId: targetId!, at})
  },

  language([, , active, , refsetId, termId, acceptabilityId], at, rows, {languageRefset}) {
    if (active !== '1' || acceptabilityId !== preferred || refsetId !== languageRefset) return
    rows.push({row: 'preference', termId: termId!, at})
  },

  association([, , active, , refsetId, id, replacementId], at, rows) {
    const reason = historicalAssociations[refsetId!]
    if (active !== '1' || reason === undefined || !isConceptId(id!) || !isConceptId(replacementId!)) return
    rows.push({row: 'replacement', id: id!, replacementId: replacementId!, reason, at})
  },

  'simple-map'([, , active, , refsetId, conceptId, target], at, rows) {
    if (active === '1') pushMap(conceptId!, refsetId!, target!, at, rows)
  },

  'extended-map'([, , active, , refsetId, conceptId, , , , , target], at, rows) {
    if (active === '1') pushMap(conceptId!, refsetId!, target!, at, rows)
  },
}

/** An empty target says that nothing fits. Descriptions are mapped too, but not as concepts. */
function pushMap(
  conceptId: string,
  refsetId: string,
  code: string,
  at: SourceLine,
  rows: OntologyRow[],
): void {
  if (code === '' || !isConceptId(conceptId)) return
  const prefix = mapPrefixes[refsetId]
  rows.push({
    row: 'map',
    conceptId,
    target: prefix === undefined ? code : `${prefix}:${code}`,
    relation: refsetId,
    at,
  })
}

function isConceptId(id: string): boolean {
  return partitionOf(id).endsWith('0')
}

/**
 * Parts a fully specified name from the hierarchy in its last brackets: `Asthma (disorder)`.
 *
 * @returns The whole name without a tag where it does not end in brackets.
 */
export function splitSemanticTag(name: string): {name: string; tag?: string} {
  const trimmed = name.trimEnd()
  if (!trimmed.endsWith(')')) return {name}
  const open = trimmed.lastIndexOf('(')
  const bare = trimmed.slice(0, Math.max(0, open)).trimEnd()
  const tag = trimmed.slice(open + 1, -1).trim()
  return bare === '' || tag === '' || tag.includes(')') ? {name} : {name: bare, tag}
}
