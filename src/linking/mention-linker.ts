import {extend} from '../domain/extend.js'
import type {Candidate, LinkedConcept, MatchKind} from '../domain/mention.js'
import {Turns} from '../domain/turns.js'
import {additiveSum, type FeatureValues, logistic} from './additive-model.js'
import {candidateConcepts, type Lexicon, lexiconOf} from './candidate-features.js'
import type {CandidateTerm, FoundCandidates} from './candidate-terms.js'
import {explainLink} from './explain-link.js'
import {type CandidateOptions, gatherCandidates, isSameText, type MentionOrigin} from './gather-candidates.js'
import type {IgnoredTexts} from './ignored-texts.js'
import {type RankedConcept, type Ranking, rankConcepts} from './rank-concepts.js'
import {type RankingWeights, shippedWeights} from './ranking-weights.js'

export interface LinkerOptions extends CandidateOptions {
  /** Candidates to list. */
  readonly top: number
  /** A best candidate that scores less is no link. */
  readonly threshold: number
  /** Say the evidence in words. */
  readonly explain?: boolean
  /** What the user does not want linked. */
  readonly ignored?: IgnoredTexts
  /** Default: those that ship. */
  readonly weights?: RankingWeights
}

/** What a text was linked to; the fields of a result that do not depend on where the text stands. */
export interface MentionLink {
  readonly score: number | null
  readonly cosine: number | null
  readonly match: MatchKind | null
  readonly concept: LinkedConcept | null
  readonly candidates: readonly Candidate[]
  /** See `explainLink`; absent where it was not asked for. */
  readonly evidence?: readonly string[]
}

/** A stretch of running text to link. */
export interface FoundSpan {
  /** The text that decides: its own, or the long form of an abbreviation. */
  readonly linkAs: string
  /** See `spanFeatures`. */
  readonly features: FeatureValues
}

/** A best candidate below this score is no link, unless the user says otherwise. */
export const defaultThreshold = 0.5

/**
 * The same in free text. To link what is more likely right than wrong would be .5, but the harmonic mean of precision and
 * recall is best at half its own value, and that is between .5 and .8, as texts and terminologies differ.
 *
 * @see Lipton ZC, Elkan C, Naryanaswamy B. Optimal thresholding of classifiers to maximize F1 measure. ECML PKDD 2014.
 */
export const defaultTextThreshold = 0.3

/**
 * A shorter list of names is one that somebody chose: what it has is meant, and how it uses words says too little of them.
 */
const enoughNames = 1000

/** Texts encoded and searched at a time; bounds memory, changes no result. */
const batchSize = 1024

/** Links texts, one at a time or many, to the concepts of an index. Equal texts get equal links. */
export class MentionLinker {
  readonly lexicon: Lexicon
  /** What the user does not want linked. */
  readonly ignored: IgnoredTexts | undefined
  private readonly weights: RankingWeights
  private readonly turns = new Turns()

  constructor(private readonly options: LinkerOptions) {
    this.lexicon = lexiconOf(options.index)
    this.ignored = options.ignored
    this.weights = options.weights ?? shippedWeights()
  }

  /**
   * Links each text by itself, as a user who says that it is a mention.
   *
   * @param filter - What to link to. Default: that of the options.
   * @returns One link a text, in order.
   */
  async link(texts: readonly string[], filter = this.options.filter): Promise<MentionLink[]> {
    const links = new Map<string, MentionLink>()
    for await (const {ranking, text} of this.rankDistinct(texts, 'given', {filter}))
      links.set(text, this.toLink(text, ranking, this.weights.given[ranking.regime], ranking.evidence))
    return texts.map((text) => links.get(text) as MentionLink)
  }

  /**
   * Links stretches of running text, which also have to be mentions at all.
   *
   * @param options - `dense`: whether spans that no name is found for are compared with all names; `cosines`: whether names
   *   that share the key get a cosine too, on which their scores do not depend.
   * @returns One link a span, in order.
   */
  async linkFound(
    spans: readonly FoundSpan[],
    {cosines, dense}: {readonly cosines: boolean; readonly dense: boolean},
  ): Promise<MentionLink[]> {
    const rankings = new Map<string, Ranking>()
    const texts = spans.map(({linkAs}) => linkAs)
    const worthVector = new Set(
      spans.filter((span) => dense && this.isWorthVector(span)).map(({linkAs}) => linkAs),
    )
    const isSearched = (text: string) => worthVector.has(text)
    for await (const {ranking, text} of this.rankDistinct(texts, 'found', {keyCosines: cosines, isSearched}))
      rankings.set(text, ranking)
    return spans.map(({features, linkAs}) => {
      const ranking = rankings.get(linkAs) as Ranking
      const {evidence, regime} = ranking
      const isNear = regime === 'open'
      // how the terminology uses its words says nothing of a misspelt one, and little where the names are few
      const isMisspelt = ranking.concepts[0]?.best.spelling !== undefined
      if (!isNear && (isMisspelt || this.lexicon.names < enoughNames))
        return this.toLink(linkAs, ranking, this.weights.given[regime], evidence)
      const model = this.weights.found[isNear ? 'dense' : 'dictionary']
      return this.toLink(linkAs, ranking, model, extend(evidence, features))
    })
  }

  /** Whether a stretch looks enough like a mention to be compared with all names where none has its words. */
  private isWorthVector({features}: FoundSpan): boolean {
    return features.abbreviation === 1 || additiveSum(this.weights.found.tried, features) >= 0
  }

  private async *rankDistinct(
    texts: readonly string[],
    origin: MentionOrigin,
    options: Pick<CandidateOptions, 'filter' | 'isSearched' | 'keyCosines'>,
  ): AsyncGenerator<{text: string; ranking: Ranking}> {
    const distinct = [...new Set(texts)]
    for (let from = 0; from < distinct.length; from += batchSize) {
      const batch = distinct.slice(from, from + batchSize)
      const all = gatherCandidates(batch, origin, {...this.options, turns: this.turns, ...options})
      let next = 0
      for await (const found of all) {
        const text = batch[next++]!
        yield {text, ranking: this.rank(found, text)}
      }
    }
  }

  /** @param asked - As the user wrote it, which `--ignore` goes by. */
  private rank({terms, text}: FoundCandidates, asked: string): Ranking {
    const {ignored} = this
    const {index} = this.options
    const wanted = ignored ? terms.filter(({concept}) => !ignored.refuses(asked, concept)) : terms
    return rankConcepts(text, candidateConcepts(text, wanted, this.lexicon), this.weights, index)
  }

  private toLink(
    text: string,
    ranking: Ranking,
    model: RankingWeights['given']['open'],
    evidence: FeatureValues,
  ): MentionLink {
    const {explain, index, threshold, top} = this.options
    const {concepts} = ranking
    const best = concepts[0]
    if (!best) return {score: null, cosine: null, match: null, concept: null, candidates: []}
    // slips are too rare in the corpora to learn from: what holds of the mended text holds the less the more was mended
    const score = logistic(additiveSum(model, evidence)) * (best.best.spelling ?? 1)
    const candidates = concepts.slice(0, top).map((ranked) => {
      const {id, name, source} = index.label(ranked.concept)
      return {
        id,
        name,
        term: ranked.best.term,
        source,
        score: round((score * ranked.share) / best.share),
        cosine: round(cosineOf(ranked)),
      }
    })
    const {id, name, source, types} = index.concept(best.concept)
    return {
      score: round(score),
      cosine: round(cosineOf(best)),
      match: matchKind(text, best.best),
      concept: score >= threshold ? {id, name, source, type: types[0] ?? '', types} : null,
      candidates,
      ...(explain && {
        evidence: explainLink(text, ranking, model, evidence, (concept) => index.label(concept).name),
      }),
    }
  }
}

/** Of the term that speaks most for the concept; 0 where no vector was needed and the texts differ. */
function cosineOf({best}: RankedConcept): number {
  return best.cosine ?? 0
}

function matchKind(text: string, {byInitials, byKey, spelling, term}: CandidateTerm): MatchKind {
  if (spelling !== undefined) return 'fuzzy'
  if (byKey) return isSameText(text, term) ? 'exact' : 'normalised'
  return byInitials ? 'fuzzy' : 'dense'
}

/** Four decimals: more would show the float's noise between machines. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
