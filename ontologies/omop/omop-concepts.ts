import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {shown} from '../shown.js'
import type {IdSet} from './id-set.js'
import type {IdTexts} from './id-texts.js'
import type {OmopRecord} from './omop-files.js'
import type {WantsConcept} from './omop-filter.js'
import type {OmopLanguages} from './omop-languages.js'

/** What the other tables need to know of the concepts; the ids are kept as bits. */
export interface KnownConcepts {
  /** In the CONCEPT table, whatever was asked for. */
  readonly listed: IdSet
  /** Those that were asked for. */
  readonly kept: IdSet
  readonly invalid: IdSet
  /** Vocabulary and code (`SNOMED:59621000`) of the concepts that others map to. */
  readonly codes: IdTexts
  readonly languages: OmopLanguages
}

/** The reference set of standard concepts, by which filters can name them. */
const standardSet = 'standard'

/**
 * Adds the rows of one line of CONCEPT. Domain and class are its types; its vocabulary is a reference set, and its code in
 * that vocabulary a cross-map. Concept 0, "No matching concept", is left out.
 *
 * Reports `bad-id` and `empty-name` (skipped).
 *
 * @param isMappedTo - Whether the code of an id is needed.
 */
export function addConcept(
  {cells}: OmopRecord,
  at: SourceLine,
  known: KnownConcepts,
  {isMappedTo, report, wants}: {isMappedTo: IdSet; report: ReportProblem; wants: WantsConcept},
  rows: OntologyRow[],
): void {
  const [id = '', name = '', domain = '', vocabulary = '', conceptClass = ''] = cells
  const [standard = '', code = '', invalidReason = ''] = cells.slice(5)
  const number = conceptNumber(id)
  if (number === undefined) {
    report({kind: 'bad-id', severity: 'skipped', message: `${shown(id)} is not a concept id.`, at})
    return
  }
  if (number === 0) return
  if (name.trim() === '') {
    report({kind: 'empty-name', severity: 'skipped', message: `The concept ${id} has no name.`, at})
    return
  }
  const isActive = invalidReason === ''
  const target = vocabulary && code ? `${vocabulary}:${code}` : undefined
  known.listed.add(number)
  if (!isActive) known.invalid.add(number)
  if (target && isMappedTo.has(number)) known.codes.set(number, target)
  known.languages.learn(number, name)
  if (!wants(domain, vocabulary, standard)) return
  known.kept.add(number)
  rows.push({row: 'concept', id, active: isActive, at})
  rows.push({row: 'term', conceptId: id, text: name, scope: 'preferred', at})
  for (const type of [domain, conceptClass]) if (type) rows.push({row: 'type', conceptId: id, type, at})
  if (vocabulary) rows.push({row: 'member', refset: vocabulary, conceptId: id, at})
  if (standard === 'S') rows.push({row: 'member', refset: standardSet, conceptId: id, at})
  if (target) rows.push({row: 'map', conceptId: id, target, relation: 'exact', at})
}

/** The number of a concept id; `undefined` for what is none, or is beyond 32 bits. */
export function conceptNumber(id: string): number | undefined {
  if (!/^\d{1,10}$/.test(id)) return undefined
  const number = Number(id)
  return number <= 0xffffffff ? number : undefined
}
