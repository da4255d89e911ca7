import {mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {InputError, UsageError} from '../../../src/errors.js'
import {builtIndexes, removeIndex} from '../../../src/index-store/index-home.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import {VectorCache} from '../../../src/index-store/vector-cache.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {damageFile, damages} from './damages.js'
import {buildSample, manyRows, type SampleOptions, SampleRows, sampleModel} from './sample-index.js'

const row = new SampleRows()
const rowsOf = (...names: string[]) =>
  names.flatMap((name) => [row.concept(name), row.term(name, name, 'preferred')])

/** A home whose indexes are built and removed as the commands do it. */
function newHome(more: NodeJS.ProcessEnv = {}) {
  const env: NodeJS.ProcessEnv & {BIOLORD_HOME: string} = {...more, BIOLORD_HOME: temporaryFolder()}
  const cache = () => VectorCache.ofHome(env)
  return {
    env,
    cache,
    folder: join(env.BIOLORD_HOME, 'vectors'),
    build: (name: string, options: SampleOptions = {}) =>
      buildSample(join(env.BIOLORD_HOME, 'indexes'), name, {engine: 'exact', ...options, cache: cache()}),
    remove: (name: string) => removeIndex(name, env),
  }
}

it('gives the vectors of a removed index to the next build', async () => {
  const home = newHome()
  const first = await home.build('a')
  const bytes = readFileSync(join(first.folder, 'vectors.f32'))

  const kept = await home.remove('a')
  const again = await home.build('b')

  expect(kept).toBe(9)
  expect(first.encoded).toHaveLength(9)
  expect(again.encoded).toEqual([])
  expect(readFileSync(join(again.folder, 'vectors.f32'))).toEqual(bytes)
})

it('gives back what an index of another filter had left out', async () => {
  const home = newHome()
  const filters = {include: ['type=disorder'], exclude: []}
  await home.build('a')

  const narrow = await home.build('a', {filters})
  const [entry] = home.cache().entries()
  const wide = await home.build('a')

  expect(narrow.manifest.counts.texts).toBeLessThan(9)
  expect(entry?.shape.rows).toBe(9 - narrow.manifest.counts.texts)
  // the index in this place is no source of vectors here, only the cache is
  expect(wide.encoded).toHaveLength(narrow.manifest.counts.texts)
})

it('keeps only what no other index holds, and nothing twice', async () => {
  const home = newHome()
  await home.build('a', {rows: rowsOf('fever', 'cough', 'rash')})
  await home.build('b', {rows: rowsOf('cough', 'pain')})

  expect(await home.remove('b')).toBe(1) // pain
  await home.build('c', {rows: rowsOf('rash', 'pain')})
  expect(await home.remove('c')).toBe(1) // pain once more, which c had taken over
  expect(await home.remove('a')).toBe(3)
  expect(builtIndexes(home.env)).toEqual([])
})

it('keeps vectors of each model apart', async () => {
  const home = newHome()
  const model = {...sampleModel, sha256: 'a'.repeat(64)}
  await home.build('a')
  await home.remove('a')

  expect((await home.build('a', {model})).encoded).toHaveLength(9)
  expect(await home.remove('a')).toBe(9)
  expect(
    home
      .cache()
      .entries()
      .map((entry) => entry.model.sha256),
  ).toEqual(expect.arrayContaining([model.sha256, sampleModel.sha256]))
})

it('takes what it has of several indexes', async () => {
  const home = newHome()
  for (const names of [['fever', 'cough'], ['pain', 'fever'], ['rash']]) {
    await home.build('a', {rows: rowsOf(...names)})
    await home.remove('a')
  }

  const {encoded, folder} = await home.build('a', {rows: rowsOf('rash', 'ache', 'cough', 'pain', 'fever')})

  expect(encoded).toEqual(['ache'])
  await using index = await openIndex(folder)
  const nearest = await Promise.all(
    ['rash', 'cough', 'pain', 'fever'].map((name) => index.nearest(fakeVector(name), 1)),
  )
  for (const near of nearest) expect(near.best()[0]?.[0]?.cosine).toBeCloseTo(1, 5)
})

it('forgets first what was not used for longest', async () => {
  // 132 bytes a vector, 20 a key, some more for the note
  const home = newHome({BIOLORD_VECTOR_CACHE_MB: '0.009'})
  for (const [i, name] of ['a', 'b', 'c'].entries()) {
    await home.build(name, {rows: manyRows(60).slice(i * 80, i * 80 + 80)}) // 40 names
    await home.remove(name)
    for (const {folder} of home.cache().entries().slice(0, 1)) {
      utimesSync(join(folder, 'cached.json'), 1000 + i, 1000 + i)
    }
  }

  const entries = home.cache().entries()

  expect(entries.map(({usedAt}) => usedAt.getTime())).toEqual([1_002_000])
  expect(entries.reduce((sum, {bytes}) => sum + bytes, 0)).toBeLessThanOrEqual(9000)
})

it('gives away what a build uses whole', async () => {
  const home = newHome()
  await home.build('a', {rows: rowsOf('fever', 'cough')})
  await home.remove('a')
  await home.build('b', {rows: rowsOf('fever')})
  const afterPart = home.cache().entries().length

  await home.build('a', {rows: rowsOf('fever', 'cough')})

  expect(afterPart).toBe(1)
  expect(home.cache().entries()).toEqual([])
})

it('takes over nothing of another format', async () => {
  const home = newHome()
  await home.build('a')
  await home.remove('a')
  const path = join(home.cache().entries()[0]!.folder, 'cached.json')
  const note = JSON.parse(readFileSync(path, 'utf8'))
  writeFileSync(path, JSON.stringify({...note, formatVersion: note.formatVersion - 1}))

  expect(home.cache().entries()).toEqual([])
  expect((await home.build('a')).encoded).toHaveLength(9)
})

it('leaves alone what is not its own', async () => {
  const home = newHome()
  mkdirSync(join(home.folder, '2024'), {recursive: true})
  await home.build('a')
  await home.remove('a')

  await home.cache().clear()

  expect(readdirSync(home.folder)).toContain('2024')
})

it('is emptied by a limit of 0', async () => {
  const home = newHome()
  for (const name of ['a', 'b']) await home.build(name, {rows: rowsOf(name)})
  await home.remove('a')
  home.env.BIOLORD_VECTOR_CACHE_MB = '0'

  expect(await home.remove('b')).toBe(0)
  expect(home.cache().entries()).toEqual([])
})

it('removes nothing while the settings are damaged', async () => {
  const home = newHome()
  await home.build('a')
  writeFileSync(join(home.env.BIOLORD_HOME, 'settings.json'), '{x')

  await expect(home.remove('a')).rejects.toThrow(InputError)
  expect(builtIndexes(home.env)).toHaveLength(1)
})

it('marks what a build used', async () => {
  const home = newHome()
  await home.build('a')
  await home.remove('a')
  const [entry] = home.cache().entries()
  utimesSync(join(entry!.folder, 'cached.json'), 1000, 1000)

  await home.build('a', {rows: rowsOf('Heart attack')})

  expect(Date.now() - home.cache().entries()[0]!.usedAt.getTime()).toBeLessThan(60_000)
})

it('keeps the first texts where there is no room for all, and none with a limit of 0', async () => {
  const small = newHome({BIOLORD_VECTOR_CACHE_MB: '0.001'})
  await small.build('a')
  const none = newHome({BIOLORD_VECTOR_CACHE_MB: '0'})
  await none.build('a')

  expect(await small.remove('a')).toBe(6)
  expect(await none.remove('a')).toBe(0)
  expect((await small.build('a')).encoded).toHaveLength(3)
  expect((await none.build('a')).encoded).toHaveLength(9)
})

it.each(['many', '-1', 'NaN', 'Infinity'])('says that a limit of %s is none', (limit) => {
  expect(() => VectorCache.ofHome({BIOLORD_HOME: '/home', BIOLORD_VECTOR_CACHE_MB: limit})).toThrow(
    UsageError,
  )
})

it('holds no text', async () => {
  const home = newHome()
  await home.build('a')
  await home.remove('a')

  const files = readdirSync(home.folder, {recursive: true, encoding: 'utf8'})
    .map((name) => join(home.folder, name))
    .filter((path) => statSync(path).isFile())

  expect(files.length).toBeGreaterThanOrEqual(3)
  for (const path of files) {
    const content = readFileSync(path).toString('latin1').toLowerCase()
    for (const name of ['heart', 'disease', 'infarction', 'mitral']) expect(content).not.toContain(name)
  }
})

it('is empty once it is cleared', async () => {
  const home = newHome()
  await home.cache().clear() // nothing there yet
  await home.build('a')
  await home.remove('a')

  await home.cache().clear()

  expect(home.cache().entries()).toEqual([])
  expect((await home.build('a')).encoded).toHaveLength(9)
})

it('takes over nothing from an index that is damaged', async () => {
  const home = newHome()
  const {folder} = await home.build('a')
  damageFile(join(folder, 'vectors.f32'), damages['with one byte flipped in the middle']!)

  expect(await home.remove('a')).toBe(0)
  expect(home.cache().entries()).toEqual([])
})

it('goes on where a killed process had stopped writing', async () => {
  const home = newHome()
  mkdirSync(join(home.folder, '.writing'), {recursive: true})
  writeFileSync(join(home.folder, '.writing', 'vectors.f32'), 'half')
  await home.build('a')

  expect(await home.remove('a')).toBe(9)
  expect((await home.build('a')).encoded).toEqual([])
})

it.each(
  ['cached.json', 'keys', 'vectors.f32'].flatMap((file) =>
    Object.keys(damages).map((kind) => ({file, kind})),
  ),
)('costs time only when $file is $kind', async ({file, kind}) => {
  const home = newHome()
  const whole = await home.build('whole')
  await home.remove('whole')
  const [entry] = home.cache().entries()

  damageFile(join(entry!.folder, file), damages[kind]!)
  const {encoded, folder} = await home.build('whole')

  const isOneRow = file === 'vectors.f32' && kind.includes('flipped')
  const changesNothing = file === 'cached.json' && encoded.length === 0 // a byte of the model's name
  if (!changesNothing) expect(encoded).toHaveLength(isOneRow ? 1 : 9)
  expect(readFileSync(join(folder, 'vectors.f32')).length).toBe(9 * 132)
  await using index = await openIndex(folder, {verifier: whole.verifier})
  for (const {name} of index.findConcepts('C:3')) {
    const [found] = (await index.nearest(fakeVector(name), 1)).best()
    expect(found?.[0]?.cosine).toBeCloseTo(1, 5)
  }
  expect(await home.remove('whole')).toBeGreaterThanOrEqual(0)
})
