import {chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {keptForms, lexicalKey} from '../../../src/domain/lexical-key.js'
import type {OntologyRow} from '../../../src/domain/ontology.js'
import {IndexDamagedError, IndexMissingError, UsageError} from '../../../src/errors.js'
import {FileVerifier} from '../../../src/files/checksum.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import type {EngineName, TermIndex} from '../../../src/index-store/term-index.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, manyRows, SampleRows, usableEngines} from './sample-index.js'

async function openSample(options: Parameters<typeof buildSample>[2] = {}): Promise<TermIndex> {
  const {folder, verifier} = await buildSample(temporaryFolder(), 'sample', {engine: 'exact', ...options})
  return openIndex(folder, {verifier})
}

describe('names', () => {
  it('finds every concept that shares a key, by concept, then text', async () => {
    await using index = await openSample()

    const hits = index.termsWithKey(lexicalKey('mi'))

    expect(hits.map(({concept, scope, term}) => [index.concept(concept).id, term, scope])).toEqual([
      ['C:3', 'MI', 'exact'],
      ['C:4', 'MI', 'exact'],
    ])
    expect(new Set(hits.map(({text}) => text)).size).toBe(1)
  })

  it('finds names in other words orders and spellings, and nothing for an unknown key', async () => {
    await using index = await openSample()

    expect(index.termsWithKey(lexicalKey('Infarctions, myocardial')).map(({term}) => term)).toEqual([
      'Myocardial infarction',
    ])
    expect(index.termsWithKey('')).toEqual([])
    expect(index.termsWithKey('nothing like it')).toEqual([])
  })

  it('lists names and definitions of a text, also where they are the same', async () => {
    await using index = await openSample()
    const [hit] = index.termsWithKey(lexicalKey('disease'))

    const [hits = []] = index.termsOfTexts([hit!.text])

    expect(hits.map(({concept, scope, term}) => [index.concept(concept).id, term, scope])).toEqual([
      ['C:1', 'Disease', 'preferred'],
      ['C:2', 'Disease', 'definition'],
    ])
  })

  it('gives the terms of many texts in the order in which they are asked for', async () => {
    await using index = await openSample()
    const all = Array.from({length: index.manifest.counts.texts}, (_, text) => text)
    const asked = [...all.toReversed(), ...all, index.manifest.counts.texts]

    const oneByOne = await Promise.all(
      asked.map(async (text) => {
        await using fresh = await openSample()
        return fresh.termsOfTexts([text])[0]
      }),
    )

    expect(index.termsOfTexts(asked)).toEqual(oneByOne)
    expect(index.termsOfTexts(asked)).toEqual(oneByOne)
    expect(oneByOne.at(-1)).toEqual([])
  })

  it('has the normalised words of names', async () => {
    await using index = await openSample()
    const texts = Array.from({length: index.manifest.counts.texts}, (_, text) => text)

    const hits = index.termsOfTexts(texts).flat()

    expect(hits.length).toBeGreaterThan(0)
    for (const {scope, term, words} of hits)
      expect(words).toBe(scope === 'definition' ? null : keptForms(term))
  })

  it('counts the names of a concept and the concepts below it', async () => {
    await using index = await openSample()
    const use = (id: string) => index.conceptNumbers(id).map((concept) => index.conceptUse(concept))

    expect(use('C:2')).toEqual([{names: 3, below: 2}])
    expect(use('C:9')).toEqual([{names: 0, below: 0}])
  })

  it('keeps names of inactive concepts out', async () => {
    await using index = await openSample()

    expect(index.termsWithKey(lexicalKey('old heart disease'))).toEqual([])
    expect(index.knowsWord('old')).toBe(false)
  })

  it('filters by source and by type without regard to case; an empty list allows nothing', async () => {
    await using index = await openSample()
    const ids = (filter: Parameters<TermIndex['termsWithKey']>[1]) =>
      index.termsWithKey('mi', filter).map(({concept}) => index.concept(concept).id)

    expect(ids({types: ['FINDING', 'other']})).toEqual(['C:4'])
    expect(ids({sources: ['TEST'], types: ['Disorder']})).toEqual(['C:3'])
    expect(ids({sources: ['other']})).toEqual([])
    expect(ids({types: []})).toEqual([])
    expect(ids({})).toEqual(['C:3', 'C:4'])
  })

  it('knows the words of names, fillers too, and the longest key', async () => {
    const row = new SampleRows()
    await using index = await openSample({
      rows: [row.concept('1'), row.term('1', 'Cancer of the left lung'), row.term('1', '+++')],
    })

    expect(['cancer', 'of', 'lung', 'the'].map((word) => index.knowsWord(word))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(index.knowsWord('lungs')).toBe(false)
    expect(index.maxKeyWords).toBe(3)
  })

  it('finds words that are spelt alike', async () => {
    await using index = await openSample()

    expect(index.similarWords('miocardial', 3)).toEqual(['myocardial'])
    expect(index.similarWords('disaese', 3)).toEqual(['disease'])
    expect(index.similarWords('hart', 3)).toEqual([])
  })
})

describe('concepts', () => {
  it('tells relations, values and reference sets, by name where the index has one', async () => {
    const row = new SampleRows()
    const at = {file: 'sample.txt', line: 1}
    const rows: OntologyRow[] = [
      ...['C:1', 'C:2', 'S:1', 'R:1'].map((id) => row.concept(id)),
      row.term('C:1', 'Heart', 'preferred'),
      row.term('C:2', 'Heart disease', 'preferred'),
      row.term('S:1', 'Finding site', 'preferred'),
      row.term('R:1', 'Cardiology subset', 'preferred'),
      {row: 'relation', conceptId: 'C:2', relation: 'S:1', targetId: 'C:1', group: 2, at},
      {row: 'relation', conceptId: 'C:2', relation: 'near', targetId: 'C:1', at},
      {row: 'property', conceptId: 'C:2', property: 'dose', value: '#5', group: 1, at},
      {row: 'member', refset: 'R:1', conceptId: 'C:2', at},
      {row: 'member', refset: 'unnamed', conceptId: 'C:2', at},
    ]
    await using index = await openSample({rows})

    const [found] = index.findConcepts('C:2')

    const heart = {id: 'C:1', name: 'Heart', source: 'test', types: []}
    expect(found).toMatchObject({
      relations: [
        {relation: 'near', concept: heart},
        {relation: 'Finding site', concept: heart, group: 2},
      ],
      properties: [{property: 'dose', value: '#5', group: 1}],
      refsets: [{id: 'R:1', name: 'Cardiology subset'}, {id: 'unnamed'}],
    })
  })

  it('tells all about a concept', async () => {
    await using index = await openSample()

    const found = index.findConcepts('C:2')

    const summary = (id: string, name: string, types = ['disorder']) => ({id, name, source: 'test', types})
    expect(found).toEqual([
      {
        ...summary('C:2', 'Heart disease'),
        active: true,
        terms: [
          {text: 'Heart disease', scope: 'preferred'},
          {text: 'Cardiac disease', scope: 'exact'},
          {text: 'Heart trouble', scope: 'related'},
        ],
        definitions: ['Disease'],
        parents: [summary('C:1', 'Disease')],
        children: [
          summary('C:3', 'Myocardial infarction'),
          summary('C:4', 'Mitral insufficiency', ['Finding']),
        ],
        relations: [],
        properties: [],
        refsets: [],
        maps: [],
        replacements: [],
        replaces: [{id: 'C:9', reason: 'replaced-by'}],
      },
    ])
    expect(index.findConcepts('C:3')[0]).toMatchObject({
      maps: [{target: 'UMLS:C0027051', relation: 'exact'}],
      terms: [
        {text: 'Myocardial infarction', scope: 'preferred'},
        {text: 'Heart attack', scope: 'exact'},
        {text: 'MI', scope: 'exact', language: 'en'},
      ],
    })
  })

  it.each(['c:3', 'C_3', 'http://example.org/obo/C_3', '<http://example.org/onto#C_3>', ' C:3 '])(
    'finds C:3 as %s',
    async (typed) => {
      await using index = await openSample()

      expect(index.findConcepts(typed).map(({id}) => id)).toEqual(['C:3'])
    },
  )

  it('finds retired and secondary ids, and says what stands for them now', async () => {
    await using index = await openSample()

    expect(index.findConcepts('C:9')).toMatchObject([
      {
        id: 'C:9',
        name: 'Old heart disease',
        active: false,
        terms: [],
        replacements: [{concept: {id: 'C:2'}, reason: 'replaced-by'}],
      },
    ])
    expect(index.findConcepts('C:33')).toMatchObject([
      {
        id: 'C:33',
        name: 'Myocardial infarction',
        active: false,
        replacements: [{concept: {id: 'C:3'}, reason: 'alternative-id'}],
      },
    ])
    expect(index.findConcepts('C:404')).toEqual([])
  })

  it('prefers an id in its own case to one that differs from it in case', async () => {
    const row = new SampleRows()
    await using index = await openSample({
      rows: [row.concept('x1'), row.term('x1', 'small'), row.concept('X1'), row.term('X1', 'large')],
    })

    expect(index.findConcepts('x1').map(({name}) => name)).toEqual(['small'])
    expect(index.findConcepts('http://example.org/X1').map(({name}) => name)).toEqual(['large'])
  })
})

describe('vectors', () => {
  const home = {folder: '', verifier: new FileVerifier()}
  beforeAll(async () => {
    // not temporaryFolder: this one outlives a test
    home.folder = mkdtempSync(join(tmpdir(), 'biolord-vectors-'))
    home.verifier = new FileVerifier(join(home.folder, 'verified'))
    for (const engine of usableEngines) {
      await buildSample(home.folder, engine, {engine, rows: manyRows(400), verifier: home.verifier})
    }
  })
  afterAll(() => rmSync(home.folder, {recursive: true}))
  const open = (built: EngineName, engine?: EngineName) =>
    openIndex(join(home.folder, built), {verifier: home.verifier, engine})
  const queries = ['infection of the lung', 'heart failure type 4', 'skin injury 33 of skin']
  const vectors = new Float32Array(queries.flatMap((query) => [...fakeVector(query)]))

  it.each(usableEngines)(
    'finds with %s what comparing everything finds, with the same cosines',
    async (engine) => {
      await using index = await open(engine, engine)
      const texts = Array.from({length: index.manifest.counts.texts}, (_, text) => text)

      const found = (await index.nearest(vectors, 8)).best()

      for (const [i, query] of queries.entries()) {
        const cosines = index.cosines(fakeVector(query), texts)
        const expected = texts
          .map((text) => ({text, cosine: cosines[text]!}))
          .sort((a, b) => b.cosine - a.cosine || a.text - b.text)
          .slice(0, 8)
        expect(found[i]).toEqual(expected)
      }
    },
  )

  it('chooses by itself and finds the same', async () => {
    await using forced = await open(usableEngines[0]!, 'exact')
    await using free = await open(usableEngines[0]!)

    const expected = (await forced.nearest(vectors, 8)).best()

    for (let time = 0; time < 40; time++) expect((await free.nearest(vectors, 8)).best()).toEqual(expected)
  })

  it.each(usableEngines)('searches only among the texts that a filter allows, with %s', async (engine) => {
    await using index = await open(engine, engine)
    const isRare = (text: number) => index.termsOfTexts([text], {types: ['Rare']})[0]!.length > 0

    const [found] = (await index.nearest(fakeVector(queries[0]!), 80, {types: ['RARE']})).best()

    expect(found).toHaveLength(80)
    expect(found!.every(({text}) => isRare(text))).toBe(true)
    expect((await index.nearest(vectors, 5, {types: ['unheard of']})).best()).toEqual([[], [], []])
  })

  it.each(usableEngines)(
    'gives all texts when more are asked for than there are, with %s',
    async (engine) => {
      await using index = await open(engine, engine)

      const [found] = (await index.nearest(fakeVector(queries[0]!), 5000)).best()

      expect(found!.length).toBeGreaterThan(795) // a graph may not lead to each and every one
      expect(found!.length).toBeLessThanOrEqual(800)
    },
  )

  it('answers each query, also none and the same twice, and refuses half a vector', async () => {
    await using index = await open('exact')
    const twice = new Float32Array([...vectors.subarray(0, 32), ...vectors.subarray(0, 32)])

    const [first, second] = (await index.nearest(twice, 3)).best()

    expect(first).toEqual(second)
    expect((await index.nearest(new Float32Array(), 3)).best()).toEqual([])
    expect((await index.nearest(vectors, 0)).best()).toEqual([[], [], []])
    await expect(index.nearest(new Float32Array(33), 3)).rejects.toThrow(RangeError)
  })

  it.each(usableEngines)(
    'tells few texts of all queries and more of some from one search, with %s',
    async (engine) => {
      await using index = await open(engine, engine)
      const near = await index.nearest(vectors, 40)
      const [, second = [], third = []] = near.best()

      expect(near.best(5)).toEqual((await index.nearest(vectors, 5)).best())
      expect(near.best(40, [2, 1])).toEqual([third, second])
      expect(near.best(5, [1])).toEqual([second.slice(0, 5)])
      expect(near.best(41, [1])).toEqual([second])
      expect(near.best(5, [])).toEqual([])
      const rare = await index.nearest(vectors, 40, {types: ['Rare']})
      expect(rare.best(3, [1])).toEqual([rare.best()[1]!.slice(0, 3)])
    },
  )

  it('says so when an engine is asked for that the index has no graph of', async () => {
    await expect(open('exact', 'hnswlib')).rejects.toThrow(UsageError)
    await expect(open('exact', 'usearch')).rejects.toThrow(/no graph/)
  })
})

describe('folders', () => {
  it('says that there is no index in an empty or absent folder', async () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'empty'))

    await expect(openIndex(join(home, 'absent'))).rejects.toThrow(IndexMissingError)
    await expect(openIndex(join(home, 'empty'))).rejects.toThrow(IndexMissingError)
  })

  it('writes nothing into the folder, and reads one that cannot be written', async () => {
    const {folder, verifier} = await buildSample(temporaryFolder())
    const before = readdirSync(folder)
    chmodSync(folder, 0o555)

    await using index = await openIndex(folder, {verifier})
    await index.nearest(fakeVector('heart'), 3)

    expect(index.findConcepts('C:2')).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(before)
    chmodSync(folder, 0o755)
  })

  it('can be copied elsewhere', async () => {
    const home = temporaryFolder()
    const {folder, manifest, verifier} = await buildSample(home)
    cpSync(folder, join(home, 'copy'), {recursive: true})

    await using index = await openIndex(join(home, 'copy'), {verifier, name: 'copied'})

    expect(index.name).toBe('copied')
    expect(index.manifest).toEqual(manifest)
  })

  it('says which version is needed for an index of a newer format', async () => {
    const {folder, manifest} = await buildSample(temporaryFolder())
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({...manifest, formatVersion: 99}))

    await expect(openIndex(folder)).rejects.toThrow(IndexDamagedError)
    await expect(openIndex(folder)).rejects.toThrow(/format version 99/)
  })

  it('keeps working on the old index while a new one takes its place', async () => {
    const home = temporaryFolder()
    const {folder, verifier} = await buildSample(home, 'sample', {engine: 'exact'})
    await using old = await openIndex(folder, {verifier})

    await buildSample(home, 'sample', {engine: 'exact', rows: manyRows(3), verifier})
    await using now = await openIndex(folder, {verifier})

    expect(old.findConcepts('C:2')).toHaveLength(1)
    expect((await old.nearest(fakeVector('heart disease'), 1)).best()[0]).toHaveLength(1)
    expect(now.findConcepts('C:2')).toEqual([])
  })
})
