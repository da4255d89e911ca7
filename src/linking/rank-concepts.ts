import {compareText} from '../domain/compare-text.js'
import {extend} from '../domain/extend.js'
import type {TermIndex} from '../index-store/term-index.js'
import {additiveSum, type FeatureValues} from './additive-model.js'
import type {CandidateConcept} from './candidate-features.js'
import {type Regime, regimeOf} from './candidate-terms.js'
import type {RankingWeights} from './ranking-weights.js'

/** A concept in the order of the ranking. */
export interface RankedConcept extends CandidateConcept {
  /** How much of the belief falls to it, 0 to 1, given that one of the candidates is right. */
  readonly share: number
}

export interface Ranking {
  readonly regime: Regime
  /** Best first. */
  readonly concepts: readonly RankedConcept[]
  /** What the confidence in the first one looks at. */
  readonly evidence: FeatureValues
}

/**
 * Ranks the concepts that a mention may mean. Where names share its key, only theirs compete, and where it is a short
 * form, those whose names it abbreviates; what is merely near follows them.
 *
 * @param text - The prepared mention.
 * @param candidates - See `candidateConcepts`.
 * @param index - Tells ids, for ties, and sources.
 */
export function rankConcepts(
  text: string,
  candidates: readonly CandidateConcept[],
  weights: RankingWeights,
  index: Labels,
): Ranking {
  const idOf = (concept: number) => index.label(concept).id
  const regime = regimeOf(candidates.flatMap(({terms}) => terms))
  const first = candidates.filter((candidate) => competes(candidate, regime))
  const ranked = share(first, weights.rank[regime], 1, idOf)
  const rest = regime === 'open' ? [] : candidates.filter((candidate) => !competes(candidate, regime))
  // the rest must not overtake whatever their own model says of them
  const least = ranked.at(-1)?.share ?? 1
  const concepts = [...ranked, ...share(rest, weights.rank.open, least, idOf)]
  return {regime, concepts, evidence: evidenceOf(text, ranked, index)}
}

type Labels = Pick<TermIndex, 'label' | 'manifest'>

/** Whether a candidate may be the answer: see {@link rankConcepts}. */
export function competes({features}: Pick<CandidateConcept, 'features'>, regime: Regime): boolean {
  if (regime === 'open') return true
  return features.key === 1 || (regime === 'short' && (features.initials ?? 0) > 0)
}

function share(
  candidates: readonly CandidateConcept[],
  model: RankingWeights['rank'][Regime],
  total: number,
  idOf: (concept: number) => string,
): RankedConcept[] {
  const [only] = candidates
  if (only !== undefined && candidates.length === 1) return [extend(only, {share: total})]
  const sums = candidates.map(({features}) => additiveSum(model, features))
  const highest = Math.max(...sums)
  const powers = sums.map((sum) => Math.exp(sum - highest))
  const all = powers.reduce((a, b) => a + b, 0)
  return candidates
    .map((candidate, i) => extend(candidate, {share: (total * (powers[i] as number)) / all}))
    .sort(
      (a, b) =>
        b.share - a.share ||
        (b.best.cosine ?? 0) - (a.best.cosine ?? 0) ||
        compareText(idOf(a.concept), idOf(b.concept)) ||
        a.concept - b.concept,
    )
}

function evidenceOf(text: string, ranked: readonly RankedConcept[], index: Labels): FeatureValues {
  const [first] = ranked
  if (!first) return {}
  const rivals = rivalsOf(ranked, index)
  const all = rivals.reduce((sum, {share}) => sum + share, first.share)
  return extend(first.features, {
    share: first.share / all,
    lead: Math.log(first.share / all) - Math.log(rivals[0] ? rivals[0].share / all : 1e-4),
    rivals: Math.log1p(rivals.length),
    'mention length': text.length,
    'mention words': text.split(/[\s/-]+/u).length,
  })
}

/**
 * What the first one may be mistaken for: other concepts of its own source. That another terminology has a concept of the same
 * name, or another index the same concept, makes neither less right.
 */
function rivalsOf(ranked: readonly RankedConcept[], index: Labels): readonly RankedConcept[] {
  const [first, ...others] = ranked
  if (index.manifest.sources.length <= 1 || !first) return others
  const {id, source} = index.label(first.concept)
  return others.filter(({concept}) => {
    const other = index.label(concept)
    return other.source === source && other.id !== id
  })
}
