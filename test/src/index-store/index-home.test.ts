import {mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexBusyError, IndexMissingError, InputError, UsageError} from '../../../src/errors.js'
import {readSettings} from '../../../src/files/settings.js'
import {IndexBuilder} from '../../../src/index-store/index-builder.js'
import {
  defaultIndex,
  indexExists,
  indexFolder,
  listIndexes,
  removeIndex,
  resolveIndex,
  useIndex,
} from '../../../src/index-store/index-home.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample} from './sample-index.js'

/** A home with indexes of these names, built in this order. */
async function homeWith(...names: string[]): Promise<NodeJS.ProcessEnv> {
  const env = {BIOLORD_HOME: temporaryFolder()}
  for (const [i, name] of names.entries()) {
    const {folder} = await buildSample(join(env.BIOLORD_HOME, 'indexes'), name, {engine: 'exact'})
    utimesSync(join(folder, 'manifest.json'), 1000 + i, 1000 + i)
  }
  return env
}

it.each(['snomed', 'HP_2024-08.1', '0', 'a'.repeat(64)])('allows the name %s', (name) => {
  expect(indexFolder(name, {BIOLORD_HOME: '/home'})).toBe(join('/home', 'indexes', name))
})

it.each(['', '.', '..', '.hidden', 'a/b', 'a\\b', 'a b', 'ä', 'a\0', 'a'.repeat(65)])(
  'refuses the name %j',
  (name) => {
    expect(() => indexFolder(name)).toThrow(UsageError)
  },
)

it('says in one sentence that nothing was built yet, and how to', async () => {
  const env = await homeWith()

  const error = catchError(() => resolveIndex(undefined, env))

  expect(error).toBeInstanceOf(IndexMissingError)
  expect(error).toMatchObject({
    message: 'No index has been built yet.',
    suggestions: [expect.stringContaining('biolord index --demo')],
  })
  expect(listIndexes(env)).toEqual([])
  expect(defaultIndex(env)).toBeUndefined()
})

it('takes the one asked for, then BIOLORD_INDEX, then the chosen, then the last built', async () => {
  const env = await homeWith('first', 'second', 'last')

  const names = [resolveIndex(undefined, env).name]
  useIndex('first', env)
  names.push(resolveIndex(undefined, env).name)
  names.push(resolveIndex(undefined, {...env, BIOLORD_INDEX: 'second'}).name)
  names.push(resolveIndex('last', {...env, BIOLORD_INDEX: 'second'}).name)

  expect(names).toEqual(['last', 'first', 'second', 'last'])
  expect(defaultIndex(env)).toBe('first')
})

it('takes a folder for an index too', async () => {
  const env = await homeWith()
  const {folder} = await buildSample(temporaryFolder(), 'elsewhere', {engine: 'exact'})

  expect(resolveIndex(folder, env)).toEqual({name: 'elsewhere', folder})
  expect(resolveIndex(undefined, {...env, BIOLORD_INDEX: folder}).folder).toBe(folder)
})

it('names a missing index and lists no others', async () => {
  const env = await homeWith('present')

  const error = catchError(() => resolveIndex('absent', env))

  expect(error).toBeInstanceOf(IndexMissingError)
  expect(String(error)).toContain('"absent"')
  expect(String(error)).not.toContain('present')
  expect(() => useIndex('absent', env)).toThrow(IndexMissingError)
  await expect(removeIndex('absent', env)).rejects.toThrow(IndexMissingError)
})

it('lists indexes by name, damaged ones with what is wrong, and neither builds nor foreign folders', async () => {
  const env = await homeWith('b', 'a', 'c')
  writeFileSync(join(indexFolder('c', env), 'manifest.json'), '{')
  mkdirSync(join(String(env.BIOLORD_HOME), 'indexes', '.d.building'))
  mkdirSync(join(String(env.BIOLORD_HOME), 'indexes', 'not a name'))
  mkdirSync(indexFolder('empty', env))

  const entries = listIndexes(env)

  expect(entries.map(({damage, manifest, name}) => [name, manifest?.counts.concepts, damage])).toEqual([
    ['a', 4, undefined],
    ['b', 4, undefined],
    ['c', undefined, expect.stringContaining('is not valid JSON')],
    ['empty', undefined, expect.stringContaining('There is no index')],
  ])
  expect(entries[0]!.bytes).toBeGreaterThan(1000)
  expect(entries[0]!.builtAt).toEqual(new Date(1001 * 1000))
})

it('removes an index and the choice of it', async () => {
  const env = await homeWith('a', 'b')
  useIndex('a', env)

  await removeIndex('a', env)

  expect(indexExists('a', env)).toBe(false)
  expect(readSettings(env)).toEqual({})
  expect(
    readdirSync(join(String(env.BIOLORD_HOME), 'indexes')).filter((name) => !name.startsWith('.')),
  ).toEqual(['b'])
})

it('removes nothing while the index is being built', async () => {
  const env = await homeWith('a')
  await using builder = await IndexBuilder.create(indexFolder('a', env), {name: 'a'})

  await expect(removeIndex('a', env)).rejects.toThrow(IndexBusyError)

  expect(indexExists('a', env)).toBe(true)
  expect(builder).toBeDefined()
})

it('says so when the chosen index is gone, or the settings cannot be read', async () => {
  const env = await homeWith('a', 'b')
  useIndex('a', env)
  rmSync(indexFolder('a', env), {recursive: true})

  expect(() => resolveIndex(undefined, env)).toThrow(/"a"/)
  writeFileSync(join(String(env.BIOLORD_HOME), 'settings.json'), 'garbage')
  expect(() => resolveIndex(undefined, env)).toThrow(InputError)
  expect(resolveIndex('b', env).name).toBe('b')
})

function catchError(act: () => unknown): unknown {
  try {
    act()
    return undefined
  } catch (error) {
    return error
  }
}
