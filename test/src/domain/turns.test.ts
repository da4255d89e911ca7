import {expect, it} from 'vitest'
import {Turns} from '../../../src/domain/turns.js'

it('lets one begin when those that asked before are done', async () => {
  const turns = new Turns()
  const happened: string[] = []
  const work = async (name: string, fails = false) => {
    using _ = await turns.take()
    happened.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    happened.push(`${name} ends`)
    if (fails) throw new Error(name)
  }

  await Promise.allSettled([work('a'), work('b', true), work('c')])

  expect(happened).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})
