import {expect, it} from 'vitest'
import {recallAll} from '../../../src/domain/recall.js'

it('finds together what is not known, once, and forgets all when it is full', () => {
  const known = new Map([['a', 1]])
  const asked: (readonly string[])[] = []
  const recalled = (...keys: string[]) =>
    recallAll(known, 3, keys, (unknown) => {
      asked.push(unknown)
      return new Map(unknown.filter((key) => key !== '?').map((key) => [key, key.charCodeAt(0) - 96]))
    })

  expect(recalled('b', 'a', 'c', 'b', '?')).toEqual([2, 1, 3, 2, undefined])
  expect(recalled('a', 'b', 'c')).toEqual([1, 2, 3])
  expect(recalled('d', 'a')).toEqual([4, 1])
  expect(asked).toEqual([['b', 'c', '?'], ['d']])
  expect([...known.keys()]).toEqual(['d'])
})
