import type {TaskComparison} from '../evaluation/compare-runs.js'
import type {SavedRun} from '../evaluation/parse-run.js'
import {count} from './progress-line.js'
import {renderTable, type TableStyle} from './table.js'
import {tsvLine} from './tsv.js'

/** Order of the columns of `eval --compare --format tsv`: a contract, add at the end only. */
export const comparisonTsvColumns = ['task', 'measure', 'a', 'b', 'difference', 'low', 'high', 'p'] as const

/** `A  a.jsonl: gold.jsonl, index hpo, open-mini int8 (4c7f0f65…), biolord 0.1.0 {"threshold":"0.6"}` */
export function runLine(label: string, {header, name}: SavedRun): string {
  const {gold, index, model, settings, toolVersion} = header
  const about = [gold, ...(index === undefined ? [] : [`index ${index}`]), model, `biolord ${toolVersion}`]
  return `${label}  ${name}: ${about.join(', ')} ${JSON.stringify(settings)}\n`
}

/** What two runs differ in, for people. */
export function comparisonTable({first, measures, task, units}: TaskComparison, style: TableStyle): string {
  const table = renderTable(
    [
      {title: task},
      {title: 'A', align: 'right'},
      {title: 'B', align: 'right'},
      {title: 'B − A', align: 'right'},
      {title: '95 % interval', align: 'right'},
      {title: 'p', align: 'right'},
    ],
    Object.entries(measures).map(([name, {a, b, difference, high, low, p}]) => [
      name,
      a.toFixed(3),
      b.toFixed(3),
      signed(difference),
      low === undefined ? '' : `${signed(low)} to ${signed(high ?? 0)}`,
      chance(p),
    ]),
    style,
  )
  const mcNemar = first
    ? `First candidate right in A only: ${first.onlyA}, in B only: ${first.onlyB}; McNemar's test p ${first.p < 0.001 ? '' : '= '}${chance(first.p)}.\n`
    : ''
  return `${table}${mcNemar}${count(units)} ${task === 'similarity' ? 'pairs' : 'documents'}.\n`
}

/** What two runs differ in, one measure a line, in the order of {@link comparisonTsvColumns}; McNemar's test as one more. */
export function comparisonTsv({first, measures, task}: TaskComparison): string {
  const lines = Object.entries(measures).map(([name, {a, b, difference, high, low, p}]) =>
    tsvLine([task, name, ...[a, b, difference, low, high].map(share), p.toFixed(4)]),
  )
  if (first) {
    const {onlyA, onlyB, p} = first
    lines.push(tsvLine([task, 'mcnemar', onlyA, onlyB, onlyB - onlyA, null, null, p.toFixed(4)]))
  }
  return lines.join('')
}

function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

function share(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(4)
}

function signed(value: number): string {
  const text = value.toFixed(3)
  return value > 0 ? `+${text}` : text.replace('-', '−')
}
