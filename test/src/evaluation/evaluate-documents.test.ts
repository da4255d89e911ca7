import {describe, expect, it} from 'vitest'
import type {Document} from '../../../src/domain/mention.js'
import {chooseGold} from '../../../src/evaluation/choose-gold.js'
import {compareRuns} from '../../../src/evaluation/compare-runs.js'
import {ConceptCredit} from '../../../src/evaluation/concept-credit.js'
import {dropConcepts} from '../../../src/evaluation/drop-concepts.js'
import {errorsOf} from '../../../src/evaluation/error-records.js'
import {type EvaluationOptions, evaluateDocuments} from '../../../src/evaluation/evaluate-documents.js'
import {evaluatePairs} from '../../../src/evaluation/evaluate-pairs.js'
import {GoldScope} from '../../../src/evaluation/gold-scope.js'
import {judgeText, type TextOutcome} from '../../../src/evaluation/link-gold-texts.js'
import {parseRun} from '../../../src/evaluation/parse-run.js'
import {recordsOf} from '../../../src/evaluation/run-records.js'
import type {ConceptDetails, TermIndex} from '../../../src/index-store/term-index.js'
import {notAsserted} from '../../../src/linking/assert-context.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const concepts = [
  {id: 'T:1', names: ['elbow pain', 'sore elbow'], type: 'finding'},
  {id: 'T:2', names: ['pain'], type: 'finding'},
  {id: 'T:3', names: ['kite fever'], type: 'disorder'},
]
const parents: Readonly<Record<string, string>> = {'T:1': 'T:2'}

/** The fake index with a hierarchy, and with the secondary id `T:10` of `T:1`. */
function index(): TermIndex {
  const fake = fakeIndex(concepts)
  const details = (number: number): ConceptDetails => {
    const summary = fake.concept(number)
    const parent = parents[summary.id]
    const found = parent === undefined ? [] : fake.conceptNumbers(parent).map((one) => fake.concept(one))
    const terms = concepts[number]?.names.map((text) => ({text, scope: 'exact' as const})) ?? []
    return {...summary, active: true, terms, parents: found, replacements: []} as unknown as ConceptDetails
  }
  const secondary = () => ({
    active: false,
    replacements: [{concept: fake.concept(0), reason: 'alternative-id'}],
  })
  return {
    ...fake,
    details,
    findConcepts: (id) =>
      id === 'T:10' ? [secondary() as unknown as ConceptDetails] : fake.conceptNumbers(id).map(details),
  }
}

const text = 'Elbow pain and kite fever. No pain today.'
const document: Document = {
  id: 'd',
  text,
  mentions: [
    {start: 0, end: 10, ids: ['T:10', 'T:9'], type: 'Finding'},
    {start: 15, end: 25, ids: ['T:3']},
    {start: 30, end: 34, ids: ['T:9']},
    {start: 35, end: 40, ids: []},
  ],
}

async function evaluate(options: Partial<EvaluationOptions>, documents: readonly Document[] = [document]) {
  return evaluateDocuments(documents, {
    index: index(),
    encoder: async () => new FakeEncoder(),
    tasks: ['mentions'],
    top: 10,
    dense: false,
    seed: 1,
    samples: 10,
    ...options,
  })
}

describe('evaluateDocuments', () => {
  it('counts mentions by what the index can find, secondary ids and composite mentions too', async () => {
    const {tasks} = await evaluate({})

    expect(tasks[0]?.report.counts).toEqual({
      documents: 1,
      mentions: 4,
      known: 2,
      'left-out': 0,
      unknown: 1,
      'without-id': 1,
    })
    expect(tasks[0]?.report.measures['accuracy@1']).toEqual({value: 1})
  })

  it('does not let the threshold into accuracy', async () => {
    const {tasks} = await evaluate({threshold: 1})

    expect(tasks[0]?.report.measures).toMatchObject({
      'accuracy@1': {value: 1},
      'link-recall': {value: 0},
      'nil-recall': {value: 1},
      'nil-precision': {value: 0.5},
    })
  })

  it('takes gold of concepts that a filter leaves out for NIL', async () => {
    const {tasks} = await evaluate({filter: {types: ['finding']}})

    expect(tasks[0]?.report.counts).toMatchObject({known: 1, 'left-out': 1, unknown: 1})
  })

  it('compares whole text by span, overlap and document', async () => {
    const {tasks} = await evaluate({tasks: ['text'], threshold: 0})

    // "pain" is found where the gold has another id: wrong
    expect(tasks[0]?.report.measures).toMatchObject({
      'exact-precision': {value: 2 / 3},
      'exact-recall': {value: 1},
      'document-precision': {value: 2 / 3},
      'document-recall': {value: 1},
    })
    expect(tasks[0]?.report.counts).toMatchObject({'gold-mentions': 2, 'found-mentions': 3})
  })

  it('breaks down by length and by type', async () => {
    const [byLength, byType] = await Promise.all([evaluate({by: 'length'}), evaluate({by: 'type'})])

    expect(byLength.tasks[0]?.report.groups.map(({cases, group}) => [group, cases])).toEqual([
      ['1 word', 2],
      ['2 words', 2],
    ])
    expect(byType.tasks[0]?.report.groups.map(({group}) => group)).toEqual(['(none)', 'Finding'])
  })

  it('refuses an index that has none of the ids', async () => {
    const other = {...document, mentions: [{start: 0, end: 5, ids: ['X:1', 'X:2']}]}

    await expect(evaluate({}, [other])).rejects.toThrow('has no concept of the gold (ids: X:1, X:2)')
  })

  it('tells what went wrong, with the evidence', async () => {
    const {tasks} = await evaluate({tasks: ['mentions', 'text'], threshold: 0})

    const errors = tasks.flatMap(errorsOf)

    expect(errors.map(({error, standing, task, text}) => [task, error, text, standing])).toEqual([
      ['mentions', 'linked', 'pain', 'unknown'],
      ['mentions', 'linked', 'today', 'without-id'],
      ['text', 'wrong', 'pain', undefined],
    ])
    expect(errors[0]?.candidates?.[0]).toMatchObject({id: 'T:2'})
  })
})

describe('judgeText', () => {
  const answer = (start: number, end: number, id: string, score: number) => ({
    doc: 'd',
    line: 1,
    start,
    end,
    text: text.slice(start, end),
    score,
    cosine: 1,
    match: 'exact' as const,
    concept: {id, name: id, source: 'test', type: '', types: []},
    assertion: notAsserted,
    candidates: [],
  })
  const nested = [
    {start: 0, end: 10, ids: ['T:1']},
    {start: 6, end: 10, ids: ['T:1']},
  ]

  it('lets one answer meet nested mentions of its concept by overlap, but not one to one', () => {
    const {answers, gold} = judgeText(
      {id: 'd', text, mentions: nested},
      [answer(0, 10, 'T:1', 0.9)],
      new GoldScope(index(), undefined),
    )

    expect(gold?.map(({exact, overlap}) => [exact, overlap])).toEqual([
      [true, true],
      [false, true],
    ])
    expect(answers.map(({exact, oneToOne, overlap}) => [exact, overlap, oneToOne])).toEqual([
      [true, true, true],
    ])
  })

  it('takes a discontinuous mention for the same only where all its pieces are', () => {
    const spans = [
      {start: 0, end: 5},
      {start: 30, end: 34},
    ]
    const mention = {start: 0, end: 34, spans, ids: ['T:1']}
    const scope = new GoldScope(index(), undefined)
    const judge = (pieces?: typeof spans) =>
      judgeText(
        {id: 'd', text, mentions: [mention]},
        [{...answer(0, 34, 'T:1', 0.9), ...(pieces && {spans: pieces})}],
        scope,
      ).answers[0]

    expect(judge()).toMatchObject({exact: false, overlap: true})
    expect(judge(spans)).toMatchObject({exact: true, overlap: true})
    // between the pieces
    expect(
      judgeText({id: 'd', text, mentions: [mention]}, [answer(15, 25, 'T:1', 0.9)], scope).answers[0],
    ).toMatchObject({overlap: false})
  })

  it('prefers the concepts of the document to those of its mentions', () => {
    const scope = new GoldScope(index(), undefined)

    const {gold, wanted} = judgeText({id: 'd', text, conceptIds: ['T:3', 'T:9']}, [], scope)

    expect([...wanted]).toEqual(['test\tT:3'])
    expect(gold).toBeUndefined()
  })
})

describe('saved runs', () => {
  const header = {biolordEval: 1, toolVersion: '0', gold: 'g', model: 'm', settings: {}}
  const save = async (options: Partial<EvaluationOptions>) => {
    const {tasks} = await evaluate(options)
    const lines = [header, ...tasks.flatMap(recordsOf)].map((value) => JSON.stringify(value))
    return parseRun({name: 'run', text: lines.join('\n')})
  }

  it('hold what a comparison needs and none of the text', async () => {
    const tasks = ['mentions', 'text'] as const
    const [a, b] = [await save({tasks}), await save({tasks, threshold: 1})]

    const [mentions, texts] = compareRuns(a, b, {seed: 1, samples: 20})

    expect(JSON.stringify(a.records)).not.toMatch(/elbow|fever/i)
    expect(mentions).toMatchObject({task: 'mentions', units: 1, first: {onlyA: 0, onlyB: 0, p: 1}})
    expect(mentions?.measures['accuracy@1']).toMatchObject({a: 1, b: 1, difference: 0, p: 1})
    expect(texts?.measures['exact-f1']?.difference).toBeLessThan(0)
  })

  it('are refused where they are of other gold, or damaged', async () => {
    const [a, b] = [await save({}), await save({tasks: ['text']})]
    const shorter = {...a, records: a.records.slice(1)}
    const compare = (other: typeof a) => () => compareRuns(a, other, {seed: 1, samples: 2})

    expect(compare(b)).toThrow('have no task in common')
    expect(compare(shorter)).toThrow('are not of the same gold')
    expect(() =>
      parseRun({name: 'x', text: `${JSON.stringify(header)}\n{"task":"mentions","doc":"d"}\n`}),
    ).toThrow('x:2: no part of a saved run')
    expect(() => parseRun({name: 'x', text: ''})).toThrow('x:1')
  })
})

describe('ConceptCredit', () => {
  it('halves with every step', () => {
    const credit = new ConceptCredit(index())

    expect([credit.of(0, [0]), credit.of(0, [1]), credit.of(1, [0]), credit.of(2, [0])]).toEqual([
      1, 0.5, 0.5, 0,
    ])
    expect(credit.of(1, [2, 0])).toBe(0.5)
  })
})

it('counts mentions inside longer ones where it is told to', async () => {
  const nested: Document = {
    id: 'n',
    text: 'Elbow pain.',
    mentions: [
      {start: 0, end: 10, ids: ['T:1']},
      {start: 6, end: 10, ids: ['T:2']},
    ],
  }
  const recallOf = async (overlap: 'all' | 'longest') => {
    const {tasks} = await evaluate({tasks: ['text'], threshold: 0, overlap}, [nested])
    return (tasks[0] as {outcomes: readonly TextOutcome[]}).outcomes[0]?.gold?.map(({exact}) => exact)
  }

  expect(await recallOf('longest')).toEqual([true, false])
  expect(await recallOf('all')).toEqual([true, true])
})

describe('dropConcepts', () => {
  const keys = Array.from({length: 20}, (_, i) => `s\tX:${i}`)

  it('draws the same concepts for the same seed, whatever their order', () => {
    const draw = (list: readonly string[], seed: number) => dropConcepts(list, {seed, share: 0.25})

    expect(draw(keys, 1)).toEqual(draw([...keys].reverse(), 1))
    expect(draw(keys, 1)).not.toEqual(draw(keys, 2))
    expect(draw(keys, 1).dropped.size).toBe(5)
    expect(draw(keys, 1).filter?.exclude?.ecl?.[0]?.match(/"X:\d+"/g)).toHaveLength(5)
  })

  it('keeps the filter of the user', () => {
    const filter = {types: ['finding'], exclude: {ecl: ['"A"'], sources: ['b']}}

    const dropped = dropConcepts(['s\ta"b'], {filter, seed: 1, share: 1})

    expect(dropped.filter).toEqual({types: ['finding'], exclude: {ecl: ['"A"', '"a\\"b"'], sources: ['b']}})
    expect(dropConcepts(keys, {filter, seed: 1, share: 0}).filter).toBe(filter)
  })
})

describe('chooseGold', () => {
  const bare = {id: 'x', text}
  const empty = {...bare, mentions: []}

  it('leaves documents without annotations aside, not those that are annotated with nothing', () => {
    expect(chooseGold('g', [document, bare, empty], undefined)).toEqual([document, empty])
    expect(() => chooseGold('g', [bare, empty], undefined)).toThrow('g holds no annotations')
  })

  it('keeps mentions of the types asked for, and no concepts of documents', () => {
    const [chosen] = chooseGold('g', [{...document, conceptIds: ['T:1']}], ['finding'])

    expect(chosen).toEqual({id: 'd', text, mentions: document.mentions?.slice(0, 1)})
    expect(() => chooseGold('g', [document], ['x'])).toThrow('g has no gold mention of type x.')
  })
})

it('correlates the cosines of pairs with their ratings', async () => {
  const pairs = [
    {line: 1, a: 'kite', b: 'kite', rating: 3},
    {line: 2, a: 'kite fever', b: 'kite fevers', rating: 2},
    {line: 3, a: 'kite', b: 'elbow', rating: 1},
  ]

  const {outcomes, report} = await evaluatePairs(pairs, new FakeEncoder(), {seed: 1, samples: 10})

  expect(outcomes[0]?.cosine).toBeCloseTo(1)
  expect(report.measures.spearman?.value).toBe(1)
})
