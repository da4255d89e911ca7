import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {packageRoot, type RunOptions, runBiolord, startBiolord} from '../helpers/run-process.js'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {canMountSmallDisk, withSmallDisk} from '../helpers/small-disk.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

const obo = `format-version: 1.2
data-version: 2026-01-01
ontology: tst

[Term]
id: TST:1
name: Kidney stone
def: "A stone in the kidney." []
synonym: "Nephrolithiasis" EXACT []

[Term]
id: TST:2
name: Fever
is_a: TST:1
`

function writeObo(folder: string, text = obo): string {
  const path = join(folder, 'tst.obo')
  writeFileSync(path, text)
  return path
}

/** Runs a command with an encoder that takes no time. */
const run = (args: readonly string[], options: RunOptions) =>
  runBiolord(args, {env: {BIOLORD_MODEL: inject('tinyEncoder')}, ...options})

describe('biolord index', () => {
  it('builds an index that link then uses by default', async () => {
    const home = temporaryFolder()

    const built = await runBiolord(['index', writeObo(home)], {home})
    const linked = await runBiolord(['link'], {home, stdin: 'fever, nephrolithiasis'})

    expect(built).toMatchObject({status: 0, stdout: ''})
    expect(built.stderr).toMatch(/Indexed 2 concepts, 3 names and 1 definitions as "tst"/)
    expect(linked.stdout.split('\n').map((line) => line.split('\t')[8])).toEqual([
      'TST:2',
      'TST:1',
      undefined,
    ])
  })

  it('keeps the vectors of what is removed for the next build, until they are cleared', async () => {
    const home = temporaryFolder()
    const obo = writeObo(home)
    await run(['index', obo], {home})

    const removed = await run(['indexes', 'remove', 'tst'], {home})
    const listed = await run(['indexes', 'list'], {home})
    const shown = await run(['indexes', 'cache'], {home})
    const again = await run(['index', obo], {home})
    await run(['indexes', 'remove', 'tst'], {home})
    const cleared = await run(['indexes', 'cache', '--clear'], {home})
    const anew = await run(['index', obo], {home})

    expect(removed.stderr).toContain('The vectors of 4 texts are kept for later builds')
    expect(listed).toMatchObject({stdout: '', stderr: expect.stringContaining('kept for later builds')})
    expect(shown.stdout.split('\t')).toMatchObject({
      3: '4',
      6: expect.stringContaining(join(home, 'vectors')),
    })
    expect(shown.stderr).toContain('of at most 4,000 MB')
    expect(again.stderr).toContain('Encoded 0 texts; 4 had been encoded before.')
    expect(cleared).toMatchObject({status: 0, stdout: ''})
    expect(anew.stderr).not.toContain('encoded before')
  })

  it('says what is wrong with the limit of the cache', async () => {
    const {status, stderr} = await run(['indexes', 'cache'], {
      env: {BIOLORD_VECTOR_CACHE_MB: 'lots'},
      home: temporaryFolder(),
    })

    expect(status).toBe(2)
    expect(stderr).toContain('BIOLORD_VECTOR_CACHE_MB is "lots"')
  })

  it.each(['folder', 'file'])(
    'reads a release in the current folder whatever its name (%s)',
    async (kind) => {
      const home = temporaryFolder()
      if (kind === 'file') writeFileSync(join(home, 'snomed.rf2'), obo)
      else cpSync(join(packageRoot, 'ontologies', 'demo.rf2'), join(home, 'snomed.rf2'), {recursive: true})

      const {status, stderr} = await run(['index', 'snomed.rf2'], {home, cwd: home})

      expect(status, stderr).toBe(0)
      expect(stderr).toContain('as "snomed"')
    },
  )

  it('refuses a name that is taken, unless told to replace it', async () => {
    const home = temporaryFolder()
    const source = writeObo(home)
    await run(['index', source], {home})

    const again = await run(['index', source], {home})
    const replaced = await run(['index', source, '--replace'], {home})

    expect(again.status).toBe(2)
    expect(again.stderr).toContain('--replace')
    expect(replaced.status).toBe(0)
  })

  it('writes the same bytes twice, the graph aside', async () => {
    const home = temporaryFolder()
    const source = writeObo(home)
    for (const name of ['a', 'b'])
      await runBiolord(['index', source, '--name', name, '--engine', 'exact'], {home})

    const files = readdirSync(join(home, 'indexes', 'a'))
    expect(files).toContain('manifest.json')
    for (const file of files) {
      const [a, b] = ['a', 'b'].map((name) => readFileSync(join(home, 'indexes', name, file)))
      expect(a?.equals(b as Buffer), file).toBe(true)
    }
  })

  it('counts what it skips, with file and line, and ends with 3 only when strict', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, `${obo}\n[Term]\nid: TST:3\nname: Cough\nthis is no tag\n`)

    const lax = await run(['index', source], {home})
    const strict = await run(['index', source, '--replace', '--strict'], {home})

    expect(lax.status).toBe(0)
    expect(lax.stderr).toMatch(/Skipped: .*1 ×\n\s+\S*tst\.obo:19: /)
    expect(lax.stderr).toContain('3 concepts')
    expect(strict.status).toBe(3)
  })

  it('looks for the model before it reads a source', async () => {
    const home = temporaryFolder()

    const {status, stderr} = await run(['index', join(home, 'nosuch.obo'), '--model', 'nosuch'], {home})

    expect(status).toBe(5)
    expect(stderr).toContain('nosuch')
  })

  describe('over an old index', () => {
    const home = mkdtempSync(join(tmpdir(), 'biolord-old-'))
    afterAll(() => rmSync(home, {recursive: true, force: true}))
    beforeAll(async () => {
      const {status, stderr} = await run(['index', writeObo(home), '--name', 'old'], {home})
      expect(status, stderr).toBe(0)
    })

    it.each([
      ['is missing', (folder: string) => join(folder, 'nosuch.obo')],
      ['is empty', (folder: string) => writeObo(folder, '')],
      [
        'is a folder without a release',
        (folder: string) => {
          mkdirSync(join(folder, 'empty.rf2'))
          return join(folder, 'empty.rf2')
        },
      ],
      ['is of no known format', (folder: string) => writeObo(folder, 'just some words\n')],
      [
        'holds no usable concept',
        (folder: string) => writeObo(folder, 'format-version: 1.2\n\n[Term]\nid: X:1\n'),
      ],
      [
        'is a truncated zip',
        (folder: string) => {
          const path = join(folder, 'cut.zip')
          writeFileSync(path, Buffer.from('504b03041400000008000000', 'hex'))
          return path
        },
      ],
    ])('refuses a source that %s with 3 and leaves the old index', async (_what, make) => {
      const {status, stderr, stdout} = await run(
        ['index', make(temporaryFolder()), '--name', 'old', '--replace'],
        {home},
      )
      const after = await run(['indexes', 'verify', 'old'], {home})

      expect({status, stdout}).toEqual({status: 3, stdout: ''})
      expect(stderr).toMatch(/^biolord: /m)
      expect(stderr).not.toMatch(/\n\s+at /)
      expect(after.status).toBe(0)
      expect(readdirSync(join(home, 'indexes')).filter((name) => !name.startsWith('.'))).toEqual(['old'])
    })
  })

  it.each([[[]], [['--demo', 'x.obo']], [['x.obo', '--name', '../up']], [['x.obo', '--engine', 'faiss']]])(
    'refuses %j with 2',
    async (args) => {
      const {status, stdout} = await run(['index', ...args], {home: temporaryFolder()})

      expect({status, stdout}).toEqual({status: 2, stdout: ''})
    },
  )

  it('keeps two builds of one name apart', async () => {
    const home = temporaryFolder()
    const outcomes = await Promise.all(
      [1, 2].map(() => runBiolord(['index', '--demo', '--name', 'same', '--replace'], {home})),
    )

    expect(outcomes.map(({status}) => status).sort()).toEqual([0, 4])
    expect(outcomes.find(({status}) => status === 4)?.stderr).toContain('Another biolord process')
    expect((await runBiolord(['indexes', 'verify', 'same'], {home})).status).toBe(0)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGKILL', null],
  ] as const)('leaves the old index when a build ends by %s', async (signal, expected) => {
    const home = temporaryFolder()
    await run(['index', writeObo(home), '--name', 'old'], {home})

    const child = startBiolord(['index', '--demo', '--name', 'old', '--replace'], {home})
    const building = setInterval(() => {
      if (!readdirSync(join(home, 'indexes')).some((name) => name.includes('building'))) return
      clearInterval(building)
      child.kill(signal)
    }, 20)
    const status = await new Promise((resolve) => child.on('close', resolve))
    const after = await run(['link', '--index', 'old'], {home, stdin: 'nephrolithiasis'})

    expect(status).toBe(expected)
    expect(after.stdout).toContain('TST:1')
    if (signal === 'SIGINT') {
      expect(
        readdirSync(join(home, 'indexes')).filter(
          (name) => name !== 'old' && !/\.(?:lock|partial)$/.test(name),
        ),
      ).toEqual([])
    }
  })
})

describe.skipIf(!canMountSmallDisk)(
  'biolord index on a full disk (skipped where none can be mounted)',
  () => {
    it.each(['1m', '4m', '6m'])('says so and cleans up, with %s of room', (size) =>
      withSmallDisk(size, async (home) => {
        const {status, stderr} = await runBiolord(['index', '--demo', '--name', 'x', '--engine', 'exact'], {
          home,
        })

        expect(status).toBe(1)
        expect(stderr).toContain('disk is full')
        expect(stderr).not.toMatch(/\n\s+at |Node\.js v/)
        // vectors that were computed are kept for the next try
        expect(
          readdirSync(join(home, 'indexes')).filter((name) => !/\.(?:lock|partial)$/.test(name)),
        ).toEqual([])
      }),
    )
  },
)

describe.skipIf(dataFolder === undefined)(
  'biolord index on real terminologies (skipped without BIOLORD_DATA)',
  () => {
    it.each([
      ['rf2-from-doid.zip', /8,906 concepts, 22,\d{3} names and 5,269 definitions/],
      ['rf2-dummy/RF2Release', /Indexed \d+ concepts/],
      ['rf2-dummy/SnomedCT_MiniRF2', /Indexed \d+ concepts/],
      ['rf2-dummy/SnomedCT_MiniRF2_Base_snapshot', /Indexed \d+ concepts/],
      ['rf2-dummy/SnomedCT_MiniRF2_Extension_snapshot', /Indexed \d+ concepts/],
      ['symp-2026.obo.gz', /895 concepts, 1,142 names/],
    ])('reads %s', async (name, counts) => {
      const {status, stderr} = await run(
        ['index', dataFile('ontologies', ...name.split('/')), '--name', 'real', '--engine', 'exact'],
        {home: temporaryFolder()},
      )

      expect(status, stderr).toBe(0)
      expect(stderr).toMatch(counts)
    })
  },
)
