import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {CombinedIndex} from '../../../src/index-store/combined-index.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import type {ConceptFilter, TermIndex} from '../../../src/index-store/term-index.js'
import {fakeIndex} from '../../helpers/fake-index.js'
import {buildSample, SampleRows} from './sample-index.js'

function rows() {
  const row = new SampleRows()
  const names: Record<string, string[]> = {
    1: ['Fracture of neck of femur', 'Broken hip'],
    2: ['Closed fracture of the neck of the femur, not otherwise specified'],
    3: ['Fracture', 'Broken bone'],
    4: ['Sjögren syndrome', 'SJOGREN SYNDROME NOS'],
    5: ['Non-Hodgkin lymphoma'],
    6: ['5-HT2A receptor (AND) "quoted" NEAR* thing'],
    7: ['Fracture'],
    8: ['Перелом бедра'],
    9: ['大腿骨頸部骨折'],
  }
  return [
    ...Object.entries(names).flatMap(([id, texts]) => [
      row.concept(`W:${id}`),
      ...texts.map((text) => row.term(`W:${id}`, text)),
      row.type(`W:${id}`, Number(id) < 3 ? 'disorder' : 'thing'),
    ]),
    row.term('W:1', 'Fracture du col', 'exact', {language: 'fr'}),
    row.definition('W:3', 'A crack in a bone of the body.'),
  ]
}

let home: string
let index: TermIndex
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
  const {folder, verifier} = await buildSample(home, 'words', {rows: rows(), engine: 'exact'})
  index = await openIndex(folder, {verifier})
})
afterAll(async () => {
  await index[Symbol.asyncDispose]()
  rmSync(home, {recursive: true})
})

function found(query: string, filter?: ConceptFilter, limit = 10): string[] {
  return index
    .termsWithWords(query, limit, filter)
    .map(({concept, term}) => `${index.concept(concept).id.slice(2)} ${term}`)
}

describe('names with words', () => {
  it.each<[string, string[]]>([
    [
      'fracture neck femur',
      ['1 Fracture of neck of femur', '2 Closed fracture of the neck of the femur, not otherwise specified'],
    ],
    [
      'FEMUR, neck fract',
      ['1 Fracture of neck of femur', '2 Closed fracture of the neck of the femur, not otherwise specified'],
    ],
    ['fract neck femur', []],
    ['sjögren', ['4 Sjögren syndrome']],
    ['sjogren nos', ['4 SJOGREN SYNDROME NOS']],
    ['hodgkin', ['5 Non-Hodgkin lymphoma']],
    ['non-hodgkin', ['5 Non-Hodgkin lymphoma']],
    ['перелом', ['8 Перелом бедра']],
    ['大腿骨', ['9 大腿骨頸部骨折']],
    ['crack', []],
    ['unheard-of', []],
  ])('%s finds %j', (query, names) => {
    expect(found(query)).toEqual(names)
  })

  it('are ranked by relevance, then by concept, one for each', () => {
    expect(found('fracture').map((one) => one.split(' ')[0])).toEqual(['3', '7', '1', '2'])
    expect(found('fracture', undefined, 2)).toEqual(['3 Fracture', '7 Fracture'])
    const relevances = index.termsWithWords('fracture', 10).map(({relevance}) => relevance)
    expect(relevances).toEqual([...relevances].sort((a, b) => b - a))
    expect(relevances.at(-1)).toBeGreaterThan(0)
  })

  it('obey filters', () => {
    expect(found('fracture', {types: ['disorder']}).map((one) => one[0])).toEqual(['1', '2'])
    expect(found('fracture col', {languages: ['en']})).toEqual([])
    expect(found('fracture col', {languages: ['fr']})).toEqual(['1 Fracture du col'])
  })

  it.each([
    '"',
    '""',
    '*',
    '5-HT2A (AND)',
    'AND',
    'OR NOT',
    'NEAR(fracture neck)',
    'text:fracture',
    '^fracture',
    '-fracture',
    'fracture*',
    '{text}: x',
    "it's",
    '\0',
    'fracture\0neck',
    '\u0301',
    'e\u0301\u0301',
    '²',
    '🦴',
    '\ud800',
    '+',
    '(((((',
    'column : "quoted',
    'ア゛',
    'கால்',
    `${'word '.repeat(100_000)}`,
    Array.from({length: 50_000}, (_, i) => `w${i}`).join(' '),
    'x'.repeat(1_000_000),
  ])('takes %j for words', (query) => {
    expect(() => found(query)).not.toThrow()
  })

  it('find what stands beside odd characters', () => {
    expect(found('5-ht2a ("quoted") near')).toEqual(['6 5-HT2A receptor (AND) "quoted" NEAR* thing'])
  })

  it('nothing without words', () => {
    expect(['', ' ', '!?', '""'].flatMap((query) => found(query))).toEqual([])
  })

  it('come from all parts of a combined index', () => {
    const other = fakeIndex([{id: 'O:1', names: ['Fracture of skull']}])
    const parts = new CombinedIndex([{...other, manifest: index.manifest}, index])

    const hits = parts.termsWithWords('fracture', 10)

    expect(hits.map(({concept}) => parts.concept(concept).id).sort()).toEqual([
      'O:1',
      'W:1',
      'W:2',
      'W:3',
      'W:7',
    ])
    expect(hits.map(({relevance}) => relevance)).toEqual(
      hits.map(({relevance}) => relevance).sort((a, b) => b - a),
    )
    expect(parts.termsWithWords('fracture', 2)).toEqual(hits.slice(0, 2))
  })
})
