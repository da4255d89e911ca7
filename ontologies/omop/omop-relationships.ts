import type {OntologyRow, ReportProblem, SourceLine} from '../../src/domain/ontology.js'
import {shown} from '../shown.js'
import {IdSet} from './id-set.js'
import {conceptNumber, type KnownConcepts} from './omop-concepts.js'
import {type OmopFile, type OmopRecord, omopRecords} from './omop-files.js'

/** What must be known of CONCEPT_RELATIONSHIP before CONCEPT is read. */
export interface RelationshipSurvey {
  /** Concepts that others map to: their vocabulary and code will be needed. */
  readonly isMappedTo: IdSet
  /** Whether the hierarchy is told from below; `Subsumes`, its inverse, is needed only where it is not. */
  readonly hasIsA: boolean
}

/** Reads CONCEPT_RELATIONSHIP a first time; what is wrong with it is reported the second time. */
export async function surveyRelationships(file: OmopFile | undefined): Promise<RelationshipSurvey> {
  const isMappedTo = new IdSet()
  let hasIsA = false
  if (file) {
    for await (const records of omopRecords('relationship', file, () => {})) {
      for (const {cells} of records) {
        const [first = '', second = '', relationship] = cells
        hasIsA ||= relationship === 'Is a'
        const target = relationship === 'Maps to' && first !== second ? conceptNumber(second) : undefined
        if (target !== undefined) isMappedTo.add(target)
      }
    }
  }
  return {isMappedTo, hasIsA}
}

/**
 * Makes rows of CONCEPT_RELATIONSHIP: `Is a` (or `Subsumes`, turned round), `Maps to` as cross-map to the target's code and
 * to its concept id, and `Concept replaced by` (of a retired concept also `Maps to`) as history. Relations that are retired
 * themselves, and those of concepts that were not asked for, give none.
 *
 * Reports `relation-of-unlisted-concept` (skipped).
 */
export class RelationshipRows {
  constructor(
    private readonly known: KnownConcepts,
    private readonly hasIsA: boolean,
    private readonly report: ReportProblem,
  ) {}

  add({cells}: OmopRecord, at: SourceLine, rows: OntologyRow[]): void {
    const [first = '', second = '', relationship, invalidReason] = cells
    if (invalidReason || first === second) return
    if (relationship === 'Is a') this.addIsA(first, second, at, rows)
    else if (relationship === 'Subsumes' && !this.hasIsA) this.addIsA(second, first, at, rows)
    else if (relationship === 'Maps to') this.addSuccessor(first, second, 'maps-to', at, rows)
    else if (relationship === 'Concept replaced by') this.addSuccessor(first, second, 'replaced-by', at, rows)
  }

  /** A pair of CONCEPT_ANCESTOR, which tells the hierarchy where CONCEPT_RELATIONSHIP is missing. */
  addAncestor({cells}: OmopRecord, at: SourceLine, rows: OntologyRow[]): void {
    const [ancestor = '', descendant = '', levels] = cells
    if (levels === '1') this.addIsA(descendant, ancestor, at, rows)
  }

  private addIsA(conceptId: string, targetId: string, at: SourceLine, rows: OntologyRow[]): void {
    if (!this.areListed(conceptId, targetId, at)) return
    const {invalid, kept} = this.known
    const isUsable = (id: number) => kept.has(id) && !invalid.has(id)
    if (!isUsable(Number(conceptId)) || !isUsable(Number(targetId))) return
    rows.push({row: 'relation', conceptId, relation: 'is-a', targetId, at})
  }

  private addSuccessor(
    id: string,
    targetId: string,
    kind: 'maps-to' | 'replaced-by',
    at: SourceLine,
    rows: OntologyRow[],
  ): void {
    if (!this.areListed(id, targetId, at)) return
    const {codes, invalid, kept} = this.known
    const [source, target] = [Number(id), Number(targetId)]
    // a retired id is found even where standard concepts only were asked for
    if (invalid.has(source) && kept.has(target)) {
      rows.push({row: 'replacement', id, replacementId: targetId, reason: kind, at})
    }
    if (kind !== 'maps-to' || !kept.has(source)) return
    const code = codes.get(target)
    if (code !== undefined) rows.push({row: 'map', conceptId: id, target: code, relation: kind, at})
    rows.push({row: 'map', conceptId: id, target: `OMOP:${targetId}`, relation: kind, at})
  }

  private areListed(first: string, second: string, at: SourceLine): boolean {
    const missing = [first, second].find((id) => {
      const number = conceptNumber(id)
      return number === undefined || (number !== 0 && !this.known.listed.has(number))
    })
    if (missing === undefined) return true
    this.report({
      kind: 'relation-of-unlisted-concept',
      severity: 'skipped',
      message: `The concept ${shown(missing)} is not in CONCEPT.`,
      at,
    })
    return false
  }
}
