import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {splitWords} from '../../../src/domain/lexical-key.js'
import {nameGrams} from '../../../src/domain/name-grams.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import {conceptTables} from '../../../src/index-store/schema.js'
import {SimilarNames} from '../../../src/index-store/similar-names.js'
import {attachScratch, createDatabase, type Database} from '../../../src/index-store/sqlite.js'
import type {ConceptFilter, TermIndex} from '../../../src/index-store/term-index.js'
import {NameGramWriter} from '../../../src/index-store/write-name-grams.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, SampleRows} from './sample-index.js'

const names = [
  ['Chest pain', 'Thoracic pain'],
  ['Myocardial infarction', 'MI'],
  ['Hypertension'],
  ['Hypotension'],
  ['Fracture of neck of femur'],
  ['Ataxia telangiectasia', 'A-T'],
  ['Diabetes mellitus, type 2'],
  ['Перелом бедра'],
  ['心筋梗塞'],
  ['대퇴골 골절'],
  ['+++'],
]

function rows() {
  const row = new SampleRows()
  return [
    ...names.flatMap((texts, i) => [
      row.concept(`S:${10 + i}`),
      ...texts.map((text) => row.term(`S:${10 + i}`, text)),
      row.type(`S:${10 + i}`, i < 2 ? 'heart' : 'other'),
    ]),
    row.term('S:11', 'Infarctus du myocarde', 'exact', {language: 'fr'}),
    row.definition('S:10', 'A pain that is felt in the chest.'),
  ]
}

describe('names of an index', () => {
  let home: string
  let index: TermIndex
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
    const {folder, verifier} = await buildSample(home, 'similar', {rows: rows(), engine: 'exact'})
    index = await openIndex(folder, {verifier})
  })
  afterAll(async () => {
    await index[Symbol.asyncDispose]()
    rmSync(home, {recursive: true})
  })

  const found = (text: string, filter?: ConceptFilter, limit = 3) =>
    index.similarTerms(text, limit, filter).map(({text: row}) => index.termsOfTexts([row])[0]?.[0]?.term)

  it('are found by what their words mean', () => {
    const meaning = (key: string, filter?: ConceptFilter) =>
      index.termsWithLooseKey(key, filter).map(({term}) => term)

    expect(meaning('chest pain')).toEqual(['Chest pain', 'Thoracic pain'])
    expect(meaning('chest pain', {types: ['other']})).toEqual([])
    expect(meaning('pain thoracic')).toEqual(['Thoracic pain'])
  })

  it.each([
    ['myocardail infraction', 'Myocardial infarction', 'a slip in each word'],
    ['chestpain', 'Chest pain', 'run together'],
    ['hyper tension', 'Hypertension', 'split'],
    ['pain, chest', 'Chest pain', 'in another order'],
    ['severe chest pains', 'Chest pain', 'a word more'],
    ['femur neck fracture', 'Fracture of neck of femur', 'without fillers'],
    ['fracture-neck-femur', 'Fracture of neck of femur', 'with hyphens'],
    ['hypotensoin', 'Hypotension', 'of two that look alike'],
    ['AT', 'A-T', 'two letters'],
    ['M.I.', 'MI', 'letters apart'],
    ['DIABETES MELLITUS TYPE II', 'Diabetes mellitus, type 2', 'a Roman numeral'],
    ['перелома бедр', 'Перелом бедра', 'Cyrillic'],
    ['心筋硬塞', '心筋梗塞', 'Han'],
    ['대퇴 골절', '대퇴골 골절', 'Hangul'],
  ])('"%s" finds "%s" (%s)', (text, expected) => {
    expect(found(text)[0]).toBe(expected)
  })

  it('tells how similar they are: 1 for equal words, less the more differs', () => {
    const [equal] = index.similarTerms('Chest  PAINS', 1)
    const [turned, half] = index.similarTerms('pains, chest', 2)

    expect(equal?.similarity).toBe(1)
    expect(turned?.similarity).toBeCloseTo(0.8, 1)
    expect(half?.similarity).toBeLessThan(0.5)
  })

  it.each(['', ' ', '+++', 'xyzzy qqq'])('finds nothing for "%s"', (text) => {
    expect(index.similarTerms(text, 5)).toEqual([])
  })

  it('gives no more than asked for, and no definitions', () => {
    expect(index.similarTerms('pain', 1)).toHaveLength(1)
    expect(index.similarTerms('pain', 0)).toEqual([])
    expect(found('a pain that is felt in the chest', undefined, 99)).not.toContain(
      'A pain that is felt in the chest.',
    )
  })

  it('filters before the cut, by concept and by language', () => {
    expect(found('hypertensin', {types: ['heart']}, 1)).toEqual([expect.not.stringMatching(/^Hyp/)])
    expect(found('infarctus du myocarde', {exclude: {languages: ['fr']}}, 1)).toEqual([
      'Myocardial infarction',
    ])
    expect(found('hypertension', {types: []})).toEqual([])
  })

  it('takes a text without end', () => {
    expect(found('chest pain '.repeat(100_000))[0]).toBe('Chest pain')
  })
})

describe('among many names', () => {
  let folder: string
  let texts: string[]
  let database: Database
  let similar: SimilarNames
  beforeAll(async () => {
    texts = manyNames(300)
    folder = mkdtempSync(join(tmpdir(), 'biolord-test-'))
    database = await writeGrams(folder, texts)
    similar = new SimilarNames(database)
  })
  afterAll(() => {
    database.close()
    rmSync(folder, {recursive: true})
  })

  it.each([1, 3, 20, 300])('finds the %d that a full comparison finds', (limit) => {
    for (const query of [
      'acut hepatis of kidny',
      'chronic renal tumour 12',
      'liver',
      'a',
      'skinn disese failure',
    ]) {
      const expected = compareAll(query, texts).slice(0, limit)

      const found = similar.find(query, limit)

      expect(found.map(({text}) => text / step)).toEqual(expected.map(({row}) => row))
      for (const [i, {similarity}] of found.entries())
        expect(similarity).toBeCloseTo(expected[i]?.similarity as number, 5)
    }
  })

  it('finds the best of the members', () => {
    const members = Uint32Array.from(texts.keys(), (row) => row * step).filter((_, row) => row % 7 === 3)
    const expected = compareAll('chronc hepatic tumor', texts).filter(({row}) => row % 7 === 3)

    const found = similar.find('chronc hepatic tumor', 5, members)

    expect(found.map(({text}) => text / step)).toEqual(expected.slice(0, 5).map(({row}) => row))
  })

  it('gives equal bytes for equal names', async () => {
    const again = await writeGrams(temporaryFolder(), texts)

    expect(again.prepare('SELECT * FROM gram').all()).toEqual(database.prepare('SELECT * FROM gram').all())
    again.close()
  })
})

/** Text numbers from one name to the next: far apart, so that names lie in several chunks. */
const step = 700

function manyNames(count: number): string[] {
  const parts = [
    ['acute', 'chronic', 'severe', 'left'],
    ['hepatitis', 'tumour', 'disease', 'failure', 'infection', 'fracture', 'stenosis'],
    ['of kidney', 'of liver', 'hepatic', 'renal', 'of skin', 'in stomach'],
  ]
  return Array.from({length: count}, (_, i) => {
    const words = parts.map((some, p) => some[(i * (p + 3) + Math.floor(i / (p + 2))) % some.length])
    return `${words.join(' ')} ${i}`
  })
}

async function writeGrams(folder: string, texts: readonly string[]): Promise<Database> {
  const database = await createDatabase(join(folder, 'concepts.db'))
  attachScratch(database, join(folder, 'staging.db'), 'staging')
  database.exec(conceptTables)
  const writer = new NameGramWriter(database)
  for (const [i, text] of texts.entries()) writer.add(i * step, formsOf(text))
  writer.finish()
  return database
}

/** Every name with something in common, best first. The distance between names does not count as names. */
function compareAll(query: string, texts: readonly string[]): {row: number; similarity: number}[] {
  const grams = texts.map((text) => new Set(nameGrams(formsOf(text))))
  const counts = new Map<number, number>()
  for (const gram of grams.flatMap((set) => [...set])) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  const size = (texts.length - 1) * step + 1
  const weigh = (set: Iterable<number>) =>
    [...set].reduce((sum, gram) => sum + Math.log(1 + size / (counts.get(gram) ?? 1)) ** 1.5, 0)
  const wanted = nameGrams(formsOf(query))
  return grams
    .map((set, row) => {
      const common = weigh(wanted.filter((gram) => set.has(gram)))
      const similarity = common / Math.sqrt(weigh(wanted) * weigh(set))
      return {row, similarity: Math.round(similarity * 1e6) / 1e6}
    })
    .filter(({similarity}) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
}

function formsOf(text: string): string[] {
  return splitWords(text).map(({form}) => form)
}
