import type {TaskReport} from '../evaluation/report.js'
import {count} from './progress-line.js'
import {renderTable, type TableStyle} from './table.js'
import {tsvLine} from './tsv.js'

/** Order of the columns of `eval --format tsv`: a contract, add at the end only. */
export const evaluationTsvColumns = ['task', 'group', 'cases', 'measure', 'value', 'low', 'high'] as const

const titles: Readonly<Record<TaskReport['task'], string>> = {
  mentions: 'Gold mentions, each by its text alone',
  spans: 'Gold mentions in their documents',
  text: 'Whole text',
  similarity: 'Similarity of texts',
}

/** What came of a task, for people. */
export function evaluationTables(report: TaskReport, style: TableStyle): string {
  const threshold = report.threshold === undefined ? '' : ` (threshold ${report.threshold})`
  const counts = Object.entries(report.counts).map(([name, value]) => `${count(value)} ${words(name)}`)
  return [
    `${titles[report.task]}${threshold}\n${counts.join(', ')}; ${report.seconds.toFixed(1)} s, ${count(Math.round(report.perSecond))}/s\n`,
    measureTable(report, style),
    reliabilityTable(report, style),
    groupTable(report, style),
  ]
    .filter(Boolean)
    .join('\n')
}

/** What came of a task, one measure a line, in the order of {@link evaluationTsvColumns}. */
export function evaluationTsv({groups, measures, task}: TaskReport): string {
  const all = [{group: '', cases: undefined, measures}, ...groups]
  return all
    .flatMap(({cases, group, measures: ofGroup}) =>
      Object.entries(ofGroup).map(([name, {high, low, value}]) =>
        tsvLine([task, group, cases, name, share(value), share(low), share(high)]),
      ),
    )
    .join('')
}

function measureTable({measures}: TaskReport, style: TableStyle): string {
  const rows = Object.entries(measures).map(([name, {high, low, value}]) => [
    words(name),
    share(value),
    low === undefined ? '' : `${share(low)} – ${share(high)}`,
  ])
  return renderTable(
    [{title: 'measure'}, {title: 'value', align: 'right'}, {title: '95 % interval', align: 'right'}],
    rows,
    style,
  )
}

function reliabilityTable({reliability}: TaskReport, style: TableStyle): string {
  return renderTable(
    [
      {title: 'score'},
      {title: 'links', align: 'right'},
      {title: 'mean score', align: 'right'},
      {title: 'right', align: 'right'},
    ],
    reliability.map(({count: links, from, meanScore, shareRight, to}) => [
      `${from.toFixed(1)} – ${to.toFixed(1)}`,
      count(links),
      share(meanScore),
      share(shareRight),
    ]),
    style,
  )
}

/** Measures of groups that fit a table; the others are in the JSON and the tab-separated values. */
const groupMeasures = [
  'accuracy@1', 'accuracy@5', 'mrr', 'overlap-precision', 'overlap-recall', 'overlap-f1',
] // biome-ignore format: one line

function groupTable({groups}: TaskReport, style: TableStyle): string {
  const shown = groupMeasures.filter((name) => groups.some(({measures}) => measures[name]))
  return renderTable(
    [
      {title: 'group', flex: 1},
      {title: 'cases', align: 'right'},
      ...shown.map((name) => ({title: words(name), align: 'right' as const})),
    ],
    groups.map(({cases, group, measures}) => [
      group,
      count(cases),
      ...shown.map((name) => share(measures[name]?.value)),
    ]),
    style,
  )
}

/** `nil-f1` as people write it. */
function words(name: string): string {
  return name
    .replaceAll('-', ' ')
    .replace('is a', 'is-a')
    .replace(/^(?:mrr|ece|auroc)$|\b(?:nil|auroc|f1)\b/g, (short) => short.toUpperCase())
}

/** Three decimals; a fourth is below what any of these sets can tell apart. */
function share(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(3)
}
