import {expect, it} from 'vitest'
import {
  checkEngine,
  defaultEngine,
  engineNames,
  engineOf,
  engineStatuses,
} from '../../../src/index-store/engines.js'

it('gives every engine a file of its own', () => {
  const files = engineNames.map((name) => engineOf(name).fileName)

  expect(new Set(files).size).toBe(engineNames.length)
  expect(engineNames.map((name) => engineOf(name).name)).toEqual(engineNames)
})

it('builds with the first engine that can be used', async () => {
  const usable = (await engineStatuses()).filter(({problem}) => problem === undefined)

  expect(await defaultEngine()).toBe(usable[0]!.name)
})

it('can always use the scan', async () => {
  await expect(checkEngine('exact')).resolves.toBeUndefined()
})
