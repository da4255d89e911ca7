import {codesOf} from './codes-of.js'
import {type OptionalColumn, optionalValues} from './optional-columns.js'
import {evidenceLines, mentionText} from './render-links.js'
import type {ConceptSummary} from './summarise.js'
import {renderTable, type TableColumn, type TableStyle} from './table.js'

/** Order of the columns of `link --summary`: a contract, add at the end only. */
export const summaryColumns = [
  'doc', 'id', 'name', 'source', 'type',
  'count', 'affirmed', 'negated', 'uncertain', 'hypothetical', 'historical', 'family',
  'line', 'start', 'end', 'text', 'score', 'match',
] as const // biome-ignore format: what they are of: the concept, its mentions, the best of these

/** What {@link summaryColumns} say of a concept, and further columns of its best evidence after them. */
export function summaryValues(
  summary: ConceptSummary,
  columns: readonly OptionalColumn[],
): (string | number | null)[] {
  const {assertions, best, concept, count, doc, mapped} = summary
  const {affirmed, family, historical, hypothetical, negated, uncertain} = assertions
  return [
    ...[doc, concept.id, concept.name, concept.source, concept.type],
    ...[count, affirmed, negated, uncertain, hypothetical, historical, family],
    ...[best.line, best.start, best.end, best.text, best.score, best.match],
    ...optionalValues({...best, mapped}, columns),
  ]
}

/** Below this width the columns that say least are left out, so that names stay readable. */
const wideEnough = {type: 120, best: 90, score: 60}

/** The concepts of one document as a table for people. Ids are never cut. */
export function summaryTable(summaries: readonly ConceptSummary[], style: TableStyle): string {
  const {width} = style
  const shown: (TableColumn & {readonly cell: (summary: ConceptSummary) => string})[] = [
    {title: 'concept', flex: 1.2, cell: ({concept}) => concept.name},
    {title: 'id', cell: ({concept}) => concept.id},
    {title: 'mentions', align: 'right', cell: ({count}) => String(count)},
    {title: 'context', flex: 1.4, cell: assertionCountWords},
  ]
  if (summaries.some(({mapped}) => mapped))
    shown.splice(2, 0, {title: 'mapped', flex: 0.8, cell: ({mapped = []}) => codesOf(mapped)})
  if (width >= wideEnough.type)
    shown.splice(2, 0, {title: 'type', flex: 0.8, cell: ({concept}) => concept.type})
  if (width >= wideEnough.best) {
    shown.push({title: 'best evidence', flex: 1, cell: ({best}) => mentionText(best)})
    shown.push({title: 'line', align: 'right', cell: ({best}) => String(best.line)})
  }
  if (width >= wideEnough.score)
    shown.push({title: 'score', align: 'right', cell: ({best}) => best.score?.toFixed(2) ?? ''})
  const table = renderTable(
    shown,
    summaries.map((summary) => shown.map(({cell}) => cell(summary))),
    style,
  )
  return table + summaries.map(({best}) => evidenceLines(best)).join('')
}

/** `affirmed`, where that is all that there is; else `2 affirmed, 1 negated`. */
export function assertionCountWords({assertions, count}: ConceptSummary): string {
  const held = Object.entries(assertions).filter(([, times]) => times > 0)
  const [first] = held
  if (held.length === 1 && first?.[1] === count) return first[0]
  return held.map(([property, times]) => `${times} ${property}`).join(', ')
}
