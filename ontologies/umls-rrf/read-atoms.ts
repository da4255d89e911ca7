import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {type AtomChoice, isSuppressed} from './atom-choice.js'
import type {AtomRank} from './atom-ranks.js'
import {ConceptAtoms} from './concept-atoms.js'
import type {ConceptIdSet} from './concept-id-set.js'
import {isConceptId} from './concept-id-set.js'
import type {KnownConcepts} from './known-concepts.js'
import type {MapSources} from './map-sources.js'
import {type RrfRow, readRrfRows} from './read-rrf-rows.js'
import type {RrfTableFile} from './rrf-release.js'

/** What the atoms of a release are read by. */
export interface AtomReading {
  readonly concepts: KnownConcepts
  readonly choice: AtomChoice
  readonly rank: AtomRank
  /** Concepts of the semantic types that are asked for; undefined: all. */
  readonly ofTypes?: ConceptIdSet
  /** Learns the codes and map sets that cross-maps speak of. */
  readonly mapSources: MapSources
}

/**
 * Reads CONSO: concepts, their names, and the codes of their atoms as cross-maps. Concepts of which no atom is wanted are
 * left out. Reports `bad-id` and `unknown-suppress-flag`.
 */
export async function* readAtoms(
  table: RrfTableFile,
  reading: AtomReading,
  report: ReportProblem,
): AsyncGenerator<readonly OntologyRow[]> {
  const {concepts, choice, ofTypes, mapSources} = reading
  let atoms = new ConceptAtoms('', reading.rank)
  for await (const lines of readRrfRows(table, report)) {
    const rows: OntologyRow[] = []
    for (const row of lines) {
      const id = row.get('CUI')
      if (!isConceptId(id)) {
        const message = `"${id.slice(0, 40)}" is neither a CUI nor an RXCUI.`
        report({kind: 'bad-id', severity: 'skipped', message, at: row.at})
        continue
      }
      concepts.see(id)
      mapSources.learn(row)
      if (isSuppressed(row) || !choice.hasAtom(row) || ofTypes?.has(id) === false) continue
      warnOfFlag(row, report)
      if (id !== atoms.conceptId || atoms.isFull) {
        atoms.writeTo(rows, concepts)
        atoms = new ConceptAtoms(id, reading.rank)
      }
      atoms.add(row)
    }
    if (rows.length > 0) yield rows
  }
  const rows: OntologyRow[] = []
  atoms.writeTo(rows, concepts)
  if (rows.length > 0) yield rows
}

function warnOfFlag(row: RrfRow, report: ReportProblem): void {
  const flag = row.get('SUPPRESS')
  if (flag === 'N' || flag === '') return
  const message = `SUPPRESS holds "${flag.slice(0, 40)}", none of N, O, E and Y; the atom is used.`
  report({kind: 'unknown-suppress-flag', severity: 'warning', message, at: row.at})
}
