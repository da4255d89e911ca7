import {type ChildProcessByStdio, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import type {Readable} from 'node:stream'
import {setTimeout} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {IndexBusyError} from '../../../src/errors.js'
import {FileVerifier} from '../../../src/files/checksum.js'
import {IndexBuilder} from '../../../src/index-store/index-builder.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import {verifyIndex} from '../../../src/index-store/verify-index.js'

/** Enough for a build of some tenths of a second. */
const concepts = 3000
const kills = 12

const script = fileURLToPath(new URL('build-again-and-again.mjs', import.meta.url))
let home = ''
let folder = ''
let buildMs = 0

interface Builds {
  readonly process: ChildProcessByStdio<null, Readable, null>
  /** Waits for a build to begin. */
  readonly nextBuild: () => Promise<void>
}

function startBuilding(): Builds {
  const child = spawn(process.execPath, [script, folder, String(concepts)], {
    env: {...process.env, BIOLORD_HOME: home}, // for its notes of what was hashed
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const nextBuild = async () => {
    const {done} = await lines.next()
    if (done) throw new Error('the process that builds ended by itself')
  }
  return {process: child, nextBuild}
}

async function kill({process}: Builds): Promise<void> {
  process.kill('SIGKILL')
  await once(process, 'close')
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-killed-'))
  folder = join(home, 'killed')
  const builds = startBuilding()
  await builds.nextBuild()
  const started = performance.now()
  await builds.nextBuild()
  buildMs = performance.now() - started
  await kill(builds)
})

afterAll(() => rmSync(home, {recursive: true, force: true}))

it.each(Array.from({length: kills}, (_, i) => Math.round(((i + 1) * 100) / kills)))(
  'leaves a whole index, old or new, when it is killed after %i percent of a build',
  async (percent) => {
    const builds = startBuilding()
    await builds.nextBuild()
    await setTimeout((percent / 100) * buildMs)

    await kill(builds)

    const next = await IndexBuilder.create(folder, {name: 'killed'})
    next.abortNow()
    expect(await verifyIndex(folder)).toEqual([])
    await using index = await openIndex(folder, {verifier: new FileVerifier(join(home, 'cache'))})
    expect(index.manifest.counts.concepts).toBe(concepts)
    // vectors that it had are kept for the next build
    const left = readdirSync(home).filter((name) => name !== '.killed.partial')
    expect(left.sort()).toEqual(['.killed.lock', 'cache', 'killed'])
  },
)

it('keeps other processes out while it runs', async () => {
  const builds = startBuilding()
  await builds.nextBuild()
  await setTimeout(buildMs / 3)

  const second = IndexBuilder.create(folder, {name: 'killed'})

  await expect(second).rejects.toThrow(IndexBusyError)
  await kill(builds)
})
