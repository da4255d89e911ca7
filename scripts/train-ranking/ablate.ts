import {conceptKey} from '../../src/evaluation/gold.js'
import type {Regime} from '../../src/linking/candidate-terms.js'
import {askedMentions, type GoldMention, type OpenedIndex, rankFound} from './collect-examples.js'
import type {Corpus} from './corpora.js'
import {rankNames} from './feature-names.js'
import {trainRanking} from './train-weights.js'

/** Accuracy@1 of gold mentions alone, by corpus, with one thing left out. */
export interface Ablation {
  readonly without: string
  readonly accuracy: ReadonlyMap<string, number>
}

/**
 * What each part of the linker and each feature of the ranking is worth: the ranking is learnt anew without it from the
 * corpora of other families, and asked of every gold mention alone.
 *
 * @yields First the whole, then the dictionary by itself, the nearest name by itself, then without each feature.
 */
export async function* ablate(
  corpora: readonly Corpus[],
  mentions: readonly GoldMention[],
  openedFor: (corpus: Corpus) => OpenedIndex,
): AsyncGenerator<Ablation> {
  const judged = corpora.filter(({name}) => !name.endsWith('train'))
  const asked = new Map(judged.map((corpus) => [corpus, askedMentions(corpus, openedFor(corpus))]))
  const measure = async (
    without: string,
    answersOf: (corpus: Corpus, texts: readonly string[]) => Promise<(string | undefined)[]>,
  ): Promise<Ablation> => {
    const accuracy = new Map<string, number>()
    for (const [corpus, list] of asked) {
      const answers = await answersOf(
        corpus,
        list.map(({alone}) => alone),
      )
      const right = list.filter(({right}, i) => right.has(answers[i] ?? '')).length
      accuracy.set(corpus.name, right / list.length)
    }
    return {without, accuracy}
  }
  const ranked = (keep: (name: string) => boolean, isAllowed = (_: Regime) => true) => {
    const names = {
      keyed: rankNames.keyed.filter(keep),
      short: rankNames.short.filter(keep),
      open: rankNames.open.filter(keep),
    }
    const weightsOf = new Map(
      [...new Set(judged.map(({family}) => family))].map((family) => {
        const others = corpora.filter((corpus) => corpus.family !== family)
        return [family, trainRanking(others, mentions, openedFor, names).weights]
      }),
    )
    return async (corpus: Corpus, texts: readonly string[]) => {
      const opened = openedFor(corpus)
      const found = await opened.gather(texts, 'given')
      return found.map((candidates) => {
        const {concepts, regime} = rankFound(candidates, opened, weightsOf.get(corpus.family)!)
        const first = isAllowed(regime) ? concepts[0] : undefined
        return first && conceptKey(opened.index.concept(first.concept))
      })
    }
  }

  yield measure(
    'nothing',
    ranked(() => true),
  )
  yield measure(
    'all but the dictionary (keys, initials, spelling)',
    ranked(
      () => true,
      (regime) => regime !== 'open',
    ),
  )
  yield measure('all but the nearest name', (corpus, texts) => nearestNames(openedFor(corpus), texts))
  for (const left of new Set(Object.values(rankNames).flat()))
    yield measure(
      left,
      ranked((name) => name !== left),
    )
}

/** The concept of the name with the highest cosine, whatever its words. */
async function nearestNames(opened: OpenedIndex, texts: readonly string[]): Promise<(string | undefined)[]> {
  const found = await opened.gather(texts, 'given', {alwaysSearch: true})
  return found.map(({terms}) => {
    const names = terms.filter(({cosine, scope}) => cosine !== undefined && scope !== 'definition')
    const [first, ...more] = names
    if (first === undefined) return undefined
    const best = more.reduce((a, b) => (b.cosine! > a.cosine! ? b : a), first)
    return conceptKey(opened.index.concept(best.concept))
  })
}
