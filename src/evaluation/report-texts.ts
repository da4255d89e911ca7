import {estimate, type ResamplingOptions} from './bootstrap.js'
import {groupOfAnswer, groupOfGold} from './break-down.js'
import type {TextAnswer, TextGold, TextOutcome} from './link-gold-texts.js'
import {calibrationMeasures} from './measure-mentions.js'
import {measureTexts, type TextCounts} from './measure-texts.js'
import {type Forecast, type MatchCounts, reliability} from './metrics.js'
import {precisionRecallCurve} from './precision-recall-curve.js'
import type {Breakdown, GroupReport, TaskReport} from './report.js'

/** What came of whole text. The score counts as right where a gold mention of the concept overlaps. */
export function reportTexts(
  outcomes: readonly TextOutcome[],
  {by, ...resampling}: ResamplingOptions & {by?: Breakdown},
): Omit<TaskReport, 'perSecond' | 'seconds' | 'task'> {
  const marked = outcomes.filter(({gold}) => gold)
  const answers = marked.flatMap((outcome) => outcome.answers)
  const gold = marked.flatMap((outcome) => outcome.gold ?? [])
  const forecasts = answers.map(({mention, overlap}) => ({score: mention.score ?? 0, right: overlap}))
  const scores = Object.entries(calibrationMeasures(forecasts)).map(([name, value]) => [name, {value}])
  return {
    counts: {
      documents: outcomes.length,
      'gold-mentions': gold.length,
      'found-mentions': outcomes.reduce((sum, outcome) => sum + outcome.answers.length, 0),
      'gold-concepts': outcomes.reduce((sum, {wanted}) => sum + wanted.size, 0),
    },
    measures: {
      ...estimate(outcomes.map(countText), measureTexts, resampling),
      ...Object.fromEntries(scores),
    },
    reliability: reliability(forecasts),
    curve: precisionRecallCurve(oneToOneForecasts(answers), gold.length),
    groups: by ? groupTexts(marked, by, resampling) : [],
  }
}

/** The curve needs a count of gold that is met, which only rises with the answers where each serves once. */
function oneToOneForecasts(answers: readonly TextAnswer[]): Forecast[] {
  return answers.map(({mention, oneToOne}) => ({score: mention.score ?? 0, right: oneToOne}))
}

/** How a document compares with its gold, in numbers. */
export function countText({answers, gold, said, wanted}: TextOutcome): TextCounts {
  const both = [...said].filter((key) => wanted.has(key)).length
  const document = {answers: said.size, right: both, gold: wanted.size, found: both}
  return gold ? {...countMentions(answers, gold), document} : {document}
}

function countMentions(
  answers: readonly TextAnswer[],
  gold: readonly TextGold[],
): Record<'exact' | 'overlap' | 'one-to-one', MatchCounts> {
  const count = (right: (answer: TextAnswer) => boolean, found: number) => ({
    answers: answers.length,
    right: answers.filter(right).length,
    gold: gold.length,
    found,
  })
  const met = (kind: 'exact' | 'overlap') => gold.filter((item) => item[kind]).length
  const paired = answers.filter(({oneToOne}) => oneToOne).length
  return {
    exact: count(({exact}) => exact, met('exact')),
    overlap: count(({overlap}) => overlap, met('overlap')),
    'one-to-one': count(({oneToOne}) => oneToOne, paired),
  }
}

/** Gold by its own group and answers by theirs: recall is of the one, precision of the other. */
function groupTexts(
  outcomes: readonly TextOutcome[],
  by: Breakdown,
  resampling: ResamplingOptions,
): GroupReport[] {
  const goldGroup = (item: TextGold, text: string) =>
    groupOfGold(
      {gold: item.gold, text: text.slice(item.mention.start, item.mention.end), type: item.mention.type},
      by,
    )
  const names = new Set(
    outcomes.flatMap(({answers, gold = [], text}) => [
      ...answers.map(({mention}) => groupOfAnswer(mention, by)),
      ...gold.map((item) => goldGroup(item, text)),
    ]),
  )
  return [...names].sort().map((group) => {
    const counts = outcomes.map(({answers, gold = [], text}) =>
      countMentions(
        answers.filter(({mention}) => groupOfAnswer(mention, by) === group),
        gold.filter((item) => goldGroup(item, text) === group),
      ),
    )
    const isOf = (side: 'answers' | 'gold') => counts.some(({overlap}) => overlap[side] > 0)
    const measures = estimate(counts, measureTexts, resampling)
    return {
      group,
      cases: counts.reduce((sum, {overlap}) => sum + Math.max(overlap.gold, overlap.answers), 0),
      measures: Object.fromEntries(
        Object.entries(measures).filter(
          ([name]) =>
            (isOf('answers') || !/-precision$|-f1$/.test(name)) &&
            (isOf('gold') || !/-recall$|-f1$/.test(name)),
        ),
      ),
    }
  })
}
