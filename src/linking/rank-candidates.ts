import type {MatchKind} from '../domain/mention.js'
import type {TermScope} from '../domain/ontology.js'

/** Why a concept is a candidate for a mention: one name or definition of it, and how the two compare. */
export interface Evidence {
  /** The store's number of the concept. */
  readonly concept: number
  /** Id of the concept, for ties. */
  readonly id: string
  readonly term: string
  readonly scope: TermScope | 'definition'
  readonly match: MatchKind
  /** Cosine of mention and term, -1 to 1. */
  readonly cosine: number
  /** Of a fuzzy match: share of the letters that stayed when the spelling was mended. */
  readonly spelling?: number
}

/** A concept with its best evidence. */
export interface RankedCandidate extends Evidence {
  readonly score: number
}

/**
 * Where a mention comes from. `given`: a user says that this text is a mention. `found`: the linker took the span from
 * running text, so it must also be right that the span names a concept at all.
 */
export type MentionOrigin = 'given' | 'found'

/**
 * The plain score: how sure an evidence makes us, 0 to 1.
 *
 * Equal text counts .95 and an equal key .9, a mended spelling .85 times the share of letters that stayed, each lowered
 * for weaker kinds of synonym. A near vector counts by a logistic curve over the cosine that was fitted by eye to gold
 * mentions (`given`) and to stretches of text (`found`) of GSC+ dev. See docs/linking.md.
 */
export function scoreEvidence({cosine, match, scope, spelling = 1}: Evidence, origin: MentionOrigin): number {
  const trust = scopeTrust[scope]
  if (match === 'exact') return 0.95 * trust
  if (match === 'normalised') return 0.9 * trust
  if (match === 'fuzzy') return 0.85 * spelling * trust
  const {middle, slope} = denseCurves[origin]
  return trust * logistic((cosine - middle) * slope)
}

/** Synonyms that OBO calls broad, narrow or related name the concept less surely than its exact names. */
const scopeTrust: Readonly<Record<Evidence['scope'], number>> = {
  preferred: 1,
  exact: 0.99,
  'fully-specified': 0.985,
  narrow: 0.94,
  related: 0.93,
  broad: 0.9,
  definition: 0.8,
}

/** `middle`: the cosine that scores .5. */
const denseCurves: Readonly<Record<MentionOrigin, {readonly middle: number; readonly slope: number}>> = {
  given: {middle: 0.74, slope: 5},
  found: {middle: 0.93, slope: 40},
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

/**
 * Joins evidence to candidates: every concept by its best evidence, best first. Ties fall to the higher cosine, then to
 * the concept id.
 */
export function rankCandidates(evidence: readonly Evidence[], origin: MentionOrigin): RankedCandidate[] {
  const best = new Map<number, RankedCandidate>()
  for (const item of evidence) {
    const candidate = {...item, score: scoreEvidence(item, origin)}
    const known = best.get(item.concept)
    if (!known || compareCandidates(candidate, known) < 0) best.set(item.concept, candidate)
  }
  return [...best.values()].sort(compareCandidates)
}

function compareCandidates(a: RankedCandidate, b: RankedCandidate): number {
  return b.score - a.score || b.cosine - a.cosine || compareText(a.id, b.id) || compareText(a.term, b.term)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
