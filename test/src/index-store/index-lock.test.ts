import {readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexBusyError, IndexUnwritableError} from '../../../src/errors.js'
import {lockIndex} from '../../../src/index-store/index-lock.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

it('is held once at a time for each folder', async () => {
  const home = temporaryFolder()
  const lock = await lockIndex(join(home, 'a'), 'a')

  await expect(lockIndex(join(home, 'a'), 'a')).rejects.toThrow(IndexBusyError)
  const other = await lockIndex(join(home, 'b'), 'b')
  lock.release()
  const again = await lockIndex(join(home, 'a'), 'a')

  for (const held of [other, again]) held.release()
  expect(readdirSync(home).sort()).toEqual(['.a.lock', '.b.lock'])
})

it('makes the folder it needs', async () => {
  const home = temporaryFolder()

  const lock = await lockIndex(join(home, 'indexes', 'a'), 'a')

  lock.release()
  expect(readdirSync(home)).toEqual(['indexes'])
})

it('works with a lock file that something else wrote to', async () => {
  const home = temporaryFolder()
  writeFileSync(join(home, '.a.lock'), 'not a lock '.repeat(100))

  const lock = await lockIndex(join(home, 'a'), 'a')

  await expect(lockIndex(join(home, 'a'), 'a')).rejects.toThrow(IndexBusyError)
  lock.release()
})

it('says so when the folder cannot be made', async () => {
  const home = temporaryFolder()
  writeFileSync(join(home, 'file'), '')

  await expect(lockIndex(join(home, 'file', 'indexes', 'a'), 'a')).rejects.toThrow(IndexUnwritableError)
})
