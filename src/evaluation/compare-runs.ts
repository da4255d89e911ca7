import {InputError} from '../errors.js'
import type {ResamplingOptions} from './bootstrap.js'
import {sortedGroups} from './break-down.js'
import {measurePairs} from './evaluate-pairs.js'
import {measureMentions, sumMentions} from './measure-mentions.js'
import {measureTexts} from './measure-texts.js'
import type {SavedRun} from './parse-run.js'
import {type EvaluationTask, evaluationTasks} from './report.js'
import type {MentionRecord, PairRecord, RunRecord, TextRecord} from './run-records.js'
import {compareMeasures, type Difference, mcNemar, type PairedUnit} from './significance.js'

/** What two runs differ in, for one task. */
export interface TaskComparison {
  readonly task: EvaluationTask
  /** Documents, or pairs of texts: what was drawn. */
  readonly units: number
  readonly measures: Readonly<Record<string, Difference>>
  /** Mentions that only one of the runs has right in the first place, and McNemar's test of that. */
  readonly first?: {readonly onlyA: number; readonly onlyB: number; readonly p: number}
}

/** A record of each run for the same piece of gold. */
type Pair<Kind extends RunRecord> = PairedUnit<Kind>

/**
 * Compares two runs over the same gold, task by task.
 *
 * @throws {InputError} When they have no task in common, or not the same gold.
 */
export function compareRuns(a: SavedRun, b: SavedRun, resampling: ResamplingOptions): TaskComparison[] {
  const both = evaluationTasks.filter((task) =>
    [a, b].every(({records}) => records.some((record) => record.task === task)),
  )
  if (both.length === 0) throw cannotCompare(a, b, 'have no task in common')
  return both.map((task) => {
    const pairs = pairUp(a, b, task)
    if (task === 'similarity') return comparePairs(pairs as Pair<PairRecord>[], resampling)
    if (task === 'text') return compareTexts(pairs as Pair<TextRecord>[], resampling)
    return compareMentions(task, pairs as Pair<MentionRecord>[], resampling)
  })
}

function pairUp(a: SavedRun, b: SavedRun, task: EvaluationTask): Pair<RunRecord>[] {
  const [left, right] = [a, b].map(({records}) => records.filter((record) => record.task === task)) as [
    RunRecord[],
    RunRecord[],
  ]
  const isSame = (one: RunRecord, i: number) => placeOf(one) === placeOf(right[i] as RunRecord)
  if (left.length !== right.length || !left.every(isSame))
    throw cannotCompare(a, b, `are not of the same gold (task ${task})`)
  return left.map((one, i) => ({a: one, b: right[i] as RunRecord}))
}

function placeOf(record: RunRecord): string {
  if (record.task === 'similarity') return `${record.line} ${record.rating}`
  return record.task === 'text' ? record.doc : `${record.start} ${record.end} ${record.doc}`
}

function cannotCompare(a: SavedRun, b: SavedRun, why: string): InputError {
  return new InputError(
    'INPUT_UNUSABLE',
    `${a.name} and ${b.name} ${why}.`,
    'Save both runs with the same GOLD, --gold-type and --task.',
  )
}

function compareMentions(
  task: 'mentions' | 'spans',
  pairs: readonly Pair<MentionRecord>[],
  resampling: ResamplingOptions,
): TaskComparison {
  const units = sortedGroups(pairs, (pair) => pair.a.doc).map(([, ofDocument]) => ({
    a: sumMentions(ofDocument.map((pair) => pair.a)),
    b: sumMentions(ofDocument.map((pair) => pair.b)),
  }))
  const isRight = ({known, rank}: MentionRecord) => known && rank === 1
  const onlyA = pairs.filter((pair) => isRight(pair.a) && !isRight(pair.b)).length
  const onlyB = pairs.filter((pair) => isRight(pair.b) && !isRight(pair.a)).length
  return {
    task,
    units: units.length,
    measures: compareMeasures(units, measureMentions, resampling),
    first: {onlyA, onlyB, p: mcNemar(onlyA, onlyB)},
  }
}

function compareTexts(pairs: readonly Pair<TextRecord>[], resampling: ResamplingOptions): TaskComparison {
  const units = pairs.map((pair) => ({a: pair.a.counts, b: pair.b.counts}))
  return {task: 'text', units: units.length, measures: compareMeasures(units, measureTexts, resampling)}
}

function comparePairs(units: readonly Pair<PairRecord>[], resampling: ResamplingOptions): TaskComparison {
  return {
    task: 'similarity',
    units: units.length,
    measures: compareMeasures(units, measurePairs, resampling),
  }
}
