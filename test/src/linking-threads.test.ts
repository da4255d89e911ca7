import {expect, it} from 'vitest'
import type {Linking} from '../../src/linking/linking.js'
import {LinkingThreads} from '../../src/linking-threads.js'

it('begins nothing more once it is closed', async () => {
  let begun = 0
  const work = async () => {
    begun++
    await new Promise((resolve) => setTimeout(resolve, 20))
    return []
  }
  const threads = new LinkingThreads({work} as unknown as Linking, {settings: {dense: true}} as never, 1)
  for (let i = 0; i < 100; i++) void threads.document({id: String(i), text: ''})
  await new Promise((resolve) => setTimeout(resolve, 10))

  const before = begun
  await threads[Symbol.asyncDispose]()
  await new Promise((resolve) => setTimeout(resolve, 60))

  expect(before).toBeGreaterThan(0)
  expect(begun).toBe(before)
})
