import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, utimesSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {lockBlob} from '../../../models/hub/blob-lock.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

it('is held once at a time, and leaves nothing behind', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a', 'lock')
  let inside = 0
  let most = 0

  await Promise.all(
    Array.from({length: 4}, async () => {
      const release = await lockBlob(path, {})
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside--
      release()
    }),
  )

  expect(most).toBe(1)
  expect(readdirSync(join(folder, 'a'))).toEqual([])
})

it('is taken over from a process that has ended', async () => {
  const path = join(temporaryFolder(), 'lock')
  const {pid} = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(path, JSON.stringify({host: hostname(), pid, id: 'x'}))

  const release = await lockBlob(path, {})

  release()
  expect(existsSync(path)).toBe(false)
})

it('is taken over from another machine that has been silent for long', async () => {
  const path = join(temporaryFolder(), 'lock')
  writeFileSync(path, JSON.stringify({host: 'elsewhere', pid: 1, id: 'x'}))
  const old = new Date(Date.now() - 120_000)
  utimesSync(path, old, old)

  const release = await lockBlob(path, {})

  release()
})

it('waits for another machine that is not silent, until it is told to stop', async () => {
  const path = join(temporaryFolder(), 'lock')
  writeFileSync(path, JSON.stringify({host: 'elsewhere', pid: 1, id: 'x'}))
  const notes: string[] = []

  const waiting = lockBlob(path, {onNote: (note) => notes.push(note), signal: AbortSignal.timeout(400)})

  await expect(waiting).rejects.toThrow(/abort/i)
  expect(notes).toHaveLength(1)
  expect(existsSync(path)).toBe(true)
})
