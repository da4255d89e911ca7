import {expect, it} from 'vitest'
import {progressText} from '../../../src/output/progress-line.js'

it.each([
  [['encoding', 500, 2000, 1], 'encoding █████░░░░░░░░░░░░░░░ 500 of 2,000, 500/s, 0:03 left'],
  [['reading', 1234, undefined, 2], 'reading 1,234, 617/s'],
  [['graph', 10, 10, 4], 'graph ████████████████████ 10 of 10, 3/s'],
] as const)('says how far %j is', ([phase, done, total, seconds], text) => {
  expect(progressText(phase, done, total, seconds)).toBe(text)
})
