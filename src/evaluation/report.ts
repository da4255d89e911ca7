import type {Estimate} from './bootstrap.js'
import type {ReliabilityRow} from './metrics.js'

/**
 * What can be measured: gold mentions by their text alone, gold mentions in the light of their documents, whole text, rated
 * pairs of texts.
 */
export const evaluationTasks = ['mentions', 'spans', 'text', 'similarity'] as const
export type EvaluationTask = (typeof evaluationTasks)[number]

/** What results can be broken down by. */
export const breakdowns = ['type', 'source', 'length', 'match'] as const
export type Breakdown = (typeof breakdowns)[number]

/** Precision and recall where links below a score are dropped. */
export interface CurvePoint {
  readonly threshold: number
  readonly precision: number
  readonly recall: number
}

/** The cases that have one thing in common. */
export interface GroupReport {
  readonly group: string
  readonly cases: number
  readonly measures: Readonly<Record<string, Estimate>>
}

/** What came of one task. */
export interface TaskReport {
  readonly task: EvaluationTask
  /** Least score of a link; absent where none is made. */
  readonly threshold?: number
  /** How many of what there were, by kind. */
  readonly counts: Readonly<Record<string, number>>
  readonly measures: Readonly<Record<string, Estimate>>
  /** Scores against what came true; empty where there are no scores. */
  readonly reliability: readonly ReliabilityRow[]
  /** Precision and recall over thresholds, from the one in use upwards. */
  readonly curve: readonly CurvePoint[]
  readonly groups: readonly GroupReport[]
  /** What linking, or encoding, took. */
  readonly seconds: number
  /** Mentions that were linked (in whole text: found), or pairs compared, each second. */
  readonly perSecond: number
}
