import type {IndexManifest} from '../index-store/term-index.js'
import type {BuildReport} from '../indexing/build-index.js'
import type {BuildEstimate} from '../indexing/estimate-build.js'
import type {ProblemGroup} from '../indexing/problem-log.js'
import {count} from './progress-line.js'
import {renderTable, type TableStyle} from './table.js'
import {tsvLine} from './tsv.js'

/** Problems of a source, a line each kind and one each example, for stderr. */
export function problemLines(groups: readonly ProblemGroup[]): string[] {
  return groups.flatMap(({count: times, examples, kind, severity}) => [
    `${severity === 'skipped' ? 'Skipped' : 'Warning'}: ${kind}, ${count(times)} ×`,
    ...examples.map(({at, message}) => `  ${at.file}:${at.line}: ${message}`),
    ...(times > examples.length ? [`  … and ${count(times - examples.length)} more`] : []),
  ])
}

/** What a build did, for stderr. */
export function reportLines(name: string, manifest: IndexManifest, report: BuildReport): string[] {
  const {concepts, definitions, names} = manifest.counts
  const {encoding, graph, joining, reading} = report.seconds
  const total = reading + joining + encoding + graph
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0)
  const leftOut = manifest.filters?.leftOut
  return [
    ...report.sources.map(({code, path, rows}) => `Read ${count(rows)} rows of ${code} from ${path}.`),
    ...(leftOut
      ? [`Left out by filters: ${count(leftOut.concepts)} concepts, ${count(leftOut.names)} names.`]
      : []),
    ...(report.reused > 0
      ? [
          `Encoded ${count(report.encoded)} texts; ${count(report.reused)} had been encoded before${
            report.resumed > 0 ? `, ${count(report.resumed)} of them by a build that was stopped` : ''
          }.`,
        ]
      : []),
    `Indexed ${count(concepts)} concepts, ${count(names)} names and ${count(definitions)} definitions as "${name}" in \
${total.toFixed(1)} s (reading ${reading.toFixed(1)}, joining ${joining.toFixed(1)}, encoding ${encoding.toFixed(1)}, \
graph ${graph.toFixed(1)}), ${megabytes(bytes)} MB.`,
  ]
}

/** The estimate as name and value; numbers without units in tab-separated values, with them on a terminal. */
export function estimateTable(estimate: BuildEstimate, style: TableStyle): string {
  const {concepts, definitions, diskBytes, memoryBytes, names, seconds, texts, toEncode} = estimate
  return renderTable(
    [{title: 'estimate'}, {title: 'value', align: 'right'}],
    [
      ['concepts', count(concepts)],
      ['names', count(names)],
      ['definitions', count(definitions)],
      ['texts', count(texts)],
      ['to encode', count(toEncode)],
      ['time', duration(seconds)],
      ['disk', `${megabytes(diskBytes)} MB`],
      ['memory', `${megabytes(memoryBytes)} MB`],
    ],
    style,
  )
}

export function estimateTsv(estimate: BuildEstimate): string {
  return Object.entries(estimate)
    .map(([name, value]) => tsvLine([name, Math.round(value)]))
    .join('')
}

function megabytes(bytes: number): string {
  return count(Math.round(bytes / 1e6))
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${Math.ceil(seconds)} s`
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
