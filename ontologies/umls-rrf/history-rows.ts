import type {OntologyRow, ReportProblem} from '../../src/domain/ontology.js'
import {ownValue} from '../../src/domain/own-value.js'
import {isConceptId} from './concept-id-set.js'
import type {KnownConcepts} from './known-concepts.js'
import {languageOf} from './languages.js'
import type {RrfRow} from './read-rrf-rows.js'

/** What history is read by. */
export interface HistoryReading {
  readonly concepts: KnownConcepts
  /** Only a part of the concepts is read: of a retired id without a replacement nobody knows whether it belongs to it. */
  readonly narrows: boolean
}

/** REL of MRCUI: what is left of the retired concept in the one it is mapped to. */
const reasons: Readonly<Record<string, string>> = {
  SY: 'replaced-by',
  RB: 'broader',
  RN: 'narrower',
  RO: 'consider',
}

/** Appends a row of MRCUI to `rows`: CUI1 is no longer used (`DEL`), or CUI2 stands for it in the way that REL says. */
export function retiredCuiRows(
  row: RrfRow,
  rows: OntologyRow[],
  reading: HistoryReading,
  report: ReportProblem,
): void {
  const rel = row.get('REL')
  historyRows(
    row,
    row.get('CUI1'),
    row.get('CUI2'),
    ownValue(reasons, rel) ?? rel.toLowerCase(),
    rows,
    reading,
    report,
  )
}

/** Appends a row of RXNCUI to `rows`: CUI1 was merged into CUI2, or split (cardinality above one). */
export function retiredRxcuiRows(
  row: RrfRow,
  rows: OntologyRow[],
  reading: HistoryReading,
  report: ReportProblem,
): void {
  const [id, target] = [row.get('CUI1'), row.get('CUI2')]
  // RXNCUI also lists what changed and came back
  if (reading.concepts.isSeen(id)) return
  const cardinality = row.get('CARDINALITY')
  const reason = cardinality === '' || cardinality === '1' ? 'replaced-by' : 'consider'
  historyRows(row, id, target === id ? '' : target, reason, rows, reading, report)
}

/** Appends a row of RXNATOMARCHIVE to `rows`: a name that is gone, of a concept that is gone or lives on elsewhere. */
export function archivedAtomRows(
  row: RrfRow,
  rows: OntologyRow[],
  reading: HistoryReading,
  report: ReportProblem,
): void {
  const [id, target] = [row.get('CUI'), row.get('MERGED_TO_CUI')]
  if (id === '' || row.get('SAB') !== 'RXNORM' || reading.concepts.isSeen(id)) return
  historyRows(row, id, target === id ? '' : target, 'replaced-by', rows, reading, report)
  if (!reading.concepts.isRetired(id)) return
  rows.push({
    row: 'term',
    conceptId: id,
    termId: row.get('RXAUI') || undefined,
    text: row.get('STR'),
    scope: 'exact',
    language: languageOf(row.get('LAT')),
    at: row.at,
  })
}

/** Reports `bad-id` and `retired-id-in-use`. What replaced an id may be gone as well: then nothing stands for it. */
function historyRows(
  {at}: RrfRow,
  id: string,
  target: string,
  reason: string,
  rows: OntologyRow[],
  {concepts, narrows}: HistoryReading,
  report: ReportProblem,
): void {
  const skip = (kind: string, message: string) => report({kind, severity: 'skipped', message, at})
  if (!isConceptId(id)) {
    skip('bad-id', `"${id.slice(0, 40)}" is neither a CUI nor an RXCUI.`)
    return
  }
  if (concepts.isSeen(id)) {
    skip('retired-id-in-use', `The concept "${id}" is called retired, but CONSO names it.`)
    return
  }
  const isReplaced = concepts.isKept(target)
  if (narrows && !isReplaced) return
  concepts.retire(id, at, rows)
  if (isReplaced) rows.push({row: 'replacement', id, replacementId: target, reason, at})
}
