import {existsSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {makeFolder} from '../../../src/files/make-folder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

it('makes a folder with those above it, and leaves one that is there', () => {
  const folder = join(temporaryFolder(), 'a', 'b', 'c')

  makeFolder(folder)
  makeFolder(folder)

  expect(statSync(folder).isDirectory()).toBe(true)
})

it('says that a file is in its place', () => {
  const file = join(temporaryFolder(), 'a')
  writeFileSync(file, '')

  expect(() => makeFolder(file)).toThrow(/EEXIST/)
  expect(() => makeFolder(join(file, 'b'))).toThrow(/ENOTDIR/)
})

it.runIf(existsSync('/proc/self'))('gives up where no folder can be', () => {
  expect(() => makeFolder('/proc/no-such-place/for-results')).toThrow(/ENOENT/)
})
