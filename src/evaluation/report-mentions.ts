import {type Estimate, estimate, type ResamplingOptions} from './bootstrap.js'
import {groupOfOutcome, sortedGroups} from './break-down.js'
import type {GoldStanding} from './gold-scope.js'
import type {MentionOutcome} from './link-gold-mentions.js'
import {
  forecastsOf,
  type MentionResult,
  measureMentions,
  measureScores,
  sumMentions,
} from './measure-mentions.js'
import {reliability} from './metrics.js'
import {precisionRecallCurve} from './precision-recall-curve.js'
import type {Breakdown, TaskReport} from './report.js'

/** What came of gold mentions, alone or in their documents. */
export function reportMentions(
  outcomes: readonly MentionOutcome[],
  {by, ...resampling}: ResamplingOptions & {by?: Breakdown},
): Omit<TaskReport, 'perSecond' | 'seconds' | 'task'> {
  const results = outcomes.map(mentionResult)
  const known = results.filter((result) => result.known).length
  const forecasts = forecastsOf(results)
  return {
    counts: {documents: new Set(outcomes.map(({doc}) => doc)).size, ...standings(outcomes)},
    measures: {...estimateMentions(outcomes, resampling), ...withoutInterval(measureScores(results))},
    reliability: reliability(forecasts),
    curve: precisionRecallCurve(forecasts, known),
    groups: by
      ? sortedGroups(outcomes, (outcome) => groupOfOutcome(outcome, by)).map(([group, cases]) => ({
          group,
          cases: cases.length,
          measures: estimateMentions(cases, resampling),
        }))
      : [],
  }
}

/** What measures need of an outcome. */
export function mentionResult({credit, gold, link, rank}: MentionOutcome): MentionResult {
  return {
    known: gold.standing === 'known',
    rank,
    credit,
    linked: link.concept !== null,
    score: link.score,
  }
}

function estimateMentions(
  outcomes: readonly MentionOutcome[],
  resampling: ResamplingOptions,
): Record<string, Estimate> {
  const documents = sortedGroups(outcomes, ({doc}) => doc).map(([, ofDocument]) =>
    sumMentions(ofDocument.map(mentionResult)),
  )
  return estimate(documents, measureMentions, resampling)
}

/** Measures that are not sums over documents; to draw them again would take longer than all the rest. */
function withoutInterval(measures: Readonly<Record<string, number>>): Record<string, Estimate> {
  return Object.fromEntries(Object.entries(measures).map(([name, value]) => [name, {value}]))
}

function standings(outcomes: readonly MentionOutcome[]): Record<string, number> {
  const counts: Record<'mentions' | GoldStanding, number> = {
    mentions: outcomes.length, known: 0, 'left-out': 0, unknown: 0, 'without-id': 0,
  } // biome-ignore format: one line
  for (const {gold} of outcomes) counts[gold.standing]++
  return counts
}
