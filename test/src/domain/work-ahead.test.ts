import {expect, it} from 'vitest'
import {workAhead} from '../../../src/domain/work-ahead.js'

async function* from<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** A promise with its ends outside. */
function deferred<T>() {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((take) => {
    resolve = take
  })
  return {promise, resolve}
}

it('yields in the order of the items, whatever is done first', async () => {
  const waits = [30, 1, 15, 0]
  const work = (ms: number) => new Promise<number>((resolve) => setTimeout(() => resolve(ms), ms))

  expect(await collect(workAhead(from(waits), 3, work))).toEqual(waits)
})

it('works on no more than it was told to at a time', async () => {
  let working = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++working)
    await new Promise((resolve) => setTimeout(resolve, 1))
    working--
  }

  await collect(workAhead(from([...Array(20).keys()]), 4, work))

  expect(most).toBe(4)
})

it('yields what is done while the next item is still awaited', async () => {
  const second = deferred<string>()
  async function* slow() {
    yield 'first'
    yield await second.promise
  }
  const results = workAhead(slow(), 4, async (item) => item)

  expect(await results.next()).toEqual({done: false, value: 'first'})
  second.resolve('second')
  expect(await results.next()).toEqual({done: false, value: 'second'})
  expect((await results.next()).done).toBe(true)
})

it('throws what the items throw after the results before them', async () => {
  async function* broken() {
    yield 1
    yield 2
    throw new Error('no more')
  }
  const got: number[] = []
  const run = async () => {
    for await (const item of workAhead(broken(), 4, async (one) => one)) got.push(item)
  }

  await expect(run()).rejects.toThrow('no more')
  expect(got).toEqual([1, 2])
})

it('throws what the work throws in its place, and lets the source go', async () => {
  let isClosed = false
  async function* source() {
    try {
      for (let i = 0; i < 100; i++) yield i
    } finally {
      isClosed = true
    }
  }
  const got: number[] = []
  const run = async () => {
    const work = async (item: number) => {
      if (item === 2) throw new Error('bad')
      return item
    }
    for await (const item of workAhead(source(), 4, work)) got.push(item)
  }

  await expect(run()).rejects.toThrow('bad')
  expect(got).toEqual([0, 1])
  expect(isClosed).toBe(true)
})

it('lets the source go when nobody takes more', async () => {
  let isClosed = false
  async function* source() {
    try {
      for (let i = 0; ; i++) yield i
    } finally {
      isClosed = true
    }
  }

  for await (const item of workAhead(source(), 2, async (one) => one)) if (item === 3) break

  expect(isClosed).toBe(true)
})
