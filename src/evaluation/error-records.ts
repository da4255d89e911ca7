import type {Candidate, LinkedMention} from '../domain/mention.js'
import type {TaskResult} from './evaluate-documents.js'
import type {GoldStanding} from './gold-scope.js'
import type {MentionOutcome} from './link-gold-mentions.js'
import type {TextOutcome} from './link-gold-texts.js'

/**
 * What went wrong: `wrong`, another concept stands first (in whole text: nothing of the kind is annotated there); `nil`, the
 * right one does, below the threshold; `linked`, there was no concept to find; `missed`, nothing of the kind was found.
 */
export type ErrorKind = 'wrong' | 'nil' | 'linked' | 'missed'

/** An error as `eval --errors` writes it: gold, answer and evidence. */
export interface ErrorRecord {
  readonly task: 'mentions' | 'spans' | 'text'
  readonly error: ErrorKind
  readonly doc: string
  readonly start: number
  readonly end: number
  readonly text: string
  readonly type?: string
  /** Ids as the annotators wrote them; absent where they marked nothing. */
  readonly gold?: readonly string[]
  readonly standing?: GoldStanding
  /** Place of the right concept among the candidates, from 1. */
  readonly rank?: number | null
  readonly match?: string | null
  readonly score?: number | null
  readonly candidates?: readonly Candidate[]
}

/** The errors of a task, in the order of the gold. */
export function errorsOf(result: TaskResult): ErrorRecord[] {
  if (result.kind === 'texts') return result.outcomes.flatMap(textErrors)
  const task = result.report.task === 'spans' ? 'spans' : 'mentions'
  return result.outcomes.flatMap((outcome) => {
    const error = errorOf(outcome)
    if (!error) return []
    const {doc, gold, link, mention, rank, text} = outcome
    const {end, ids, start, type} = mention
    const {candidates, match, score} = link
    return [
      {
        task, error, doc, start, end, text, ...(type !== undefined && {type}),
        gold: ids, standing: gold.standing, rank, match, score, candidates,
      },
    ] // biome-ignore format: fewer lines
  })
}

function errorOf({gold, link, rank}: MentionOutcome): ErrorKind | undefined {
  if (gold.standing !== 'known') return link.concept === null ? undefined : 'linked'
  if (rank !== 1) return 'wrong'
  return link.concept === null ? 'nil' : undefined
}

function textErrors({answers, doc, gold = [], text}: TextOutcome): ErrorRecord[] {
  const wrong = answers.filter(({overlap}) => !overlap).map(({mention}) => wrongAnswer(mention))
  const missed = gold
    .filter(({overlap}) => !overlap)
    .map(({mention: {end, ids, start, type}}): ErrorRecord => {
      const common = {task: 'text', error: 'missed', doc, start, end, text: text.slice(start, end)} as const
      return {...common, ...(type !== undefined && {type}), gold: ids}
    })
  return [...wrong, ...missed].sort((a, b) => a.start - b.start || a.end - b.end)
}

function wrongAnswer({candidates, doc, end, match, score, start, text}: LinkedMention): ErrorRecord {
  return {task: 'text', error: 'wrong', doc, start, end, text, match, score, candidates}
}
