import type {TaskResult} from './evaluate-documents.js'
import type {PairOutcome} from './evaluate-pairs.js'
import type {MentionResult} from './measure-mentions.js'
import type {TextCounts} from './measure-texts.js'
import {mentionResult} from './report-mentions.js'
import {countText} from './report-texts.js'

/** First line of a saved run: what was run, so that two runs can be told apart. */
export interface RunHeader {
  /** Version of this format. */
  readonly biolordEval: 1
  readonly toolVersion: string
  readonly gold: string
  readonly index?: string
  readonly model: string
  /** The flags that settle what is measured, as given. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** A gold mention as a saved run keeps it: where it is and what came of it, without its text. */
export interface MentionRecord extends MentionResult {
  readonly task: 'mentions' | 'spans'
  readonly doc: string
  readonly start: number
  readonly end: number
  /** Ids as the annotators wrote them. */
  readonly gold: readonly string[]
  /** Best candidate, whatever its score. */
  readonly answer: string | null
}

/** A document as a saved run keeps it. */
export interface TextRecord {
  readonly task: 'text'
  readonly doc: string
  readonly counts: TextCounts
}

/** A rated pair as a saved run keeps it. */
export interface PairRecord {
  readonly task: 'similarity'
  readonly line: number
  readonly rating: number
  readonly cosine: number
}

export type RunRecord = MentionRecord | TextRecord | PairRecord

/** What a saved run keeps of documents, in their order. */
export function recordsOf(result: TaskResult): RunRecord[] {
  if (result.kind === 'texts')
    return result.outcomes.map((outcome) => ({task: 'text', doc: outcome.doc, counts: countText(outcome)}))
  const task = result.report.task === 'spans' ? 'spans' : 'mentions'
  return result.outcomes.map((outcome) => {
    const {doc, link, mention} = outcome
    const {end, ids, start} = mention
    const answer = link.candidates[0]?.id ?? null
    return {task, doc, start, end, gold: ids, answer, ...mentionResult(outcome)}
  })
}

/** What a saved run keeps of rated pairs. */
export function pairRecordsOf(outcomes: readonly PairOutcome[]): PairRecord[] {
  return outcomes.map(({cosine, line, rating}) => ({task: 'similarity', line, rating, cosine}))
}
