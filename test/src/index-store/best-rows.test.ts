import {expect, it} from 'vitest'
import {BestRows} from '../../../src/index-store/best-rows.js'

it('keeps the highest scores, and of equal ones the lower rows', () => {
  const offers = Array.from({length: 500}, (_, i) => ({row: (i * 37) % 500, score: ((i * 37) % 500) % 7}))
  const best = new BestRows(100)

  for (const {row, score} of offers) best.offer(row, score)

  const expected = [...offers].sort((a, b) => b.score - a.score || a.row - b.row).slice(0, 100)
  expect(best.sorted()).toEqual(expected)
})

it('keeps all when there are fewer than the limit, and none when the limit is 0', () => {
  const [some, none] = [new BestRows(5), new BestRows(0)]

  for (const best of [some, none]) best.offer(3, 0.5)

  expect(some.sorted()).toEqual([{row: 3, score: 0.5}])
  expect(none.sorted()).toEqual([])
})

it('says below which score nothing is kept', () => {
  const best = new BestRows(2)

  best.offer(1, 3)
  const whileThereIsRoom = best.threshold
  best.offer(2, 5)

  expect(whileThereIsRoom).toBe(Number.NEGATIVE_INFINITY)
  expect(best.threshold).toBe(3)
})
