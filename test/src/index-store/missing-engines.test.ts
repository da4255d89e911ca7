import {execFile} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {expect, it} from 'vitest'
import {openIndex} from '../../../src/index-store/open-index.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, manyRows, usableEngines} from './sample-index.js'

const script = fileURLToPath(new URL('search-without-engines.mjs', import.meta.url))
const graphEngines = usableEngines.filter((name) => name !== 'exact')

it.each(graphEngines)('an index built with %s serves where that is not installed', async (engine) => {
  const home = temporaryFolder()
  const {folder, verifier} = await buildSample(home, 'sample', {engine, rows: manyRows(100)})

  const {stdout} = await promisify(execFile)(process.execPath, [script, folder, home])

  await using index = await openIndex(folder, {verifier})
  const query = Float32Array.from({length: 32}, (_, i) => (i === 0 ? 1 : 0))
  expect(JSON.parse(stdout)).toEqual({
    defaultEngine: 'exact',
    problems: ['usearch', 'hnswlib'],
    found: (await index.nearest(query, 5)).best(),
    error: expect.stringMatching(new RegExp(`^UsageError: The search engine ${engine} cannot be used`)),
  })
})
