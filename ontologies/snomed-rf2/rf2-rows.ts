import type {MapRow, OntologyRow, SourceLine} from '../../src/domain/ontology.js'
import {ownValue} from '../../src/domain/own-value.js'
import {mapRow} from './map-row.js'
import {descriptionTypes, historicalAssociations, isA, movedFrom, preferred} from './metadata-ids.js'
import type {ModuleDependencies} from './module-dependencies.js'
import type {PreferredNames} from './preferred-names.js'
import type {Rf2Kind} from './rf2-columns.js'
import {isConceptId} from './sctid.js'
import {type SemanticTags, splitSemanticTag} from './semantic-tags.js'

/** What rows depend on besides their line. */
export interface Rf2RowOptions {
  /** The language reference sets whose preferences count. */
  readonly languageRefsets: ReadonlySet<string>
  /** Where several language reference sets count. */
  readonly preferredNames?: PreferredNames
  readonly modules: ModuleDependencies
  readonly tags: SemanticTags
}

/**
 * Appends what a line says to `rows`; nothing where it is history or of no interest.
 *
 * @param columns - As `rf2Columns` names them, at least as many; `active` is `0` or `1`.
 */
export type Rf2RowMaker = (
  columns: readonly string[],
  at: SourceLine,
  rows: OntologyRow[],
  options: Rf2RowOptions,
) => void

/** One maker a kind of file. Inactive rows are history, except of concepts. */
export const rf2RowMakers: Readonly<Record<Rf2Kind, Rf2RowMaker>> = {
  concept([id, , active, module], at, rows, {modules}) {
    modules.addConceptOf(module!)
    rows.push({row: 'concept', id: id!, active: active === '1', at})
  },

  description([termId, , active, , conceptId, languageCode, typeId, text], at, rows, {preferredNames, tags}) {
    if (active !== '1') return
    const language = languageCode!.toLowerCase()
    if (typeId === descriptionTypes.definition) {
      rows.push({row: 'definition', conceptId: conceptId!, termId: termId!, text: text!, language, at})
      return
    }
    const isFull = typeId === descriptionTypes.fullySpecified
    const {name, tag} = isFull ? splitSemanticTag(text!) : {name: text!}
    // no shared part spread into the rows: a release has a million of them
    rows.push({
      row: 'term',
      conceptId: conceptId!,
      termId: termId!,
      text: name,
      scope: isFull ? 'fully-specified' : 'exact',
      rank: preferredNames?.rankOf(termId!),
      language,
      at,
    })
    if (!isFull) preferredNames?.addName(termId!, conceptId!)
    if (tag !== undefined && tags.isType(conceptId!, language)) {
      rows.push({row: 'type', conceptId: conceptId!, type: tag, at})
    }
  },

  relationship([, , active, , conceptId, targetId, group, typeId], at, rows) {
    if (active !== '1') return
    const relation = typeId === isA ? 'is-a' : typeId!
    rows.push({
      row: 'relation',
      conceptId: conceptId!,
      relation,
      targetId: targetId!,
      group: numberOf(group!),
      at,
    })
  },

  'concrete-value'([, , active, , conceptId, value, group, typeId], at, rows) {
    if (active !== '1') return
    rows.push({
      row: 'property',
      conceptId: conceptId!,
      property: typeId!,
      value: value!,
      group: numberOf(group!),
      at,
    })
  },

  language([, , active, , refsetId, termId, acceptabilityId], at, rows, options) {
    const {languageRefsets, preferredNames} = options
    if (active !== '1' || acceptabilityId !== preferred || !languageRefsets.has(refsetId!)) return
    if (preferredNames && !preferredNames.isBest(termId!, refsetId!)) return
    rows.push({row: 'preference', termId: termId!, at})
  },

  association([, , active, , refsetId, component, target], at, rows) {
    if (active !== '1' || !isConceptId(component!)) return
    const reason = ownValue(historicalAssociations, refsetId!)
    if (reason === undefined) {
      rows.push({row: 'member', refset: refsetId!, conceptId: component!, at})
    } else if (isConceptId(target!)) {
      const [id, replacementId] = refsetId === movedFrom ? [target!, component!] : [component!, target!]
      rows.push({row: 'replacement', id, replacementId, reason, at})
    }
  },

  'simple-map'([, , active, , refset, conceptId, code], at, rows) {
    if (active === '1') pushMap(mapRow(conceptId!, refset!, code!, at), refset!, rows)
  },

  'simple-map-to'([, , active, , refset, conceptId, code], at, rows) {
    if (active === '1') pushMap(mapRow(conceptId!, refset!, code!, at), refset!, rows)
  },

  'extended-map'([, , active, , refset, conceptId, group, priority, rule, advice, code], at, rows) {
    if (active !== '1') return
    const row = mapRow(conceptId!, refset!, code!, at, {
      group: numberOf(group!),
      priority: numberOf(priority!),
      rule: rule!,
      advice: advice!,
    })
    pushMap(row, refset!, rows)
  },

  'module-dependency'([, , active, module, , target, time, targetTime], at, _rows, {modules}) {
    if (active === '1') modules.addDependency(module!, time!, target!, targetTime!, at)
  },

  member([, , active, , refset, conceptId], at, rows) {
    if (active !== '1' || !isConceptId(conceptId!)) return
    rows.push({row: 'member', refset: refset!, conceptId: conceptId!, at})
  },
}

/** What a map's reference set maps are its members, so that filters can name it like any other. */
function pushMap(row: MapRow | undefined, refset: string, rows: OntologyRow[]): void {
  if (row === undefined) return
  rows.push(row, {row: 'member', refset, conceptId: row.conceptId, at: row.at})
}

/** A group or a priority; absent for 0, which says that there is none, and for what is no number. */
function numberOf(text: string): number | undefined {
  return text !== '0' && /^\d{1,9}$/.test(text) ? Number(text) || undefined : undefined
}
