import {overlaps} from '../../src/domain/spans.js'
import {dropConcepts} from '../../src/evaluation/drop-concepts.js'
import {conceptKey, documentConcepts, GoldConcepts} from '../../src/evaluation/gold.js'
import {
  addMatches,
  areaUnderRoc,
  expectedCalibrationError,
  type Forecast,
  type MatchCounts,
  precisionRecall,
} from '../../src/evaluation/metrics.js'
import {linkDocument} from '../../src/linking/link-document.js'
import {defaultTextThreshold, type LinkerOptions, MentionLinker} from '../../src/linking/mention-linker.js'
import type {RankingWeights} from '../../src/linking/ranking-weights.js'
import {type AskedMention, askedMentions, type OpenedIndex} from './collect-examples.js'
import type {Corpus} from './corpora.js'

/** One line on how weights do on a corpus. */
export async function evaluate(
  corpus: Corpus,
  opened: OpenedIndex,
  weights: RankingWeights,
  kinds: readonly boolean[],
): Promise<string> {
  const {encoder, index} = opened
  const options = {index, encoder: async () => encoder, top: 10, weights}
  const linker = new MentionLinker({...options, threshold: 0})
  const gold = new GoldConcepts(index)
  const alone: Forecast[] = []
  const inText: Forecast[] = []
  const asked = askedMentions(corpus, opened)
  for (const [list, texts] of [
    [alone, asked.map((one) => one.alone)],
    [inText, asked.map((one) => one.inText)],
  ] as const) {
    const links = await linker.link(texts)
    for (const [i, {right}] of asked.entries()) {
      const {concept, score} = links[i] as (typeof links)[0]
      list.push({score: score ?? 0, right: concept !== null && right.has(conceptKey(concept))})
    }
  }
  const accuracy = (list: readonly Forecast[]) =>
    (list.filter(({right}) => right).length / list.length).toFixed(3)
  const parts = [
    corpus.name.padEnd(22),
    `alone ${accuracy(alone)}`,
    `in document ${accuracy(inText)}`,
    `ECE ${expectedCalibrationError(alone).toFixed(3)} ${expectedCalibrationError(inText).toFixed(3)}`,
    `AUROC ${areaUnderRoc(alone).toFixed(3)}`,
    `NIL ${(await nilAuroc(asked, {...options, threshold: 0})).toFixed(3)}`,
  ]
  if (corpus.wholeText > 0) {
    for (const dense of kinds) {
      const textLinker = new MentionLinker({...options, top: 1, threshold: defaultTextThreshold})
      parts.push(
        `${dense ? 'hybrid' : 'dictionary'} ${await wholeText(corpus, textLinker, dense, index, gold)}`,
      )
    }
  }
  return parts.join('  ')
}

/** Draws of concepts that the area under the curve of NIL is averaged over. */
const draws = 5

/** How well the score tells mentions whose concepts, a tenth of all, were taken out of the index from the others. */
async function nilAuroc(asked: readonly AskedMention[], options: LinkerOptions): Promise<number> {
  const keys = asked.flatMap(({right}) => [...right])
  let sum = 0
  for (let seed = 1; seed <= draws; seed++) {
    const {dropped, filter} = dropConcepts(keys, {seed, share: 0.1})
    const links = await new MentionLinker({...options, filter}).link(asked.map(({alone}) => alone))
    const forecasts = asked.map(({right}, i) => ({
      score: links[i]?.score ?? 0,
      right: [...right].some((key) => !dropped.has(key)),
    }))
    sum += areaUnderRoc(forecasts)
  }
  return sum / draws
}

const none: MatchCounts = {answers: 0, right: 0, gold: 0, found: 0}

async function wholeText(
  corpus: Corpus,
  linker: MentionLinker,
  dense: boolean,
  index: OpenedIndex['index'],
  gold: GoldConcepts,
): Promise<string> {
  let spans = none
  let documents = none
  for (const document of corpus.documents.slice(0, corpus.wholeText)) {
    const mentions = (document.mentions ?? [])
      .map((mention) => ({...mention, concepts: gold.of(mention.ids)}))
      .filter(({concepts}) => concepts.size > 0)
    const answers: {start: number; end: number; key: string}[] = []
    for await (const {concept, end, start} of linkDocument(document, {index, linker, dense, nil: false}))
      if (concept) answers.push({start, end, key: conceptKey(concept)})
    spans = addMatches(spans, {
      answers: answers.length,
      gold: mentions.length,
      right: answers.filter((a) => mentions.some((m) => overlaps(a, m) && m.concepts.has(a.key))).length,
      found: mentions.filter((m) => answers.some((a) => overlaps(a, m) && m.concepts.has(a.key))).length,
    })
    const wanted = documentConcepts({...document, conceptIds: undefined, mentions}, gold)
    const said = new Set(answers.map(({key}) => key))
    const both = [...said].filter((key) => wanted.has(key)).length
    documents = addMatches(documents, {answers: said.size, gold: wanted.size, right: both, found: both})
  }
  const show = (counts: MatchCounts) => {
    const {f1, precision, recall} = precisionRecall(counts)
    return `${precision.toFixed(3)} ${recall.toFixed(3)} ${f1.toFixed(3)}`
  }
  return `spans ${show(spans)} documents ${show(documents)}`
}
