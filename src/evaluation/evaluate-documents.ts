import type {Encoder} from '../../models/encoder.js'
import type {Document} from '../domain/mention.js'
import {UsageError} from '../errors.js'
import type {ConceptFilter, TermIndex} from '../index-store/term-index.js'
import type {Overlap} from '../linking/link-window.js'
import {defaultTextThreshold, defaultThreshold, MentionLinker} from '../linking/mention-linker.js'
import type {ResamplingOptions} from './bootstrap.js'
import {ConceptCredit} from './concept-credit.js'
import {dropConcepts} from './drop-concepts.js'
import {GoldScope, type GoldStanding} from './gold-scope.js'
import {linkMentionsAlone, linkMentionsInDocuments, type MentionOutcome} from './link-gold-mentions.js'
import {linkGoldTexts, type TextOutcome} from './link-gold-texts.js'
import type {Breakdown, EvaluationTask, TaskReport} from './report.js'
import {reportMentions} from './report-mentions.js'
import {reportTexts} from './report-texts.js'

export interface EvaluationOptions extends ResamplingOptions {
  readonly index: TermIndex
  readonly encoder: () => Promise<Encoder>
  readonly filter?: ConceptFilter
  readonly tasks: readonly EvaluationTask[]
  /** Least score of a link; default: that of `link` for the task. */
  readonly threshold?: number
  /** Candidates to list. */
  readonly top: number
  /** In whole text, look for mentions that no dictionary holds. */
  readonly dense: boolean
  /** In whole text, which of overlapping mentions to return. Default: `longest`. */
  readonly overlap?: Overlap
  readonly by?: Breakdown
  /** Share of the gold concepts to take out of the index, 0 to 1. */
  readonly drop?: number
  /** Told how many documents are done. */
  readonly onProgress?: (task: EvaluationTask, done: number) => void
}

/** What came of a task, and of each mention or document of it. */
export type TaskResult = {readonly report: TaskReport} & (
  | {readonly kind: 'mentions'; readonly outcomes: readonly MentionOutcome[]}
  | {readonly kind: 'texts'; readonly outcomes: readonly TextOutcome[]}
)

/** What came of documents. */
export interface DocumentsResult {
  readonly tasks: readonly TaskResult[]
  /** Gold concepts that were taken out of the index. */
  readonly dropped: number
}

/**
 * Links the mentions of documents, or whole documents, and compares the links with their gold.
 *
 * @param documents - Only what counts as gold; see `chooseGold`.
 * @throws {UsageError} When the index can find none of the concepts of the gold.
 */
export async function evaluateDocuments(
  documents: readonly Document[],
  options: EvaluationOptions,
): Promise<DocumentsResult> {
  const {drop = 0, index, seed} = options
  const ids = [...new Set(documents.flatMap(idsOf))]
  const {concepts, standing} = new GoldScope(index, options.filter).of(ids)
  if (standing !== 'known') throw noneFound(ids, index.name, standing)
  const {dropped, filter} = dropConcepts(concepts, {filter: options.filter, seed, share: drop})
  const tasks: TaskResult[] = []
  for (const task of options.tasks) {
    tasks.push(await runTask(task, documents, {...options, filter}))
  }
  return {tasks, dropped: dropped.size}
}

function noneFound(ids: readonly string[], index: string, standing: GoldStanding): UsageError {
  if (standing === 'without-id')
    return new UsageError(
      'The gold has mentions, but no ids of concepts.',
      'Give gold that says what each means.',
    )
  return standing === 'left-out'
    ? new UsageError('The filters leave out every concept of the gold.', 'Leave a filter out.')
    : new UsageError(
        `The index ${index} has no concept of the gold (ids: ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ' …' : ''}).`,
        'Choose the index of their terminology with --index; "biolord indexes list" shows what is there.',
      )
}

function idsOf({conceptIds = [], mentions = []}: Document): readonly string[] {
  return [...conceptIds, ...mentions.flatMap(({ids}) => ids)]
}

async function runTask(
  task: EvaluationTask,
  documents: readonly Document[],
  options: EvaluationOptions,
): Promise<TaskResult> {
  const {dense, encoder, filter, index, overlap, top} = options
  const onDocument = (done: number) => options.onProgress?.(task, done)
  const scope = new GoldScope(index, filter)
  const threshold = options.threshold ?? (task === 'text' ? defaultTextThreshold : defaultThreshold)
  // near concepts after those of an equal name change no answer, but where the right one stands if that was wrong
  const linker = new MentionLinker({index, encoder, filter, threshold, top, alwaysSearch: task !== 'text'})
  const started = performance.now()
  const end = (mentions: number) => {
    const seconds = (performance.now() - started) / 1000
    return {task, threshold, seconds, perSecond: mentions / seconds}
  }
  if (task === 'text') {
    const outcomes = await linkGoldTexts(
      documents,
      scope,
      {index, linker, filter, dense, overlap, nil: false},
      onDocument,
    )
    const time = end(outcomes.reduce((sum, {answers}) => sum + answers.length, 0))
    return {kind: 'texts', outcomes, report: {...time, ...reportTexts(outcomes, options)}}
  }
  const link = task === 'mentions' ? linkMentionsAlone : linkMentionsInDocuments
  const outcomes = await link(documents, {linker, scope, credit: new ConceptCredit(index), onDocument})
  const time = end(outcomes.length)
  return {kind: 'mentions', outcomes, report: {...time, ...reportMentions(outcomes, options)}}
}
