import {readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {checksumFile, FileVerifier} from '../../../src/files/checksum.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

const sha256OfAbc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const wrong = 'f'.repeat(64)

function folderWithAbc() {
  const home = temporaryFolder()
  const path = join(home, 'file')
  writeFileSync(path, 'abc')
  return {home, path, verifier: new FileVerifier(join(home, 'notes'))}
}

it('computes size and SHA-256', () => {
  const {home, path} = folderWithAbc()
  writeFileSync(join(home, 'empty'), '')

  expect(checksumFile(path)).toEqual({bytes: 3, sha256: sha256OfAbc})
  expect(checksumFile(join(home, 'empty'))).toMatchObject({bytes: 0})
})

it('finds files that are missing, of another size or of other content', () => {
  const {home, path, verifier} = folderWithAbc()

  expect(verifier.findDamage(home, {file: {bytes: 3, sha256: sha256OfAbc}})).toBeUndefined()
  expect(verifier.findDamage(home, {file: {bytes: 4, sha256: sha256OfAbc}})).toEqual({
    path,
    what: 'has 3 bytes instead of 4',
  })
  expect(verifier.findDamage(home, {file: {bytes: 3, sha256: wrong}})?.what).toBe(
    'does not match its checksum',
  )
  expect(verifier.findDamage(home, {absent: {bytes: 3, sha256: wrong}})?.what).toBe('is missing')
})

it('does not read a file again that it was told of, until the file changes', () => {
  const {home, path, verifier} = folderWithAbc()
  // a checksum that a reading would find wrong
  const expected = {file: {bytes: 3, sha256: wrong}}

  verifier.remember(home, expected)

  expect(verifier.findDamage(home, expected)).toBeUndefined()
  expect(verifier.findDamage(home, expected, {always: true})?.what).toBe('does not match its checksum')
  const {atime, mtime} = statSync(path)
  writeFileSync(path, 'abd')
  utimesSync(path, atime, mtime)
  expect(verifier.findDamage(home, expected)?.what).toBe('does not match its checksum')
})

it('knows a file that was hashed, until it changes', () => {
  const {home, path, verifier} = folderWithAbc()
  const expected = {file: {bytes: 3, sha256: sha256OfAbc}}

  expect(verifier.knows(home, expected)).toBe(false)
  verifier.findDamage(home, expected)
  expect(verifier.knows(home, expected)).toBe(true)
  expect(verifier.knows(home, {file: {bytes: 3, sha256: wrong}})).toBe(false)
  writeFileSync(path, 'abd')
  expect(verifier.knows(home, expected)).toBe(false)
  rmSync(path)
  expect(verifier.knows(home, expected)).toBe(false)
})

it('reads a file again that took the place of another', () => {
  const {home, path, verifier} = folderWithAbc()
  const expected = {file: {bytes: 3, sha256: sha256OfAbc}}
  verifier.findDamage(home, expected)
  writeFileSync(join(home, 'other'), 'xyz')

  renameSync(join(home, 'other'), path)

  expect(verifier.findDamage(home, expected)?.what).toBe('does not match its checksum')
})

it('works without its notes, damaged or impossible', () => {
  const {home, verifier} = folderWithAbc()
  const expected = {file: {bytes: 3, sha256: sha256OfAbc}}
  verifier.findDamage(home, expected)
  for (const name of readdirSync(join(home, 'notes'))) writeFileSync(join(home, 'notes', name), '{"file":')

  expect(verifier.findDamage(home, expected)).toBeUndefined()
  rmSync(join(home, 'notes'), {recursive: true})
  writeFileSync(join(home, 'notes'), 'in the way')
  expect(verifier.findDamage(home, expected)).toBeUndefined()
})
