import {expect, it} from 'vitest'
import {safeFileName} from '../../../src/files/safe-file-name.js'

it.each([
  ['notes/a.txt', 'a'],
  ['C:\\notes\\a.TXT', 'a'],
  ['../../etc/passwd', 'passwd'],
  ['..', 'document'],
  ['', 'document'],
  ['/', 'document'],
  ['-', 'stdin'],
  ['-rf', '_-rf'],
  ['.hidden', '_.hidden'],
  ['docs.jsonl:3', 'docs.jsonl_3'],
  ['PMC123.1', 'PMC123.1'],
  ['nul', '_nul'],
  ['COM1.note', '_COM1.note'],
  ['a<b>:"|?*\u0000c', 'a_b_c'],
  ['a. . .', 'a._._'],
  ['Müller 病歴', 'Müller_病歴'],
  ['\uD800', '_'],
])('makes a file name of %j: %s', (id, name) => {
  expect(safeFileName(id)).toBe(name)
})

it('leaves room for an ending', () => {
  expect(Buffer.byteLength(safeFileName('病'.repeat(500)))).toBe(180)
})
