import {createHash} from 'node:crypto'
import type {Word} from '../../src/domain/lexical-key.js'
import type {Document} from '../../src/domain/mention.js'
import {splitSentences} from '../../src/domain/sentences.js'
import {abbreviationsOf} from '../../src/domain/short-forms.js'
import {overlaps} from '../../src/domain/spans.js'
import {conceptKey, GoldConcepts} from '../../src/evaluation/gold.js'
import {
  type AdditiveModel,
  additiveSum,
  type FeatureValues,
  logistic,
} from '../../src/linking/additive-model.js'
import type {Regime} from '../../src/linking/candidate-terms.js'
import {
  findNamedStretches,
  findTriedStretches,
  type Stretch,
  wordsOf,
} from '../../src/linking/find-stretches.js'
import type {RankingWeights} from '../../src/linking/ranking-weights.js'
import {spanFeatures} from '../../src/linking/span-features.js'
import {type GoldMention, type OpenedIndex, rankExample, rankFound} from './collect-examples.js'
import type {Corpus} from './corpora.js'
import {foundNames, givenNames, rankNames} from './feature-names.js'
import {type Example, fitAdditive, fitRanking, type RankExample} from './fit-additive.js'

/** What a mention whose concept was taken out weighs beside one with its concept: in real lists they are few. */
const withoutWeight = 0.1

/** Of the stretches that no name was found for, one in so many is tried: they are many, and mostly wrong. */
const denseTried = 6

/**
 * Share of the stretches without a name that get a vector: those that look most like mentions. Of 23,648 such stretches two
 * were linked, so it is the time that decides.
 */
const triedShare = 0.1

/** Orders candidates by nearness, before anything is learnt. */
const untrained: RankingWeights = {
  provenance: {},
  rank: {
    keyed: {bias: 0, features: {}},
    short: {bias: 0, features: {}},
    open: {
      bias: 0,
      features: {cosine: {cuts: [0.4, 0.5, 0.6, 0.7, 0.8, 0.9], weights: [0, 1, 2, 3, 4, 5, 6]}},
    },
  },
  given: {keyed: {bias: 0, features: {}}, short: {bias: 0, features: {}}, open: {bias: 0, features: {}}},
  found: {
    dictionary: {bias: 0, features: {}},
    dense: {bias: 0, features: {}},
    tried: {bias: 0, features: {}},
  },
}

/**
 * What a long form that is no name has of the features of keys: it is judged beside the names that were found, where their
 * absence says something. No weights for what is merely near look at them.
 */
const withoutKey: FeatureValues = {
  'equal text': 0,
  key: 0,
  'keyed names': 0,
  'preferred key': 0,
  'loose key': 0,
}

/** Learns to order candidates from these corpora; `mentions` of other corpora are passed over. */
export function trainRanking(
  corpora: readonly Corpus[],
  mentions: readonly GoldMention[],
  openedFor: (corpus: Corpus) => OpenedIndex,
  names = rankNames,
): {weights: RankingWeights; examples: Record<Regime, number>} {
  const own = mentions.filter(({corpus}) => corpora.includes(corpus))
  const weightOf = corpusWeights(own)
  const groups: Record<Regime, RankExample[]> = {keyed: [], short: [], open: []}
  for (const mention of own) {
    const example = rankExample(mention, openedFor(mention.corpus), untrained, weightOf)
    if (example) groups[example.regime].push(example.example)
  }
  const rank = {
    keyed: fitRanking(groups.keyed, names.keyed),
    short: fitRanking(groups.short, names.short),
    open: fitRanking(groups.open, names.open),
  }
  return {
    weights: {...untrained, rank},
    examples: {keyed: groups.keyed.length, short: groups.short.length, open: groups.open.length},
  }
}

/** A large corpus says more, but not in proportion: what it has in common with other texts is what counts. */
function corpusWeights(mentions: readonly GoldMention[]): (corpus: Corpus) => number {
  const sizes = new Map<string, number>()
  for (const {corpus} of mentions) sizes.set(corpus.family, (sizes.get(corpus.family) ?? 0) + 1)
  return ({family}) => 1 / Math.sqrt(sizes.get(family) ?? 1)
}

/** Learns all weights from these corpora; `mentions` of other corpora are passed over. */
export async function trainWeights(
  corpora: readonly Corpus[],
  mentions: readonly GoldMention[],
  openedFor: (corpus: Corpus) => OpenedIndex,
): Promise<RankingWeights> {
  const own = mentions.filter(({corpus}) => corpora.includes(corpus))
  const weightOf = corpusWeights(own)
  const {examples, weights: ranking} = trainRanking(corpora, own, openedFor)

  const confident: Record<Regime, Example[]> = {keyed: [], short: [], open: []}
  for (const {corpus, count, found, foundWithout, gold} of own) {
    const opened = openedFor(corpus)
    const full = Math.sqrt(count) * weightOf(corpus)
    for (const candidates of foundWithout ? [found, foundWithout] : [found]) {
      const {concepts, evidence, regime} = rankFound(candidates, opened, ranking)
      const first = concepts[0]
      if (!first) continue
      const right = candidates === found && gold.has(conceptKey(opened.index.concept(first.concept)))
      const weight = candidates === found ? full : full * withoutWeight
      confident[regime].push({values: evidence, right, weight})
    }
  }
  const given = {
    keyed: fitAdditive(confident.keyed, givenNames.keyed),
    short: fitAdditive(confident.short, givenNames.short),
    open: fitAdditive(confident.open, givenNames.open),
  }

  const dictionary: Example[] = []
  for (const corpus of corpora) dictionary.push(...(await namedExamples(corpus, openedFor(corpus), ranking)))
  const found = {...untrained.found, dictionary: fitAdditive(dictionary, foundNames.dictionary)}
  const dense: Example[] = []
  for (const corpus of corpora)
    dense.push(...(await denseExamples(corpus, openedFor(corpus), {...ranking, found})))
  return {
    provenance: {
      script: 'npm run train:ranking',
      encoder: openedFor(corpora[0] as Corpus).index.manifest.model,
      corpora: corpora.map(({documents, name}) => `${name}, ${documents.length} documents`),
      examples: {
        rank: examples,
        given: Object.fromEntries(Object.entries(confident).map(([regime, list]) => [regime, list.length])),
        found: {dictionary: dictionary.length, dense: dense.length},
      },
    },
    rank: ranking.rank,
    given,
    found: {...found, dense: fitAdditive(dense, foundNames.dense), tried: fitTried(dense)},
  }
}

/** What a stretch looks like that is a mention, moved so that those to try are above 0. */
function fitTried(examples: readonly Example[]): AdditiveModel {
  const model = fitAdditive(examples, foundNames.tried)
  const sums = examples.map(({values}) => additiveSum(model, values)).sort((a, b) => b - a)
  return {...model, bias: model.bias - (sums[Math.floor(sums.length * triedShare)] ?? 0)}
}

/** Stretches of the annotated documents that a name was found for. */
async function namedExamples(
  corpus: Corpus,
  opened: OpenedIndex,
  weights: RankingWeights,
): Promise<Example[]> {
  const examples: Example[] = []
  for (const document of corpus.documents.slice(0, corpus.wholeText)) {
    const stretches = [...namedStretches(document, opened)].flatMap(({named}) => named)
    for (const {right, values} of await judge(document, stretches, opened, weights))
      examples.push({values, right, weight: 1})
  }
  return reweigh(examples)
}

/** Stretches beside the names that are sure. */
async function denseExamples(
  corpus: Corpus,
  opened: OpenedIndex,
  weights: RankingWeights,
): Promise<Example[]> {
  const examples: Example[] = []
  for (const document of corpus.documents.slice(0, corpus.wholeText)) {
    for (const {named, words} of namedStretches(document, opened)) {
      if (createHash('sha256').update(`${document.id} ${words[0]?.start}`).digest()[0]! % denseTried !== 0)
        continue
      const judged = await judge(document, named, opened, weights)
      const sure = named.filter(
        (_, i) => logistic(additiveSum(weights.found.dictionary, judged[i]!.values)) >= 0.5,
      )
      const tried = findTriedStretches(document.text, words, sure)
      for (const {isDense, right, values} of await judge(document, tried, opened, weights))
        if (isDense) examples.push({values, right, weight: 1})
    }
  }
  return reweigh(examples)
}

/** Every corpus counts by the root of its examples. */
function reweigh(examples: readonly Example[]): Example[] {
  return examples.map((example) => ({...example, weight: 1 / Math.sqrt(examples.length)}))
}

/** The stretches of each sentence that a name or an abbreviation was found for. */
function* namedStretches(
  {text}: Document,
  {index}: OpenedIndex,
): Generator<{words: Word[]; named: Stretch[]}> {
  const abbreviations = abbreviationsOf(text)
  for (const sentence of splitSentences(text)) {
    const words = wordsOf(text, sentence)
    yield {words, named: findNamedStretches(text, words, abbreviations, index)}
  }
}

async function judge(
  {mentions = []}: Document,
  stretches: readonly Stretch[],
  opened: OpenedIndex,
  weights: RankingWeights,
) {
  const {index} = opened
  const concepts = new GoldConcepts(index)
  const gold = mentions.map((mention) => ({...mention, concepts: concepts.of(mention.ids)}))
  const {lexicon} = opened
  const found = await opened.gather(
    stretches.map(({linkAs}) => linkAs),
    'found',
  )
  return stretches.map((stretch, i) => {
    const {concepts: ranked, evidence, regime} = rankFound(found[i]!, opened, weights)
    const first = ranked[0]
    const key = first && conceptKey(index.concept(first.concept))
    return {
      isDense: regime === 'open',
      values: {...withoutKey, ...evidence, ...spanFeatures(stretch, stretch.isAbbreviation, lexicon)},
      right:
        key !== undefined && gold.some((mention) => overlaps(mention, stretch) && mention.concepts.has(key)),
    }
  })
}
