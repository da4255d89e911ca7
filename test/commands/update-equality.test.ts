import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type Outcome, packageRoot, runBiolord, startBiolord} from '../helpers/run-process.js'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

// an encoder that takes no time
const modelHome = mkdtempSync(join(tmpdir(), 'biolord-tiny-'))
const env = {BIOLORD_MODEL: join(modelHome, 'models', 'tiny')}

beforeAll(async () => {
  const folder = join(packageRoot, 'test', 'fixtures', 'models', 'tiny-bert-mean')
  const {status, stderr} = await runBiolord(['model', 'import', folder, '--name', 'tiny'], {home: modelHome})
  expect(status, stderr).toBe(0)
})

afterAll(() => rmSync(modelHome, {recursive: true, force: true}))

const biolord = (home: string, ...args: string[]): Promise<Outcome> =>
  runBiolord(args, {home, env, cwd: home})

const stanza = (id: string, name: string, ...more: string[]) =>
  `\n[Term]\nid: ${id}\nname: ${name}\n${more.map((line) => `${line}\n`).join('')}`

function writeObo(home: string, file: string, ontology: string, ...stanzas: string[]): string {
  writeFileSync(join(home, file), `format-version: 1.2\nontology: ${ontology}\n${stanzas.join('')}`)
  return file
}

const oldTerms = [
  stanza('HP:1', 'All'),
  stanza('HP:2', 'Fever', 'is_a: HP:1'),
  stanza('HP:3', 'Cough', 'is_a: HP:1'),
  stanza('HP:4', 'Itch', 'is_a: HP:1'),
]
const newTerms = [
  stanza('HP:1', 'All'),
  stanza('HP:2', 'Pyrexia', 'is_a: HP:5', 'synonym: "Fever" EXACT []'),
  stanza('HP:4', 'obsolete Itch', 'is_obsolete: true', 'replaced_by: HP:5'),
  stanza('HP:5', 'Sign', 'is_a: HP:1'),
]

/** A home with an index `both` of the sources hp and mp. */
async function homeWithBoth(...args: string[]): Promise<string> {
  const home = temporaryFolder()
  const hp = writeObo(home, 'hp-2024.obo', 'hp', ...oldTerms)
  const mp = writeObo(home, 'mp.obo', 'mp', stanza('MP:1', 'Small mouse'))
  const {status, stderr} = await biolord(
    home,
    'index',
    hp,
    mp,
    '--name',
    'both',
    '--engine',
    'exact',
    ...args,
  )
  expect(status, stderr).toBe(0)
  writeObo(home, 'hp-2025.obo', 'hp', ...newTerms)
  return home
}

const filesOf = (home: string, name: string) => {
  const folder = join(home, 'indexes', name)
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'base64')]),
  )
}

describe('biolord index --update', () => {
  it('reads one source anew, keeps the other, encodes what is new, and tells what changed', async () => {
    const home = await homeWithBoth()

    const updated = await biolord(
      home,
      'index',
      'hp-2025.obo',
      '--name',
      'both',
      '--update',
      '--changes',
      'ch.tsv',
    )
    await biolord(home, 'index', 'hp-2025.obo', 'mp.obo', '--name', 'fresh', '--engine', 'exact')

    expect(updated).toMatchObject({status: 0, stdout: ''})
    expect(updated.stderr).toContain('Encoded 2 texts; 3 had been encoded before.')
    expect(updated.stderr).toContain('Changed: 1 added, 2 retired, 1 renamed, 1 moved.')
    expect(readFileSync(join(home, 'ch.tsv'), 'utf8').split('\n')).toEqual([
      'renamed\thp\tHP:2\tFever\tPyrexia',
      'moved\thp\tHP:2\tHP:1\tHP:5',
      'retired\thp\tHP:3\tCough\t',
      'retired\thp\tHP:4\tItch\tHP:5',
      'added\thp\tHP:5\t\tSign',
      '',
    ])
    expect(filesOf(home, 'both')).toEqual(filesOf(home, 'fresh'))
  })

  it('builds an index that is not there yet, of which all is new', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'hp.obo', 'hp', ...oldTerms)

    const {status, stderr, stdout} = await biolord(
      home,
      'index',
      source,
      '--name',
      'n',
      '--update',
      '--changes',
      '-',
    )

    expect(status).toBe(0)
    expect(stderr).toContain('There is no index named "n" yet')
    expect(stdout.split('\n')[1]).toBe('added\thp\tHP:2\t\tFever')
  })

  it('reads each source as it was read before, under the code that it was given', async () => {
    const home = temporaryFolder()
    const hp = writeObo(home, 'hp.obo', 'hp', ...oldTerms, stanza('XX:1', 'Foreign'))
    const mp = writeObo(home, 'mp.obo', 'mp', stanza('MP:1', 'Small mouse'))
    await biolord(home, 'index', mp, '--name', 'x', '--source', 'mice', '--prefix', 'MP')
    await biolord(home, 'index', hp, '--name', 'x', '--update', '--prefix', 'HP')

    const again = await biolord(home, 'index', hp, '--name', 'x', '--update')
    const mice = await biolord(home, 'index', mp, '--name', 'x', '--update', '--json')

    expect(again.stderr).toContain('Changed: 0 added, 0 retired, 0 renamed, 0 moved.')
    expect(JSON.parse(mice.stdout).sources).toMatchObject([
      {code: 'mice', ownCode: 'mp', options: {prefix: ['MP']}, counts: {concepts: 1}},
      {code: 'hp', options: {prefix: ['HP']}, counts: {concepts: 4}},
    ])
  })

  it.each([
    [['--replace'], /--replace/],
    [['--model', 'open-mini'], /was built with tiny-bert-mean/],
    [['--precision', 'fp32'], /an update cannot change it to fp32/],
    [['--exclude', 'descendants-of=HP:2'], /mp is not among those given/],
    [['--changes', 'no/such/folder.tsv'], /cannot be written/],
  ])('refuses %j with 2 and leaves the index', async (args, message) => {
    const home = await homeWithBoth()
    const before = filesOf(home, 'both')

    const {status, stderr} = await biolord(
      home,
      'index',
      'hp-2025.obo',
      '--name',
      'both',
      '--update',
      ...args,
    )

    expect(stderr).toMatch(message)
    expect(status).toBe(2)
    expect(filesOf(home, 'both')).toEqual(before)
  })

  it('encodes again where a vector is damaged, and refuses a damaged database', async () => {
    const home = await homeWithBoth()
    const good = filesOf(home, 'both')['vectors.f32']
    const spoil = (file: string, place: number) => {
      const open = openSync(join(home, 'indexes', 'both', file), 'r+')
      writeSync(open, Buffer.from('damage'), 0, 6, place)
      closeSync(open)
    }
    spoil('vectors.f32', 50)

    const mended = await biolord(home, 'index', 'hp-2024.obo', '--name', 'both', '--update')
    const vectors = filesOf(home, 'both')['vectors.f32']
    spoil('concepts.db', 5000)
    const refused = await biolord(home, 'index', 'hp-2024.obo', '--name', 'both', '--update')

    expect(mended.stderr).toContain('Encoded 1 texts; 4 had been encoded before.')
    expect(vectors).toBe(good)
    expect(refused.status).toBe(4)
    expect(refused.stderr).toMatch(/concepts\.db does not match its checksum/)
  })

  it('keeps names of the user’s own until others are given or none are wanted', async () => {
    const home = temporaryFolder()
    const hp = writeObo(home, 'hp.obo', 'hp', ...oldTerms)
    writeFileSync(join(home, 'ours.tsv'), 'id\ttext\n# our words\nHP_2\tthe shivers\nHP:99\tnothing\n')
    const linked = async () =>
      (await runBiolord(['link', '-i', 'x'], {home, env, stdin: 'the shivers'})).stdout

    const built = await biolord(home, 'index', hp, '--name', 'x', '--synonyms', 'ours.tsv')
    const update = await biolord(home, 'index', hp, '--name', 'x', '--update')
    const shown = await biolord(home, 'show', 'HP:2', '--index', 'x')
    const before = await linked()
    await biolord(home, 'index', hp, '--name', 'x', '--update', '--no-synonyms')

    expect(built.stderr).toMatch(/synonym-of-unknown-concept, 1 ×\n\s+\S*ours\.tsv:4: .*"HP:99"/)
    expect(update.stderr).toContain('synonym-of-unknown-concept')
    expect(shown.stdout).toContain('the shivers  (exact, yours)')
    expect(before).toContain('HP:2')
    expect(await linked()).not.toContain('HP:2')
  })
})

describe('a build that is killed while it encodes', () => {
  const concepts = 12_000
  const many = Array.from({length: concepts}, (_, i) =>
    stanza(`K:${i}`, `finding ${i} of the ${i % 97}. kind`),
  )

  it('is gone on with by the next one of its name', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'k.obo', 'k', ...many)
    const indexes = join(home, 'indexes')
    const child = startBiolord(['index', source, '--name', 'k', '--engine', 'exact', '--threads', '1'], {
      home,
      env,
      cwd: home,
    })
    while (!existsSync(join(indexes, '.k.building', 'partial.json'))) await setTimeout(20)
    await setTimeout(500)
    child.kill('SIGKILL')
    await new Promise((resolve) => child.on('close', resolve))
    const listed = await biolord(home, 'indexes', 'list')

    const estimate = await biolord(home, 'index', source, '--name', 'k', '--estimate')
    const next = await biolord(home, 'index', source, '--name', 'k', '--engine', 'exact')
    await biolord(home, 'index', source, '--name', 'fresh', '--engine', 'exact')

    expect(listed.stdout).toBe('')
    expect(estimate.stdout).toMatch(/^texts\t12000$/m)
    const [, resumed] =
      /had been encoded before, ([\d,]+) of them by a build that was stopped/.exec(next.stderr) ?? []
    expect(Number(resumed?.replace(',', ''))).toBeGreaterThan(0)
    expect(filesOf(home, 'k')).toEqual(filesOf(home, 'fresh'))
    expect(readdirSync(indexes).filter((name) => name.includes('partial'))).toEqual([])
    expect(statSync(join(indexes, 'k')).mode & 0o055).not.toBe(0)
  })

  it('leaves what only its owner can read, and what can be removed by its name', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'k.obo', 'k', ...many)
    const indexes = join(home, 'indexes')
    const child = startBiolord(['index', source, '--name', 'k', '--threads', '1'], {home, env, cwd: home})
    while (!existsSync(join(indexes, '.k.building', 'partial.json'))) await setTimeout(20)
    child.kill('SIGINT')
    const status = await new Promise((resolve) => child.on('close', resolve))
    const mode = statSync(join(indexes, '.k.partial')).mode & 0o777
    const left = readdirSync(join(indexes, '.k.partial')).sort()

    const removed = await biolord(home, 'indexes', 'remove', 'k')

    expect(status).toBe(130)
    expect(mode).toBe(0o700)
    expect(left).toEqual(['concepts.db', 'partial.json', 'vectors.f32'])
    expect(removed.status).toBe(0)
    expect(readdirSync(indexes)).toEqual(['.k.lock'])
  })
})

describe('biolord index --estimate', () => {
  it('says what a build will take, of an update only what is new, and writes nothing', async () => {
    const home = await homeWithBoth()
    const before = readdirSync(join(home, 'indexes'))

    const whole = await biolord(home, 'index', 'hp-2025.obo', '--name', 'other', '--estimate')
    const update = await biolord(
      home,
      'index',
      'hp-2025.obo',
      '--name',
      'both',
      '--update',
      '--estimate',
      '--json',
    )

    expect(whole.stdout.split('\n').map((line) => line.split('\t')[0])).toEqual([
      'concepts',
      'names',
      'definitions',
      'texts',
      'toEncode',
      'seconds',
      'diskBytes',
      'memoryBytes',
      '',
    ])
    expect(JSON.parse(update.stdout)).toMatchObject({concepts: 4, texts: 5, toEncode: 2})
    expect(readdirSync(join(home, 'indexes'))).toEqual(before)
  })
})

describe.skipIf(dataFolder === undefined)('updates of real releases (skipped without BIOLORD_DATA)', () => {
  it('HPO 2013 to 2024 beside DOID, then DOID 2015 to 2018: equal to a new build, file for file', async () => {
    const home = temporaryFolder()
    const release = (name: string) => dataFile('ontologies', `${name}.obo.gz`)
    const [hpo, doid] = [release('hpo-2024-08-13'), release('doid-2018-07-05')]
    const old = [release('hpo-2013-11-30'), release('doid-2015-05-14')]
    await biolord(home, 'index', ...old, '--name', 'x', '--engine', 'exact')

    const first = await biolord(home, 'index', hpo, '--name', 'x', '--update')
    const second = await biolord(home, 'index', doid, '--name', 'x', '--update')
    const fresh = await biolord(home, 'index', hpo, doid, '--name', 'y', '--engine', 'exact')

    expect([first.status, second.status, fresh.status], first.stderr + second.stderr).toEqual([0, 0, 0])
    expect(first.stderr).toContain('Changed: 9,112 added, 347 retired, 1,525 renamed, 2,284 moved.')
    expect(second.stderr).toMatch(/Changed: [\d,]+ added, [\d,]+ retired, [\d,]+ renamed, [\d,]+ moved\./)
    const [x, y] = ['x', 'y'].map((name) => filesOf(home, name))
    expect(Object.keys(x ?? {})).toEqual(Object.keys(y ?? {}))
    for (const [name, bytes] of Object.entries(x ?? {})) expect(bytes === y?.[name], name).toBe(true)
  }, 300_000)
})
