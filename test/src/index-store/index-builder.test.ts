import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexBusyError, UsageError} from '../../../src/errors.js'
import {FileVerifier} from '../../../src/files/checksum.js'
import {IndexBuilder} from '../../../src/index-store/index-builder.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import {verifyIndex} from '../../../src/index-store/verify-index.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, SampleRows, sampleModel, sampleRows, usableEngines} from './sample-index.js'

const row = new SampleRows()

async function namesOf(rows: ReturnType<typeof sampleRows>, id: string) {
  const {folder, verifier} = await buildSample(temporaryFolder(), 'sample', {rows, engine: 'exact'})
  await using index = await openIndex(folder, {verifier})
  const [concept] = index.findConcepts(id)
  return {name: concept?.name, terms: concept?.terms.map(({scope, text}) => `${scope}: ${text}`)}
}

it('takes the term that a reference set prefers as the name, and not the fully specified one', async () => {
  const rows = [
    row.concept('1'),
    row.term('1', 'Heart attack (disorder)', 'fully-specified', {termId: 'a'}),
    row.term('1', 'Cardiac infarction', 'exact', {termId: 'b'}),
    row.term('1', 'Heart attack', 'exact', {termId: 'c'}),
    row.preference('a'),
    row.preference('c'),
  ]

  expect(await namesOf(rows, '1')).toEqual({
    name: 'Heart attack',
    terms: [
      'preferred: Heart attack',
      'exact: Cardiac infarction',
      'fully-specified: Heart attack (disorder)',
    ],
  })
})

it.each([
  {case: 'the preferred scope', scopes: ['exact', 'preferred', 'fully-specified'] as const, name: 'name 1'},
  {case: 'the first exact term', scopes: ['fully-specified', 'exact', 'exact'] as const, name: 'name 1'},
  {
    case: 'the fully specified name',
    scopes: ['related', 'fully-specified', 'broad'] as const,
    name: 'name 1',
  },
  {case: 'a weaker synonym', scopes: ['related'] as const, name: 'name 0'},
])('names a concept by $case where nothing better is there', async ({name, scopes}) => {
  const rows = [row.concept('1'), ...scopes.map((scope, i) => row.term('1', `name ${i}`, scope))]

  expect((await namesOf(rows, '1')).name).toBe(name)
})

it('stores names that differ only in case once, in the spelling of the best scope', async () => {
  const rows = [
    row.concept('1'),
    row.term('1', 'HEART ATTACK', 'related'),
    row.term('1', 'heart attack'),
    row.term('1', 'Heart Attack'),
    row.term('1', 'Ärztin', 'exact'),
    row.term('1', 'ÄRZTIN', 'exact'),
  ]

  expect((await namesOf(rows, '1')).terms).toEqual(['exact: heart attack', 'exact: Ärztin'])
})

it('prepares texts, so that names that differ only in white space are one', async () => {
  const rows = [row.concept('1'), row.term('1', ' heart\u00a0 attack '), row.term('1', 'heart attack')]

  expect((await namesOf(rows, '1')).terms).toEqual(['exact: heart attack'])
})

it('numbers distinct texts, names before definitions, by their letters', async () => {
  const home = temporaryFolder()
  await using builder = await IndexBuilder.create(join(home, 'x'), {name: 'x'})
  builder.addSource({code: 'test', format: 'sample'})
  builder.addRows('test', sampleRows().reverse())

  const {counts} = builder.finishRows()
  const texts = [...builder.texts()]

  expect(texts).toEqual([
    'Cardiac disease',
    'Disease',
    'Heart attack',
    'Heart disease',
    'Heart trouble',
    'MI',
    'Mitral insufficiency',
    'Myocardial infarction',
    'Death of heart muscle for want of blood.',
  ])
  expect(counts).toEqual({concepts: 4, names: 9, definitions: 2, texts: 9})
})

it('counts each source by itself', async () => {
  await using builder = await IndexBuilder.create(join(temporaryFolder(), 'x'), {name: 'x'})
  builder.addSource({code: 'b', format: 'sample', release: '1'})
  builder.addRows('b', [row.concept('1'), row.term('1', 'fever')])
  builder.addSource({code: 'a', format: 'sample'})
  builder.addRows('a', [row.concept('1'), row.term('1', 'fever'), row.definition('1', 'heat')])

  const {counts, sources} = builder.finishRows()

  expect(counts).toEqual({concepts: 2, names: 2, definitions: 1, texts: 2})
  expect(sources).toEqual([
    {code: 'b', format: 'sample', release: '1', counts: {concepts: 1, names: 1, definitions: 0, texts: 1}},
    {code: 'a', format: 'sample', counts: {concepts: 1, names: 1, definitions: 1, texts: 2}},
  ])
})

it('joins releases of one code, and refuses them when their formats differ', async () => {
  await using builder = await IndexBuilder.create(join(temporaryFolder(), 'x'), {name: 'x'})
  builder.addSource({code: 'a', format: 'sample', release: '1'})
  builder.addRows('a', [row.concept('1')])
  builder.addSource({code: 'a', format: 'sample', release: '2'})
  builder.addRows('a', [row.term('1', 'fever')])

  expect(() => builder.addSource({code: 'a', format: 'other'})).toThrow(UsageError)
  expect(builder.finishRows().sources).toMatchObject([{code: 'a', release: '1, 2', counts: {names: 1}}])
})

it('reports what only shows when rows are joined, with the line it stands on', async () => {
  const lines = new SampleRows()
  const {problems} = await buildSample(temporaryFolder(), 'sample', {
    engine: 'exact',
    rows: [
      lines.concept('1'), // line 1
      lines.concept('1'),
      lines.concept('2', false),
      lines.term('1', 'fever'),
      lines.term('1', ' \t'), // line 5
      lines.term('x', 'lost'),
      lines.definition('x', 'lost'),
      lines.definition('1', ''),
      lines.type('x', 'lost'),
      lines.isA('x', '1'), // line 10
      lines.isA('1', 'x'),
      lines.isA('1', '2'),
      lines.map('x', 'UMLS:1'),
      lines.replacement('3', 'x', 'replaced-by'),
    ],
  })

  expect(problems.map(({at, kind, severity}) => `${at.file}:${at.line} ${kind} ${severity}`)).toEqual([
    'sample.txt:2 duplicate-concept warning',
    'sample.txt:5 empty-name skipped',
    'sample.txt:8 empty-definition skipped',
    'sample.txt:6 name-of-unknown-concept skipped',
    'sample.txt:7 definition-of-unknown-concept skipped',
    'sample.txt:9 type-of-unknown-concept skipped',
    'sample.txt:10 relation-of-unknown-concept skipped',
    'sample.txt:11 relation-to-unknown-concept skipped',
    'sample.txt:12 relation-to-inactive-concept skipped',
    'sample.txt:13 map-of-unknown-concept skipped',
    'sample.txt:14 replacement-by-unknown-concept skipped',
  ])
})

it('writes the same bytes from the same rows, however they were handed over', async () => {
  const home = temporaryFolder()
  const engine = usableEngines.includes('hnswlib') ? 'hnswlib' : 'exact' // usearch adds with several threads
  const first = await buildSample(home, 'first', {engine})
  await using builder = await IndexBuilder.create(join(home, 'second'), {
    name: 'second',
    verifier: first.verifier,
  })
  builder.addSource({code: 'test', format: 'sample', release: '2024'})
  for (const single of sampleRows()) builder.addRows('test', [single])
  builder.finishRows()
  const texts = [...builder.texts()]
  const vectors = new Float32Array(texts.flatMap((text) => [...fakeVector(text)]))
  builder.writeVectors(await builder.startVectors(sampleModel), vectors)
  await builder.finish({engine, model: sampleModel, toolVersion: '0.0.0'})

  for (const name of readdirSync(first.folder)) {
    expect(
      readFileSync(join(home, 'second', name)).equals(readFileSync(join(first.folder, name))),
      name,
    ).toBe(true)
  }
})

it('leaves what was there when it is dropped before it is finished', async () => {
  const home = temporaryFolder()
  const {folder} = await buildSample(home)
  {
    await using builder = await IndexBuilder.create(folder, {name: 'sample'})
    builder.addSource({code: 'test', format: 'sample'})
    builder.addRows('test', [row.concept('1'), row.term('1', 'fever')])
    builder.finishRows()
  }

  expect(await verifyIndex(folder)).toEqual([])
  expect(readdirSync(home).sort()).toEqual(['.sample.lock', '.verified', 'sample'])
})

it('replaces an index and removes what killed builds left', async () => {
  const home = temporaryFolder()
  await buildSample(home)
  mkdirSync(join(home, '.sample.building'))
  writeFileSync(join(home, '.sample.building', 'concepts.db'), 'half')
  mkdirSync(join(home, '.sample.previous'))

  const {folder, verifier} = await buildSample(home, 'sample', {
    rows: [row.concept('7'), row.term('7', 'fever')],
  })

  await using index = await openIndex(folder, {verifier})
  expect(index.findConcepts('7')).toHaveLength(1)
  expect(readdirSync(home).sort()).toEqual(['.sample.lock', '.verified', 'sample'])
})

it('puts back an index that a killed build had moved aside', async () => {
  const home = temporaryFolder()
  const {folder} = await buildSample(home)
  renameSync(folder, join(home, '.sample.previous'))

  const builder = await IndexBuilder.create(folder, {name: 'sample'})
  builder.abortNow()

  expect(await verifyIndex(folder)).toEqual([])
})

it('takes over vectors that a stopped build had, and drops them when it is done', async () => {
  const home = temporaryFolder()
  const folder = join(home, 'sample')
  const start = async () => {
    const builder = await IndexBuilder.create(folder, {name: 'sample'})
    builder.addSource({code: 'test', format: 'sample'})
    builder.addRows('test', sampleRows())
    builder.finishRows()
    return {builder, missing: await builder.startVectors(sampleModel)}
  }
  const first = await start()
  first.builder.writeVectors(
    first.missing.subarray(2, 4),
    new Float32Array([...fakeVector('a'), ...fakeVector('b')]),
  )
  first.builder.abortNow()
  const beside = readdirSync(home).sort()
  const second = await start()
  second.builder.abortNow() // stopped again, before it encoded anything

  const third = await start()

  expect(beside).toEqual(['.sample.lock', '.sample.partial'])
  expect([...first.missing].filter((row) => !third.missing.includes(row))).toEqual([2, 3])
  for (const row of third.missing) third.builder.writeVectors(Uint32Array.of(row), fakeVector('c'))
  await third.builder.finish({engine: 'exact', model: sampleModel, toolVersion: '0.0.0'})
  expect(readdirSync(home).sort()).toEqual(['.sample.lock', 'sample'])
})

it.each([
  [
    'of another model',
    (folder: string) => writeFileSync(join(folder, 'partial.json'), '{"modelSha256": "0"}'),
  ],
  ['whose notes are damaged', (folder: string) => writeFileSync(join(folder, 'partial.json'), '{')],
  [
    'whose database is damaged',
    (folder: string) => writeFileSync(join(folder, 'concepts.db'), 'x'.repeat(9000)),
  ],
  ['whose vectors are cut', (folder: string) => writeFileSync(join(folder, 'vectors.f32'), 'x')],
])('encodes everything where a stopped build left vectors %s', async (_what, spoil) => {
  const home = temporaryFolder()
  const start = async () => {
    const builder = await IndexBuilder.create(join(home, 'sample'), {name: 'sample'})
    builder.addSource({code: 'test', format: 'sample'})
    builder.addRows('test', sampleRows())
    builder.finishRows()
    return {builder, missing: await builder.startVectors(sampleModel)}
  }
  const {builder, missing} = await start()
  for (const row of missing) builder.writeVectors(Uint32Array.of(row), fakeVector('a'))
  builder.abortNow()
  spoil(join(home, '.sample.partial'))

  const again = await start()

  expect(again.missing).toEqual(missing)
  again.builder.abortNow()
})

it('lets one build of a name run at a time', async () => {
  const home = temporaryFolder()
  const first = await IndexBuilder.create(join(home, 'x'), {name: 'x'})

  await expect(IndexBuilder.create(join(home, 'x'), {name: 'x'})).rejects.toThrow(IndexBusyError)
  await using other = await IndexBuilder.create(join(home, 'y'), {name: 'y'})
  first.abortNow()
  await using second = await IndexBuilder.create(join(home, 'x'), {name: 'x'})

  expect(other).not.toBe(second)
})

it('tells the verifier the checksums, so that the first query has nothing to hash', async () => {
  const remembered: unknown[] = []
  class Recorder extends FileVerifier {
    override remember(...args: Parameters<FileVerifier['remember']>): void {
      remembered.push(args)
    }
  }

  const {folder, manifest} = await buildSample(temporaryFolder(), 'sample', {verifier: new Recorder()})

  expect(remembered).toEqual([[folder, manifest.files]])
})

it('refuses vectors of the wrong length, twice the same row, and rows that are missing', async () => {
  const home = temporaryFolder()
  await using builder = await IndexBuilder.create(join(home, 'x'), {name: 'x'})
  builder.addSource({code: 'test', format: 'sample'})
  builder.addRows('test', sampleRows())
  builder.finishRows()
  await builder.startVectors(sampleModel)
  const vector = fakeVector('x')
  builder.writeVectors(Uint32Array.of(1), vector)

  expect(() => builder.writeVectors(Uint32Array.of(1), vector)).toThrow(RangeError)
  expect(() => builder.writeVectors(Uint32Array.of(99), vector)).toThrow(RangeError)
  expect(() => builder.writeVectors(Uint32Array.of(2), vector.subarray(1))).toThrow(RangeError)
  expect(() =>
    builder.writeVectors(
      Uint32Array.of(2),
      vector.map(() => Number.NaN),
    ),
  ).toThrow(RangeError)
  await expect(builder.finish({engine: 'exact', model: sampleModel, toolVersion: '0'})).rejects.toThrow(
    /8 of 9/,
  )
  expect(existsSync(join(home, 'x'))).toBe(false)
})
