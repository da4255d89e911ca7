import {expect, it} from 'vitest'
import {isSafePath} from '../../../models/hub/safe-path.js'

it.each(['config.json', '1_Pooling/config.json', 'refs/pr/1', 'a.b/c-d', 'consul', 'prefix con'])(
  'takes %j',
  (path) => {
    expect(isSafePath(path)).toBe(true)
  },
)

it.each([
  '',
  '.',
  '..',
  '../a',
  'a/..',
  'a/../b',
  '/a',
  'a/',
  'a//b',
  './a',
  'C:\\a',
  'C:a',
  'a\\..\\b',
  '\\\\host\\a',
  'a\u0000',
  'a\nb',
  'a.',
  'a ',
  'con',
  'NUL.txt',
  'a/com1',
  'LPT9.json',
  'a?b',
  'x'.repeat(500),
])('refuses %j', (path) => {
  expect(isSafePath(path)).toBe(false)
})
