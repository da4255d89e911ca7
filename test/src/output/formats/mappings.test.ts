import {parse} from 'csv-parse/sync'
import {describe, expect, it} from 'vitest'
import type {LinkedConcept} from '../../../../src/domain/mention.js'
import {linkedMention, nil, outputContext} from '../../../helpers/linked-mention.js'
import {type Pair, render} from './render.js'

const text = 'high blood pressure, "RR" up, a \thigh\nblood pressure'
const document = {id: 'd', text}
const concept = (id: string, source: string, name = 'x'): LinkedConcept => ({
  id,
  source,
  name,
  type: '',
  types: [],
})
const dense = linkedMention(text, 'high blood pressure', {match: 'dense', cosine: 0.9, score: 0.7})
const surer = linkedMention(text, 'high\nblood pressure', {match: 'dense', cosine: 0.91, score: 0.8})
const quoted = linkedMention(text, '"RR"', {concept: concept('a b', 'mine', 'the "RR"')})
const pairs: Pair[] = [[document, [dense, quoted, surer, linkedMention(text, 'up', nil)]]]

describe('sssom', () => {
  it('maps each text once, by text, with what made it in front', async () => {
    const written = await render('sssom', pairs)
    const lines = written.split('\n')

    expect(lines.filter((line) => line.startsWith('#')).map((line) => line.split(': ')[0])).toEqual([
      '#sssom_version',
      '#mapping_set_id',
      '#license',
      '#mapping_tool',
      '#mapping_tool_version',
      '#comment',
      '#curie_map:',
      '#  HP',
      '#  mine',
    ])
    expect(lines.filter((line) => !line.startsWith('#')).slice(1)).toEqual([
      '"""RR"""\tskos:exactMatch\tmine:a%20b\t"the ""RR"""\tsemapv:LexicalMatching\trdfs literal\t\t0.95\t\t',
      'high blood pressure\tskos:closeMatch\tHP:0000822\tHypertension\tsemapv:SemanticSimilarityThresholdMatching\trdfs literal\t2024-08-13\t0.8\t0.91\tcosine',
      'up\tskos:exactMatch\tsssom:NoTermFound\t\tsemapv:CompositeMatching\trdfs literal\t\t\t\t',
      '',
    ])
  })

  it('does not depend on the order of documents', async () => {
    const mentions = pairs[0]?.[1] ?? []
    const apart = mentions.map((mention): Pair => [document, [mention]])

    expect(await render('sssom', [...apart].reverse())).toBe(await render('sssom', apart))
  })

  it('is a whole file where nothing was found', async () => {
    expect(await render('sssom', [])).toMatch(/#curie_map: \{\}\nsubject_label\t/)
  })
})

describe('stcm', () => {
  it('gives concept 0 without OMOP vocabularies', async () => {
    const rows: Record<string, string>[] = parse(await render('stcm', pairs), {columns: true})

    expect(
      rows.map((row) => [
        row.source_code,
        row.source_code_description,
        row.target_concept_id,
        row.target_vocabulary_id,
      ]),
    ).toEqual([
      ['"RR"', '"RR"', '0', 'mine'],
      ['high blood pressure', 'high blood pressure', '0', 'HPO'],
      ['up', 'up', '0', 'None'],
    ])
    expect(Object.keys(rows[0] ?? {})).toHaveLength(9)
  })

  it('gives concept ids of an index of OMOP vocabularies, whatever it is called', async () => {
    const sources = [{code: 'athena', format: 'omop'}]
    const mention = linkedMention(text, 'up', {concept: concept('320128', 'athena')})

    const written = await render('stcm', [[document, [mention]]], {
      provenance: {...outputContext.provenance, sources},
    })

    expect(written.split('\n')[1]).toBe('up,0,BIOLORD,up,320128,athena,1970-01-01,2099-12-31,')
  })

  it('keeps long texts within the columns and apart', async () => {
    const long = `${'😀'.repeat(300)}1 ${'😀'.repeat(300)}2`
    const mentions = [long.slice(0, 601), long].map((words) => linkedMention(long, words))

    const rows: Record<string, string>[] = parse(await render('stcm', [[{id: 'd', text: long}, mentions]]), {
      columns: true,
    })

    const codes = rows.map((row) => row.source_code ?? '')
    expect(codes.map((code) => [...code].length)).toEqual([50, 50])
    expect(new Set(codes).size).toBe(2)
    expect(rows.map((row) => [...(row.source_code_description ?? '')].length)).toEqual([255, 255])
  })
})

describe('mmi', () => {
  it('has a line for each concept, positions from 1, the surest first', async () => {
    const note = '😀 No fever|chills. Left and right kidneys. Fever.'
    const fever = {id: 'C1', name: 'Fe|ver', source: 'umls', type: 'Finding', types: ['Finding', 'Sign, or']}
    const kidneys = linkedMention(note, 'Left and right kidneys', {
      concept: concept('C2', 'umls', 'Kidney'),
      score: 0.5,
      spans: [
        {start: 20, end: 24},
        {start: 35, end: 42},
      ],
    })
    const candidates = [
      {id: 'C1', source: 'umls', name: 'Fe|ver', term: 'the "fever"', score: 0.95, cosine: 1},
    ]

    const written = await render('mmi', [
      [
        {id: 'd|1', text: note},
        [
          linkedMention(note, 'fever|chills', {concept: fever, candidates, assertion: {negated: true}}),
          kidneys,
          linkedMention(note, 'and', nil),
          linkedMention(note, 'Fever', {concept: fever}),
        ],
      ],
    ])

    expect(written.split('\n')).toEqual([
      `d 1|MMI|950.00|Fe ver|C1|[Finding,Sign  or]|["the 'fever'"-tx-1-"fever chills"--1,"Fe ver"-tx-3-"Fever"--0]|TX|6/12;44/5|`,
      'd 1|MMI|500.00|Kidney|C2|[]|["Kidney"-tx-2-"Left kidneys"--0]|TX|20/4,35/7|',
      '',
    ])
  })
})
