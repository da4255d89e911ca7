import {expect, test} from 'vitest'
import {SeenIds} from '../../ontologies/seen-ids.js'

test('tells ids that were there before from new ones', () => {
  const seen = new SeenIds()

  expect(['a', 'b', 'a', 'b', 'c'].map((id) => seen.add(id))).toEqual([true, true, false, false, true])
})

test('beyond its limit still knows an id that follows itself', () => {
  const seen = new SeenIds(1)

  expect(['a', 'b', 'b', 'a', 'c', 'b'].map((id) => seen.add(id))).toEqual([
    true,
    true,
    false,
    false,
    true,
    true,
  ])
})
