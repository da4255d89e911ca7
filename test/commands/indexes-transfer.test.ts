import {spawnSync} from 'node:child_process'
import {existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, inject, it} from 'vitest'
import {runBiolord} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

const note = 'Sudden chest pain, no fever. Diabetes in the family.'

/** The demo index in a file. */
async function exportDemo(...flags: string[]) {
  const file = join(temporaryFolder(), 'demo.biolord')
  const outcome = await runBiolord(['indexes', 'export', 'demo', file, ...flags], {home: inject('demoHome')})
  return {file, outcome}
}

it('links in a fresh home as it did in the old one', async () => {
  const {file, outcome} = await exportDemo()
  const home = temporaryFolder()
  const link = ['link', '-', '--format', 'jsonl']

  const imported = await runBiolord(['indexes', 'import', file], {home})

  expect([outcome.status, imported.status]).toEqual([0, 0])
  expect(outcome.stderr).toContain('without its model')
  const before = await runBiolord(link, {home: inject('demoHome'), stdin: note})
  const after = await runBiolord(link, {home, stdin: note})
  expect(before.stdout).not.toBe('')
  expect(after).toEqual(before)
  expect((await runBiolord(['indexes', 'verify', 'demo'], {home})).status).toBe(0)
})

it('tells as JSON what was exported and imported', async () => {
  const {file, outcome} = await exportDemo('--with-model', '--json')
  const home = temporaryFolder()

  const {stdout} = await runBiolord(['indexes', 'import', file, '--name', 'mine', '--json'], {home})

  expect(JSON.parse(outcome.stdout)).toMatchObject({
    index: 'demo',
    file,
    bytes: readFileSync(file).length,
    model: {id: 'open-mini', included: true},
  })
  // the model ships, so that it is there already
  expect(JSON.parse(stdout)).toMatchObject({
    index: 'mine',
    folder: join(home, 'indexes', 'mine'),
    model: {id: 'open-mini', name: 'open-mini', added: false},
  })
})

it('replaces a file or an index only when asked', async () => {
  const {file} = await exportDemo()
  const home = temporaryFolder()
  const run = (...args: string[]) => runBiolord(['indexes', ...args], {home})

  const first = await run('import', file)
  const second = await run('import', file)
  const third = await run('import', file, '--replace')
  const again = await run('export', 'demo', file)
  const replaced = await run('export', 'demo', file, '--replace')

  expect([first, second, third, again, replaced].map(({status}) => status)).toEqual([0, 2, 0, 2, 0])
})

it.skipIf(process.platform === 'win32')(
  'replaces where a link leads, and nothing that is no file',
  async () => {
    const folder = temporaryFolder()
    const [target, link] = [join(folder, 'target'), join(folder, 'link')]
    writeFileSync(target, 'old')
    symlinkSync(target, link)
    const pipe = join(folder, 'pipe')
    spawnSync('mkfifo', [pipe])
    const to = (path: string) =>
      runBiolord(['indexes', 'export', 'demo', path, '--replace'], {home: inject('demoHome')})

    const [linked, piped] = [await to(link), await to(pipe)]

    expect([linked, piped].map(({status}) => status)).toEqual([0, 2])
    expect(readFileSync(target).length).toBeGreaterThan(1000)
    expect([lstatSync(link).isSymbolicLink(), lstatSync(pipe).isFIFO()]).toEqual([true, true])
  },
)

it('refuses an altered file with status 3', async () => {
  const {file} = await exportDemo()
  const home = temporaryFolder()
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)

  const {status, stderr} = await runBiolord(['indexes', 'import', file, '--json'], {home})

  expect(status).toBe(3)
  expect(JSON.parse(stderr)).toMatchObject({error: {code: 'INPUT_DAMAGED'}})
  expect(existsSync(join(home, 'indexes', 'demo'))).toBe(false)
})

it('says which index is not there, and writes nothing', async () => {
  const folder = temporaryFolder()

  const {status} = await runBiolord(['indexes', 'export', 'nowhere', join(folder, 'x')], {
    home: inject('demoHome'),
  })

  expect(status).toBe(4)
  expect(readdirSync(folder)).toEqual([])
})
