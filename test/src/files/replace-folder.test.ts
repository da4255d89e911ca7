import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {neighbourPath, recoverFolder, replaceFolder, syncFiles} from '../../../src/files/replace-folder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

/** A folder of one file that says which one it is. */
function makeFolder(path: string, content: string): void {
  mkdirSync(path)
  writeFileSync(join(path, 'content'), content)
}

const contentOf = (path: string) => readFileSync(join(path, 'content'), 'utf8')

it('puts a folder in the place of another and leaves nothing beside it', () => {
  const home = temporaryFolder()
  const target = join(home, 'index')
  makeFolder(target, 'old')
  makeFolder(neighbourPath(target, 'building'), 'new')

  syncFiles(neighbourPath(target, 'building'))
  replaceFolder(neighbourPath(target, 'building'), target)

  expect(contentOf(target)).toBe('new')
  expect(readdirSync(home)).toEqual(['index'])
})

it('leaves the old folder when the new one cannot be moved', () => {
  const target = join(temporaryFolder(), 'index')
  makeFolder(target, 'old')

  expect(() => replaceFolder(neighbourPath(target, 'absent'), target)).toThrow('ENOENT')

  expect(contentOf(target)).toBe('old')
})

it('puts the old folder back when a process was killed between the two moves', () => {
  const target = join(temporaryFolder(), 'index')
  makeFolder(neighbourPath(target, 'previous'), 'old')

  recoverFolder(target)

  expect(contentOf(target)).toBe('old')
})

it('removes the old folder when a process was killed after the new one was in place', () => {
  const target = join(temporaryFolder(), 'index')
  makeFolder(target, 'new')
  makeFolder(neighbourPath(target, 'previous'), 'old')

  recoverFolder(target)

  expect(contentOf(target)).toBe('new')
  expect(existsSync(neighbourPath(target, 'previous'))).toBe(false)
})

it('has nothing to recover in an ordinary place', () => {
  const target = join(temporaryFolder(), 'index')

  recoverFolder(target)

  expect(existsSync(target)).toBe(false)
})
