import type {OntologyRow} from '../../src/domain/ontology.js'
import {type AtomChoice, isSuppressed} from './atom-choice.js'
import type {KnownConcepts} from './known-concepts.js'
import type {RrfRow} from './read-rrf-rows.js'

/**
 * Appends a row of MRREL to `rows`. REL and RELA say what the *second* concept is to the first: `CUI1|PAR|CUI2` names CUI2
 * as a parent of CUI1, `CUI1|RO|CUI2|may_treat` says that CUI2 may treat CUI1.
 *
 * Is-a are PAR and CHD, the hierarchy of the source itself, unless RELA names another relation (`part_of` in anatomies), and
 * RB and RN where RELA says `isa` (SNOMED CT, RxNorm). RB and RN alone only say that a meaning is broader (a part and its
 * whole, say): they become `broader`. Of the others only what RELA names is kept, in the direction that the source
 * asserts; siblings, synonyms, qualifiers and what is just "related" say nothing that is of use here.
 *
 * @see https://www.ncbi.nlm.nih.gov/books/NBK9685/ section 3.3.9, and the values of REL in its abbreviations
 */
export function relationRows(
  row: RrfRow,
  rows: OntologyRow[],
  {choice, concepts}: {choice: AtomChoice; concepts: KnownConcepts},
): void {
  const {at} = row
  const [first, second] = [row.get('CUI1'), row.get('CUI2')]
  // relations between atoms of one concept, and in RxNorm those that name atoms only
  if (first === second || first === '' || second === '') return
  if (isSuppressed(row) || !choice.hasSource(row.get('SAB'))) return
  const found = relationOf(row.get('REL'), row.get('RELA'), row.get('DIR'))
  if (found === undefined) return
  if (!concepts.admits(first, 'relation-of-unknown-concept', at)) return
  if (!concepts.admits(second, 'relation-to-unknown-concept', at)) return
  const [conceptId, targetId] = found.from === 'first' ? [first, second] : [second, first]
  const group = row.get('RG')
  rows.push({
    row: 'relation',
    conceptId,
    relation: found.relation,
    targetId,
    // groups bind attributes (a finding site and a morphology), not parents
    ...(found.relation !== 'is-a' && /^\d{1,9}$/.test(group) ? {group: Number(group)} : {}),
    at,
  })
}

interface FoundRelation {
  readonly relation: string
  readonly from: 'first' | 'second'
}

function relationOf(rel: string, rela: string, direction: string): FoundRelation | undefined {
  const isIsA = rela === 'isa' || rela === 'inverse_isa'
  switch (rel) {
    case 'PAR':
      if (rela === '' || isIsA) return {relation: 'is-a', from: 'first'}
      break
    case 'CHD':
      if (rela === '' || isIsA) return {relation: 'is-a', from: 'second'}
      break
    case 'RB':
      if (rela === '' || isIsA) return {relation: isIsA ? 'is-a' : 'broader', from: 'first'}
      break
    case 'RN':
      if (rela === '' || isIsA) return {relation: isIsA ? 'is-a' : 'broader', from: 'second'}
      break
    case 'DEL':
      return undefined
  }
  if (rela === 'isa') return {relation: 'is-a', from: 'second'}
  if (rela === 'inverse_isa') return {relation: 'is-a', from: 'first'}
  return rela === '' || direction === 'N' ? undefined : {relation: rela, from: 'second'}
}
