import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {IndexDamagedError, IndexMissingError} from '../../../src/errors.js'
import {FileVerifier} from '../../../src/files/checksum.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import type {EngineName} from '../../../src/index-store/term-index.js'
import {verifyIndex} from '../../../src/index-store/verify-index.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {damageFile, damages} from './damages.js'
import {buildSample, usableEngines} from './sample-index.js'

/** Everything that a command could read of a sample index. */
async function useIndex(folder: string, verifier: FileVerifier, engine?: EngineName) {
  await using index = await openIndex(folder, {verifier, engine})
  return {
    names: index.termsWithKey('mi'),
    similar: index.similarTerms('hart disease', 5),
    details: index.findConcepts('C:2'),
    nearest: (await index.nearest(new Float32Array([...fakeVector('heart'), ...fakeVector('MI')]), 9)).best(),
    filtered: (await index.nearest(fakeVector('heart'), 5, {types: ['disorder']})).best(),
  }
}

const files: Readonly<Record<'usearch' | 'hnswlib', readonly string[]>> = {
  usearch: ['concepts.db', 'hnsw.usearch', 'manifest.json', 'vectors.f32', 'vectors.i8'],
  hnswlib: ['concepts.db', 'hnsw.hnswlib', 'manifest.json', 'vectors.f32', 'vectors.i8'],
}

const builtEngines = (['usearch', 'hnswlib'] as const).filter((name) => usableEngines.includes(name))

describe.each(builtEngines)('an index built with %s', (built) => {
  it('has the files that are damaged below, and no others', async () => {
    const {folder} = await buildSample(temporaryFolder(), 'sample', {engine: built})

    expect(readdirSync(folder).sort()).toEqual(files[built])
  })

  describe.each(files[built])('%s', (file) => {
    it.each(Object.keys(damages))('%s, is noticed before it can do harm', async (kind) => {
      const {folder, verifier} = await buildSample(temporaryFolder(), 'sample', {engine: built})
      const warm = await useIndex(folder, verifier, built)

      damageFile(join(folder, file), damages[kind]!)

      for (const engine of [built, 'exact', undefined] as const) {
        const outcome = await useIndex(folder, verifier, engine).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toSatisfy(isClear)
        // a search that did not need the file may go on, but only with the same results
        else expect(outcome).toEqual(warm)
      }
      const needsFile = file === 'vectors.i8' ? 'exact' : built
      await expect(useIndex(folder, verifier, needsFile)).rejects.toSatisfy(isClear)
      expect(await verifyIndex(folder).catch((error: unknown) => error)).toSatisfy(
        (found) => found instanceof IndexMissingError || (Array.isArray(found) && found.length > 0),
      )
    })
  })
})

it('is noticed without a place to keep notes of what was hashed', async () => {
  const {folder} = await buildSample(temporaryFolder())
  const unable = new FileVerifier('/dev/null/nowhere')
  await useIndex(folder, unable)

  damageFile(join(folder, 'concepts.db'), damages['with one byte flipped in the middle']!)

  await expect(useIndex(folder, unable)).rejects.toThrow(IndexDamagedError)
})

it('is told with the path of the file', async () => {
  const {folder, verifier} = await buildSample(temporaryFolder())
  damageFile(join(folder, 'concepts.db'), damages.emptied!)

  const error = await openIndex(folder, {verifier}).catch((error: unknown) => error)

  expect(error).toMatchObject({exitCode: 4, path: join(folder, 'concepts.db')})
  expect(String(error)).toMatch(/has 0 bytes instead of \d+/)
})

function isClear(error: unknown): boolean {
  return error instanceof IndexDamagedError || error instanceof IndexMissingError
}
