import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import type {AtomChoice} from './atom-choice.js'
import type {KnownConcepts} from './known-concepts.js'
import {isCodeType, type MapSources} from './map-sources.js'
import type {RrfRow} from './read-rrf-rows.js'

/**
 * Appends a cross-map of MRMAP or MRSMAP to `rows`. Reports `map-of-other-kind` (from or to an expression or an atom),
 * `map-set-without-name` (its vocabularies are not known) and `map-of-unknown-concept`. A map without a target says that
 * nothing fits.
 */
export function mapRows(
  row: RrfRow,
  rows: OntologyRow[],
  {choice, concepts, mapSources}: {choice: AtomChoice; concepts: KnownConcepts; mapSources: MapSources},
  report: ReportProblem,
): void {
  const {at} = row
  const expression = row.get('TOEXPR')
  if (expression === '' || !choice.hasSource(row.get('MAPSETSAB'))) return
  const skip = (kind: string, message: string) => report({kind, severity: 'skipped', message, at})
  const [fromType, toType] = [row.get('FROMTYPE'), row.get('TOTYPE')]
  for (const type of [fromType, toType]) {
    if (type === 'CUI' || isCodeType(type)) continue
    skip('map-of-other-kind', `Maps of "${type.slice(0, 40)}" are not read.`)
    return
  }
  const ends = mapSources.ends(row.get('MAPSETCUI'))
  if (ends === undefined && toType !== 'CUI') {
    const set = row.get('MAPSETCUI').slice(0, 40)
    skip('map-set-without-name', `CONSO does not name the vocabularies of the map set "${set}".`)
    return
  }
  const code = row.get('FROMEXPR')
  const origins =
    fromType === 'CUI' ? [code] : mapSources.conceptsOf(ends?.from ?? row.get('MAPSETSAB'), code)
  if (origins.length === 0) {
    skip('map-of-unknown-concept', `No atom has the code "${code.slice(0, 40)}" that is mapped.`)
    return
  }
  for (const conceptId of origins) {
    if (!concepts.admits(conceptId, 'map-of-unknown-concept', at)) continue
    rows.push({
      row: 'map',
      conceptId,
      target: toType === 'CUI' ? `UMLS:${expression}` : `${ends!.to}:${expression}`,
      relation: row.get('RELA') || row.get('REL') || 'map',
      group: numberOf(row.get('MAPSUBSETID')),
      priority: numberOf(row.get('MAPRANK')),
      rule: withBars(row.get('MAPRULE')) || undefined,
      advice: withBars(row.get('MAPRES')) || undefined,
      at,
    })
  }
}

function numberOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** A bar would end the column: the maps of SNOMED CT, which put names between bars, come with the bar as an entity. */
function withBars(text: string): string {
  return text.replaceAll('&#x7C;', '|')
}
