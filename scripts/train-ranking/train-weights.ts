import {createHash} from 'node:crypto'
import {findAbbreviations} from '../../src/domain/abbreviations.js'
import {splitWords, type Word} from '../../src/domain/lexical-key.js'
import type {Document, Span} from '../../src/domain/mention.js'
import {splitSentences} from '../../src/domain/sentences.js'
import {conceptKey, GoldConcepts} from '../../src/evaluation/gold.js'
import {additiveSum, logistic} from '../../src/linking/additive-model.js'
import {findDictionarySpans, overlaps} from '../../src/linking/find-dictionary-spans.js'
import {findNounSpans} from '../../src/linking/find-noun-spans.js'
import type {RankingWeights} from '../../src/linking/ranking-weights.js'
import {spanFeatures} from '../../src/linking/span-features.js'
import {type GoldMention, type OpenedIndex, rankExample, rankFound} from './collect-examples.js'
import type {Corpus} from './corpora.js'
import {foundNames, givenNames, rankNames} from './feature-names.js'
import {type Example, fitAdditive, fitRanking} from './fit-additive.js'

/** Of the mentions, one in so many is seen with its concept taken out, so that the confidence learns to say no. */
const takenOut = 8

/** Of the stretches that no name was found for, one in so many is tried: they are many, and mostly wrong. */
const denseTried = 6

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
  found: {dictionary: {bias: 0, features: {}}, dense: {bias: 0, features: {}}},
}

/** Learns all weights from these corpora; `mentions` of other corpora are passed over. */
export async function trainWeights(
  corpora: readonly Corpus[],
  mentions: readonly GoldMention[],
  openedFor: (corpus: Corpus) => OpenedIndex,
): Promise<RankingWeights> {
  const own = mentions.filter(({corpus}) => corpora.includes(corpus))
  const sizes = new Map<string, number>()
  for (const {corpus} of own) sizes.set(corpus.family, (sizes.get(corpus.family) ?? 0) + 1)
  // a large corpus says more, but not in proportion: what it has in common with other texts is what counts
  const weightOf = ({family}: Corpus) => 1 / Math.sqrt(sizes.get(family) ?? 1)

  const groups = {keyed: [], short: [], open: []} as Record<
    keyof typeof rankNames,
    Parameters<typeof fitRanking>[0][0][]
  >
  for (const mention of own) {
    const example = rankExample(mention, openedFor(mention.corpus), untrained, weightOf)
    if (example) groups[example.regime].push(example.example)
  }
  const rank = {
    keyed: fitRanking(groups.keyed, rankNames.keyed),
    short: fitRanking(groups.short, rankNames.short),
    open: fitRanking(groups.open, rankNames.open),
  }
  const ranking: RankingWeights = {...untrained, rank}

  const confident = {keyed: [], short: [], open: []} as Record<keyof typeof givenNames, Example[]>
  for (const {corpus, count, found, gold, text} of own) {
    const opened = openedFor(corpus)
    const weight = Math.sqrt(count) * weightOf(corpus)
    for (const without of isTakenOut(text) ? [undefined, gold] : [undefined]) {
      const {concepts, evidence, regime} = rankFound(found, opened, ranking, without)
      const first = concepts[0]
      if (!first) continue
      const right = gold.has(conceptKey(opened.index.concept(first.concept))) && without === undefined
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
        rank: Object.fromEntries(Object.entries(groups).map(([regime, list]) => [regime, list.length])),
        given: Object.fromEntries(Object.entries(confident).map(([regime, list]) => [regime, list.length])),
        found: {dictionary: dictionary.length, dense: dense.length},
      },
    },
    rank,
    given,
    found: {dictionary: found.dictionary, dense: fitAdditive(dense, foundNames.dense)},
  }
}

/** The same mentions in every run. */
function isTakenOut(text: string): boolean {
  return createHash('sha256').update(text).digest()[0]! % takenOut === 0
}

interface Stretch extends Span {
  readonly words: readonly Word[]
  readonly first: number
  readonly last: number
  readonly linkAs: string
  readonly isAbbreviation: boolean
}

/** Stretches of the annotated documents that a name was found for. */
async function namedExamples(
  corpus: Corpus,
  opened: OpenedIndex,
  weights: RankingWeights,
): Promise<Example[]> {
  const examples: Example[] = []
  for (const document of corpus.documents.slice(0, corpus.wholeText)) {
    const stretches = [...sentencesOf(document)].flatMap((words) => namedStretches(document, words, opened))
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
    for (const words of sentencesOf(document)) {
      if (createHash('sha256').update(`${document.id} ${words[0]?.start}`).digest()[0]! % denseTried !== 0)
        continue
      const named = namedStretches(document, words, opened)
      const judged = await judge(document, named, opened, weights)
      const sure = named.filter(
        (_, i) => logistic(additiveSum(weights.found.dictionary, judged[i]!.values)) >= 0.5,
      )
      const tried = findNounSpans(document.text, words, sure).map((span) => ({
        ...span,
        words,
        linkAs: document.text.slice(span.start, span.end),
        isAbbreviation: false,
      }))
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

function* sentencesOf({text}: Document): Generator<Word[]> {
  for (const {end, start} of splitSentences(text))
    yield splitWords(text.slice(start, end)).map((word) => ({
      ...word,
      start: word.start + start,
      end: word.end + start,
    }))
}

function namedStretches({text}: Document, words: readonly Word[], {index}: OpenedIndex): Stretch[] {
  const longForms = new Map(findAbbreviations(text).map(({longForm, shortForm}) => [shortForm, longForm]))
  const short = words.flatMap(({end, start}, i) => {
    const linkAs = longForms.get(text.slice(start, end))
    return linkAs === undefined ? [] : [{start, end, words, first: i, last: i, linkAs, isAbbreviation: true}]
  })
  const dictionary = findDictionarySpans(text, words, index)
    .filter((span) => !short.some((other) => overlaps(span, other)))
    .map((span) => ({...span, words, linkAs: text.slice(span.start, span.end), isAbbreviation: false}))
  return [...dictionary, ...short]
}

async function judge(
  {mentions = [], text}: Document,
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
      values: {...evidence, ...spanFeatures(text, stretch, stretch.isAbbreviation, lexicon)},
      right:
        key !== undefined && gold.some((mention) => overlaps(mention, stretch) && mention.concepts.has(key)),
    }
  })
}
