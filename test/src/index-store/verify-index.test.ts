import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {IndexMissingError} from '../../../src/errors.js'
import {verifyIndex} from '../../../src/index-store/verify-index.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, manyRows, usableEngines} from './sample-index.js'

it.each(usableEngines)('finds nothing wrong with a whole index of %s', async (engine) => {
  const {folder} = await buildSample(temporaryFolder(), 'sample', {engine, rows: manyRows(50)})

  expect(await verifyIndex(folder)).toEqual([])
})

it('lists every damaged file, and says where in a file of vectors', async () => {
  const {folder} = await buildSample(temporaryFolder(), 'sample', {rows: manyRows(50)})
  const vectors = readFileSync(join(folder, 'vectors.f32'))
  vectors[(32 * 4 + 4) * 17]! ^= 1
  writeFileSync(join(folder, 'vectors.f32'), vectors)
  writeFileSync(join(folder, 'vectors.i8'), 'no vectors')
  rmSync(join(folder, 'concepts.db'))

  const findings = await verifyIndex(folder)

  expect(findings).toEqual([
    {path: join(folder, 'concepts.db'), what: 'is missing'},
    {path: join(folder, 'vectors.f32'), what: 'does not match its checksum'},
    {path: join(folder, 'vectors.i8'), what: expect.stringMatching(/^has 10 bytes instead of/)},
    {path: join(folder, 'vectors.f32'), what: 'does not match its checksum (block 17)'},
  ])
})

it('finds a manifest that was altered', async () => {
  const {folder} = await buildSample(temporaryFolder())
  const path = join(folder, 'manifest.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"concepts": 4', '"concepts": 5'))

  expect(await verifyIndex(folder)).toEqual([{path, what: 'does not match its checksum'}])
})

it('says that there is no index in a folder without one', async () => {
  await expect(verifyIndex(temporaryFolder())).rejects.toThrow(IndexMissingError)
})
