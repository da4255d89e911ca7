import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {describe, expect, it} from 'vitest'
import {EncodeThread} from '../../models/encode-thread.js'
import {ModelFolder} from '../../models/model-folder.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {openBulkEncoder} from '../../models/worker-encoder.js'
import {packageRoot} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {awkwardTexts} from './support/encoder-contract.js'
import {freshVerifier, largestDifference} from './support/model-fixtures.js'
import {tinyEncoder} from './support/tiny-encoder.js'

const tiny = tinyEncoder('tiny-bert-mean')
const texts = [...Array(300).keys()]
  .map((i) => `finding ${i} of ${'the left '.repeat(i % 6)}hand`)
  .concat(awkwardTexts)

const open = (workers: number) => openBulkEncoder(tiny, {workers, verifier: freshVerifier()})

describe.each([1, 2, 3])('with %i workers', (workers) => {
  it('hands over every row once, with the vector that an encoder gives', async () => {
    await using bulk = await open(workers)
    await using encoder = await openEncoder(tiny, {use: 'one-off', verifier: freshVerifier()})
    const vectors = new Float32Array(texts.length * 48)
    const times = new Uint8Array(texts.length)

    await bulk.encodeAll(texts, (rows, encoded) => {
      for (const [i, row] of rows.entries()) {
        times[row]! += 1
        vectors.set(encoded.subarray(i * 48, (i + 1) * 48), row * 48)
      }
    })

    expect(times.every((count) => count === 1)).toBe(true)
    expect(largestDifference(vectors, await encoder.encode(texts))).toBeLessThan(1e-6)
    expect(bulk.model).toEqual(encoder.model)
  })

  it('gives a text the same vector to the bit, whichever texts are encoded with it', async () => {
    await using bulk = await open(workers)
    const together = new Map<number, Float32Array>()
    await bulk.encodeAll(texts, (rows, encoded) => {
      for (const [i, row] of rows.entries()) together.set(row, encoded.slice(i * 48, (i + 1) * 48))
    })

    for (const part of [1, 2, 7]) {
      for (let from = 0; from < 70; from += part) {
        await bulk.encodeAll(texts.slice(from, from + part), (rows, encoded) => {
          for (const [i, row] of rows.entries()) {
            expect(encoded.slice(i * 48, (i + 1) * 48)).toEqual(together.get(from + row))
          }
        })
      }
    }
  })

  it('can be used again, for no texts too', async () => {
    await using bulk = await open(workers)
    let rows = 0
    const count = (batch: Uint32Array) => {
      rows += batch.length
    }

    await bulk.encodeAll(texts.slice(0, 5), count)
    await bulk.encodeAll([], count)
    await bulk.encodeAll(texts.slice(0, 3), count)

    expect(rows).toBe(8)
  })

  it('passes on what the receiver throws, and stops', async () => {
    await using bulk = await open(workers)
    let calls = 0

    const encoding = bulk.encodeAll(texts, () => {
      calls++
      throw new Error('the disk is full')
    })

    await expect(encoding).rejects.toThrow('the disk is full')
    expect(calls).toBe(1)
  })
})

describe('a thread', () => {
  const graph = () => ModelFolder.open(tiny, {verifier: freshVerifier()}).graphPath

  it('reports what fails in it and takes no more', async () => {
    const thread = new EncodeThread({graphPath: graph(), dimensions: 48})

    const good = await thread.encode(Int32Array.of(2, 3), 1)
    const bad = thread.encode(Int32Array.of(2, 999_999, 3), 1)

    expect(good.length).toBe(48)
    await expect(bad).rejects.toMatchObject({code: 'MODEL_UNUSABLE', exitCode: 5})
    await expect(thread.encode(Int32Array.of(2, 3), 1)).rejects.toMatchObject({code: 'MODEL_UNUSABLE'})
    await thread.close()
  })

  it('reports a graph that cannot be opened', async () => {
    const thread = new EncodeThread({graphPath: join(temporaryFolder(), 'none.onnx'), dimensions: 48})

    await expect(thread.encode(Int32Array.of(2, 3), 1)).rejects.toMatchObject({code: 'MODEL_UNUSABLE'})
    await thread.close()
  })

  it('reports a graph of other dimensions', async () => {
    const thread = new EncodeThread({graphPath: graph(), dimensions: 47})

    await expect(thread.encode(Int32Array.of(2, 3), 1)).rejects.toThrow(/no vectors of 47 dimensions/)
    await thread.close()
  })
})

describe('a process that encodes', () => {
  const compiled = (name: string) => pathToFileURL(join(packageRoot, 'dist', 'models', name)).href

  /** Runs a script with a bulk encoder of the bundled model and many texts at hand. */
  function run(script: string): Promise<{status: number | null; stderr: string}> {
    const source = `
      import {openBulkEncoder} from '${compiled('worker-encoder.js')}'
      import {bundledModelFolder} from '${compiled('model-folder.js')}'
      const encoder = await openBulkEncoder(bundledModelFolder(), {workers: 2})
      const texts = Array.from({length: 4000}, (_, i) => 'finding number ' + i)
      ${script}`
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      env: {...process.env, BIOLORD_HOME: temporaryFolder()},
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 60_000,
    })
    let stderr = ''
    child.stderr.on('data', (piece) => {
      stderr += piece
    })
    return new Promise((resolve) => child.on('close', (status) => resolve({status, stderr})))
  }

  it.each([30, 100, 170, 250, 400])('ends with the status it wants after %i ms of work', async (ms) => {
    const ended = await run(
      `setTimeout(() => process.exit(130), ${ms}); await encoder.encodeAll(texts, () => {})`,
    )

    expect(ended).toEqual({status: 130, stderr: ''})
  })

  it('ends by itself when the work is done, closed or not', async () => {
    const ended = await run('await encoder.encodeAll(texts.slice(0, 10), () => {})')

    expect(ended).toEqual({status: 0, stderr: ''})
  })
})
