import type {Encoder} from '../../models/encoder.js'
import {prepareText} from '../../src/domain/prepare-text.js'
import {dropConcepts} from '../../src/evaluation/drop-concepts.js'
import {conceptKey, GoldConcepts} from '../../src/evaluation/gold.js'
import type {TermIndex} from '../../src/index-store/term-index.js'
import {
  type CandidateConcept,
  candidateConcepts,
  type Lexicon,
  lexiconOf,
} from '../../src/linking/candidate-features.js'
import type {CandidateTerm, FoundCandidates, Regime} from '../../src/linking/candidate-terms.js'
import {
  type CandidateOptions,
  gatherCandidates,
  type MentionOrigin,
} from '../../src/linking/gather-candidates.js'
import {textsToLink} from '../../src/linking/link-given-mentions.js'
import {competes, type Ranking, rankConcepts} from '../../src/linking/rank-concepts.js'
import type {RankingWeights} from '../../src/linking/ranking-weights.js'
import type {Corpus} from './corpora.js'
import type {RankExample} from './fit-additive.js'

/** Share of the concepts whose mentions are also seen with them taken out, so that the confidence learns to say no. */
const takenOut = 0.25

/** Candidates that a mention is trained on: those behind never win. */
const compared = 15

/** A mention of a corpus with all that was found for it. */
export interface GoldMention {
  readonly corpus: Corpus
  readonly text: string
  readonly found: FoundCandidates
  readonly gold: ReadonlySet<string>
  /** What was found with its concepts, and some others, taken out of the index; of some mentions. */
  readonly foundWithout: FoundCandidates | undefined
  /** How often the corpus has it. */
  readonly count: number
}

/** An index with what it takes to ask it; what was found for a text is remembered, since every fold asks again. */
export class OpenedIndex {
  readonly lexicon: Lexicon
  /** By how it was asked, then by text. */
  private readonly known = new Map<string, Map<string, FoundCandidates>>()
  private readonly concepts = new WeakMap<readonly CandidateTerm[], readonly CandidateConcept[]>()

  constructor(
    readonly index: TermIndex,
    readonly encoder: Encoder,
  ) {
    this.lexicon = lexiconOf(index)
  }

  /** See `candidateConcepts`; remembered by the identity of the terms. */
  candidates(text: string, terms: readonly CandidateTerm[]): readonly CandidateConcept[] {
    const known = this.concepts.get(terms)
    if (known) return known
    const concepts = candidateConcepts(text, terms, this.lexicon)
    this.concepts.set(terms, concepts)
    return concepts
  }

  /** See `gatherCandidates`. */
  async gather(
    texts: readonly string[],
    origin: MentionOrigin,
    options: Pick<CandidateOptions, 'alwaysSearch' | 'filter'> = {},
  ): Promise<FoundCandidates[]> {
    const way = JSON.stringify([origin, options])
    const known = this.known.get(way) ?? new Map<string, FoundCandidates>()
    this.known.set(way, known)
    const asked = [...new Set(texts)].filter((text) => !known.has(text))
    for (let from = 0; from < asked.length; from += 512) {
      const batch = asked.slice(from, from + 512)
      let next = 0
      const all = gatherCandidates(batch, origin, {
        index: this.index,
        encoder: async () => this.encoder,
        keyCosines: false,
        asWritten: true,
        ...options,
      })
      for await (const found of all) known.set(batch[next++]!, found)
    }
    return texts.map((text) => known.get(text) as FoundCandidates)
  }
}

/** A mention of a corpus whose concept is in the index. */
export interface AskedMention {
  /** As it stands. */
  readonly alone: string
  /** With the abbreviations of its document written out. */
  readonly inText: string
  /** Keys of its concepts. */
  readonly right: ReadonlySet<string>
}

/** The mentions of a corpus whose concepts are in the index, in order. */
export function askedMentions(corpus: Corpus, {index}: OpenedIndex): AskedMention[] {
  const gold = new GoldConcepts(index)
  return corpus.documents.flatMap((document) => {
    const mentions = (document.mentions ?? []).filter(({ids}) => gold.of(ids).size > 0)
    const inText = textsToLink({...document, mentions})
    return mentions.map(({end, ids, start}, i) => ({
      alone: document.text.slice(start, end),
      inText: inText[i] as string,
      right: gold.of(ids),
    }))
  })
}

/**
 * The distinct mentions of a corpus, as they stand and with the abbreviations of their document written out. Mentions
 * whose concepts are not in the index are left out.
 */
export async function goldMentions(corpus: Corpus, opened: OpenedIndex): Promise<GoldMention[]> {
  const distinct = new Map<string, {text: string; gold: ReadonlySet<string>; count: number}>()
  for (const {alone, inText, right: gold} of askedMentions(corpus, opened))
    for (const text of Array.from(new Set([alone, inText]), prepareText)) {
      const key = `${text}\t${[...gold].sort().join('|')}`
      const known = distinct.get(key)
      if (known) known.count++
      else distinct.set(key, {text, gold, count: 1})
    }
  const mentions = [...distinct.values()]
  const texts = [...new Set(mentions.map(({text}) => text))]
  const found = await opened.gather(texts, 'given')
  const byText = new Map(texts.map((text, i) => [text, found[i] as FoundCandidates]))
  const withoutConcepts = await findWithout(mentions, opened)
  return mentions.map(({count, gold, text}, i) => ({
    corpus,
    text,
    gold,
    count,
    found: byText.get(text) as FoundCandidates,
    foundWithout: withoutConcepts.get(i),
  }))
}

/**
 * What is found for those mentions whose concepts are drawn at random, with all that were drawn taken out of the index.
 *
 * @returns By the place of the mention.
 */
async function findWithout(
  mentions: readonly {readonly text: string; readonly gold: ReadonlySet<string>}[],
  opened: OpenedIndex,
): Promise<Map<number, FoundCandidates>> {
  const keys = mentions.flatMap(({gold}) => [...gold])
  const {dropped, filter} = dropConcepts(keys, {seed: 1, share: takenOut})
  const drawn = [...mentions.entries()].filter(([, {gold}]) => [...gold].every((key) => dropped.has(key)))
  const found = await opened.gather(
    drawn.map(([, {text}]) => text),
    'given',
    {filter},
  )
  return new Map(drawn.map(([place], i) => [place, found[i] as FoundCandidates]))
}

/** Ranks what was found for a mention. */
export function rankFound(
  {terms, text}: FoundCandidates,
  opened: OpenedIndex,
  weights: RankingWeights,
): Ranking {
  const {index} = opened
  return rankConcepts(text, opened.candidates(text, terms), weights, index)
}

/** The candidates that compete for a mention, by the regime they compete in. */
export function rankExample(
  {corpus, count, found, gold}: GoldMention,
  opened: OpenedIndex,
  start: RankingWeights,
  weightOf: (corpus: Corpus) => number,
): {readonly regime: Regime; readonly example: RankExample} | undefined {
  const {concepts, regime} = rankFound(found, opened, start)
  const competing = concepts.filter((concept) => competes(concept, regime))
  const candidates = competing.map(({concept, features}) => ({
    values: features,
    right: gold.has(conceptKey(opened.index.concept(concept))),
  }))
  const kept = [...candidates.slice(0, compared), ...candidates.slice(compared).filter(({right}) => right)]
  if (!kept.some(({right}) => right) || kept.every(({right}) => right)) return undefined
  return {regime, example: {candidates: kept, weight: Math.sqrt(count) * weightOf(corpus)}}
}
