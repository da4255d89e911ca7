import type {LinkedMention} from '../../src/domain/mention.js'
import type {OutputContext} from '../../src/output/link-writer.js'

const nothingAsserted = {
  negated: false,
  uncertain: false,
  hypothetical: false,
  historical: false,
  family: false,
}

type Asserted = Partial<LinkedMention['assertion']>

/** A mention of a text, found by its words there; the concept is `HP:0000822` unless told otherwise. */
export function linkedMention(
  text: string,
  words: string,
  {assertion, ...more}: Partial<Omit<LinkedMention, 'assertion'>> & {readonly assertion?: Asserted} = {},
): LinkedMention {
  const start = text.indexOf(words)
  const concept = {id: 'HP:0000822', name: 'Hypertension', source: 'hp', type: '', types: []}
  return {
    doc: 'd1',
    line: 1,
    start,
    end: start + words.length,
    text: words,
    score: 0.95,
    cosine: 1,
    match: 'exact',
    concept,
    assertion: {...nothingAsserted, ...assertion},
    candidates: [],
    ...more,
  }
}

/** A mention that nothing was good enough for. */
export const nil = {concept: null, score: 0.25, cosine: 0.5, match: 'dense'} as const

export const outputContext: OutputContext = {
  provenance: {
    tool: 'biolord',
    version: '1.2.3',
    model: {id: 'tiny', precision: 'int8', sha256: 'ab'.repeat(32)},
    sources: [
      {code: 'hp', format: 'obo', release: '2024-08-13'},
      {code: 'mine', format: 'table'},
    ],
  },
  showProvenance: false,
  header: false,
  offsets: 'utf16',
  columns: [],
  titles: false,
  tableStyle: {width: 80},
}
