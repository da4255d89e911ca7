import type {OntologyRow} from '../../src/domain/ontology.js'
import {type AtomChoice, isSuppressed} from './atom-choice.js'
import type {KnownConcepts} from './known-concepts.js'
import type {RrfRow} from './read-rrf-rows.js'

/** What RxNorm itself says of a drug. */
const properties: ReadonlySet<string> = new Set([
  'RXN_AVAILABLE_STRENGTH',
  'RXN_HUMAN_DRUG',
  'RXN_QUALITATIVE_DISTINCTION',
  'RXN_QUANTITY',
  'RXN_STRENGTH',
  'RXN_VET_DRUG',
  'RXTERM_FORM',
])

/** Appends a row of RXNSAT to `rows`: an NDC as a cross-map, strengths and the like as properties. */
export function attributeRows(
  row: RrfRow,
  rows: OntologyRow[],
  {choice, concepts}: {choice: AtomChoice; concepts: KnownConcepts},
): void {
  const {at} = row
  const [conceptId, name, value] = [row.get('CUI'), row.get('ATN'), row.get('ATV')]
  if (row.get('SAB') !== 'RXNORM' || value === '' || isSuppressed(row) || !choice.hasSource('RXNORM')) return
  const isNdc = name === 'NDC'
  if (!isNdc && !properties.has(name)) return
  if (!concepts.admits(conceptId, isNdc ? 'map-of-unknown-concept' : 'property-of-unknown-concept', at))
    return
  if (isNdc) rows.push({row: 'map', conceptId, target: `NDC:${value}`, relation: 'ndc', at})
  else rows.push({row: 'property', conceptId, property: name, value, at})
}
