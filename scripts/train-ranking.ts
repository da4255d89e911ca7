/**
 * Trains the ranking on the development corpora and writes `src/linking/ranking-weights.json`.
 *
 *     npm run train:ranking -- [--home FOLDER] [--no-write] [--no-dense] [--quick] [--ablations]
 *
 * Leaves one corpus out after another first and says how the others' weights do on it: those figures, and not the fit of
 * the weights that ship, are what docs/accuracy.md quotes. --no-dense leaves out the slow part of that, --quick all of it.
 * --ablations does nothing but say what each part and each feature is worth.
 *
 * Takes the indexes `hpo` (hpo-2024-08-13.obo.gz), `medic` (medic-2012-07-06.tsv.gz), `uberon` (uberon-2015-04-23.obo.gz)
 * and `mesh` (mesh-descriptors-2024.tsv.gz, mesh-supplementary-partial.tsv.gz) of the folder, BIOLORD_HOME by default.
 */
import {writeFileSync} from 'node:fs'
import {parseArgs} from 'node:util'
import {openChosenIndex, openEncoderOf} from '../src/adapters.js'
import {ablate} from './train-ranking/ablate.js'
import {type GoldMention, goldMentions, OpenedIndex} from './train-ranking/collect-examples.js'
import {type Corpus, readCorpora} from './train-ranking/corpora.js'
import {evaluate} from './train-ranking/evaluate-weights.js'
import {trainWeights} from './train-ranking/train-weights.js'

const {values: flags} = parseArgs({
  options: {
    home: {type: 'string'},
    write: {type: 'boolean', default: true},
    quick: {type: 'boolean', default: false},
    dense: {type: 'boolean', default: true},
    ablations: {type: 'boolean', default: false},
  },
  allowNegative: true,
})
if (flags.home !== undefined) process.env.BIOLORD_HOME = flags.home
const corpora = readCorpora(process.env.BIOLORD_DATA ?? '../shared/data')

const indexes = new Map<string, OpenedIndex>()
for (const name of new Set(corpora.map(({index}) => index))) {
  const index = await openChosenIndex([name])
  indexes.set(name, new OpenedIndex(index, await openEncoderOf(index)))
}
const openedFor = ({index}: Corpus) => indexes.get(index) as OpenedIndex

const mentions: GoldMention[] = []
for (const corpus of corpora) mentions.push(...(await goldMentions(corpus, openedFor(corpus))))
console.error(`${mentions.length} distinct mentions`)

if (flags.ablations) {
  for await (const {accuracy, without} of ablate(corpora, mentions, openedFor))
    console.log(
      [without.padEnd(50), ...Array.from(accuracy, ([name, share]) => `${name} ${share.toFixed(3)}`)].join(
        '  ',
      ),
    )
} else await train()
for (const {encoder, index} of indexes.values()) {
  await encoder[Symbol.asyncDispose]()
  await index[Symbol.asyncDispose]()
}

async function train(): Promise<void> {
  for (const family of flags.quick ? [] : new Set(corpora.map((corpus) => corpus.family))) {
    const others = corpora.filter((corpus) => corpus.family !== family)
    const weights = await trainWeights(others, mentions, openedFor)
    for (const corpus of corpora.filter((one) => one.family === family && !one.name.endsWith('train')))
      console.log(await evaluate(corpus, openedFor(corpus), weights, flags.dense ? [false, true] : [false]))
  }

  const weights = await trainWeights(corpora, mentions, openedFor)
  if (flags.write) {
    const path = new URL('../../src/linking/ranking-weights.json', import.meta.url)
    writeFileSync(path, `${JSON.stringify(weights, undefined, 1)}\n`)
  }
}
