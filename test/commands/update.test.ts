import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import Database from 'better-sqlite3'
import {describe, expect, inject, it} from 'vitest'
import {readManifest} from '../../src/index-store/manifest.js'
import {type Outcome, packageRoot, runBiolord, startBiolord} from '../helpers/run-process.js'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'

const env = {BIOLORD_MODEL: inject('tinyEncoder')}

const biolord = (home: string, ...args: string[]): Promise<Outcome> =>
  runBiolord(args, {home, env, cwd: home})

/** Builds with the engine whose files depend on nothing but the vectors. */
const index = (home: string, ...args: string[]): Promise<Outcome> =>
  biolord(home, 'index', ...args, '--engine', 'exact')

/** Builds the index `fresh` where no other index has vectors that it could take over. */
async function indexFresh(home: string, ...args: string[]): Promise<void> {
  const alone = temporaryFolder()
  await runBiolord(['index', ...args, '--name', 'fresh', '--engine', 'exact'], {home: alone, env, cwd: home})
  cpSync(join(alone, 'indexes', 'fresh'), join(home, 'indexes', 'fresh'), {recursive: true})
}

const stanza = (id: string, name: string, ...more: string[]) =>
  `\n[Term]\nid: ${id}\nname: ${name}\n${more.map((line) => `${line}\n`).join('')}`

function writeObo(home: string, file: string, ontology: string, ...stanzas: string[]): string {
  const text = `format-version: 1.2\ndata-version: ${stanzas.length}\nontology: ${ontology}\n${stanzas.join('')}`
  writeFileSync(join(home, file), text)
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

const toysBefore = [
  stanza('TOY:1', 'toy', 'subset: small', 'property_value: colour "red" xsd:string'),
  stanza(
    'TOY:2',
    'kite',
    'is_a: TOY:1',
    'synonym: "paper dragon" EXACT []',
    'def: "Flies on a string." [x:1]',
    'xref: SHOP:2',
  ),
  stanza('TOY:3', 'top', 'is_a: TOY:1', 'alt_id: TOY:33'),
  stanza('TOY:4', 'hoop', 'is_a: TOY:1'),
]
const toysAfter = [
  stanza('TOY:1', 'toy', 'subset: small'),
  stanza(
    'TOY:2',
    'kite',
    'is_a: TOY:1',
    'synonym: "paper dragon" EXACT []',
    'synonym: "flying leaf" EXACT []',
  ),
  stanza('TOY:3', 'spinning top', 'is_a: TOY:2', 'alt_id: TOY:33'),
  stanza('TOY:4', 'hoop', 'is_obsolete: true', 'replaced_by: TOY:1'),
  stanza('TOY:5', 'marble', 'is_a: TOY:1'),
]
const games = [
  stanza('GAME:1', 'game', 'def: "What is played." [x:1]'),
  stanza('GAME:2', 'kite', 'is_a: GAME:1', 'synonym: "Kite" EXACT []', 'relationship: part_of GAME:1'),
  stanza('GAME:9', 'old game', 'is_obsolete: true', 'consider: GAME:1'),
]

/** A home with an index `both` of the sources hp and mp. */
async function homeWithBoth(): Promise<string> {
  const home = temporaryFolder()
  const hp = writeObo(home, 'hp-2024.obo', 'hp', ...oldTerms)
  const mp = writeObo(home, 'mp.obo', 'mp', stanza('MP:1', 'Small mouse'))
  const {status, stderr} = await index(home, hp, mp, '--name', 'both')
  expect(status, stderr).toBe(0)
  writeObo(home, 'hp-2025.obo', 'hp', ...newTerms)
  return home
}

/** Every file of an index, byte for byte. */
const filesOf = (home: string, name: string) => {
  const folder = join(home, 'indexes', name)
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'base64')]),
  )
}

/** Every table of an index, row for row. */
function tablesOf(home: string, name: string): Record<string, unknown[]> {
  const database = new Database(join(home, 'indexes', name, 'concepts.db'), {readonly: true})
  try {
    const tables = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all()
    return Object.fromEntries(
      tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]),
    )
  } finally {
    database.close()
  }
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
    await indexFresh(home, 'hp-2025.obo', 'mp.obo')

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

  it('keeps the other sources of the index, adds new ones, and keeps their order', async () => {
    const home = temporaryFolder()
    const before = writeObo(home, 'toys-1.obo', 'toy', ...toysBefore)
    const after = writeObo(home, 'toys-2.obo', 'toy', ...toysAfter)
    const other = writeObo(home, 'games.obo', 'game', ...games)
    await index(home, before, '--name', 'both')
    const added = await biolord(home, 'index', other, '--name', 'both', '--update')

    const updated = await biolord(home, 'index', after, '--name', 'both', '--update')

    await indexFresh(home, after, other)
    expect(added.stderr).toContain('game is new to the index both')
    expect(updated.stderr).not.toContain('is new to')
    expect(filesOf(home, 'both')).toEqual(filesOf(home, 'fresh'))
  })

  it('changes nothing when the same release comes again, and encodes nothing', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'toys.obo', 'toy', ...toysBefore)
    await index(home, source, '--name', 'same')
    const before = filesOf(home, 'same')

    const {stderr} = await biolord(home, 'index', source, '--name', 'same', '--update')

    expect(stderr).toContain('Encoded 0 texts')
    expect(stderr).toContain('Changed: 0 added, 0 retired, 0 renamed, 0 moved.')
    expect(filesOf(home, 'same')).toEqual(before)
  })

  it('keeps filters, reader flags and synonyms of the build before', async () => {
    const home = temporaryFolder()
    const before = writeObo(home, 'toys-1.obo', 'toy', ...toysBefore)
    const after = writeObo(home, 'toys-2.obo', 'toy', ...toysAfter)
    const ours = '# ours\nTOY:2\tstring bird\nTOY_3\twhirler\nTOY:77\tnothing\nTOY:4\tring\n'
    writeFileSync(join(home, 'ours.tsv'), ours)
    const asked = ['--prefix', 'TOY', '--include', 'descendants-of=TOY:1', '--synonyms', 'ours.tsv']
    await index(home, before, '--name', 'kept', ...asked)

    const {stderr} = await biolord(home, 'index', after, '--name', 'kept', '--update')

    await indexFresh(home, after, ...asked)
    const shown = await biolord(home, 'show', 'TOY:2', '--index', 'kept')
    expect(stderr).toContain('synonym-of-unknown-concept')
    expect(shown.stdout).toContain('string bird  (exact, yours)')
    expect(filesOf(home, 'kept')).toEqual(filesOf(home, 'fresh'))
  })

  it('tells of synonyms that it cannot use, and drops all with --no-synonyms', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'toys.obo', 'toy', ...toysBefore)
    const odd = '\uFEFFid,name\r\nTOY:2,wind toy\r\nTOY:2\r\n,nobody\r\nTOY:77,nothing\r\n'
    writeFileSync(join(home, 'odd.csv'), odd)
    const linked = async () =>
      (await runBiolord(['link', '-i', 'odd'], {home, env, stdin: 'a wind toy'})).stdout
    const built = await index(home, source, '--name', 'odd', '--synonyms', 'odd.csv')

    const before = await linked()
    await biolord(home, 'index', source, '--name', 'odd', '--update', '--no-synonyms')

    await index(home, source, '--name', 'plain')
    expect(built.status).toBe(0)
    for (const [kind, line, detail] of [
      ['synonym-without-name', 3, ''],
      ['synonym-without-id', 4, ''],
      ['synonym-of-unknown-concept', 5, '.*"TOY:77"'],
    ]) {
      expect(built.stderr).toMatch(new RegExp(`Skipped: ${kind}, 1 ×\\n  \\S*odd\\.csv:${line}: ${detail}`))
    }
    expect(before).toContain('TOY:2')
    expect(filesOf(home, 'odd')).toEqual(filesOf(home, 'plain'))
  })

  it('applies an RF2 Delta to the index of a Snapshot', async () => {
    const release = join(packageRoot, 'test/fixtures/ontologies/rf2/SnomedCT_Tiny_20240801/Snapshot')
    const home = temporaryFolder()
    const delta = join(home, 'delta')
    mkdirSync(delta, {recursive: true})
    const header =
      'id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId'
    writeFileSync(
      join(delta, 'sct2_Description_Delta-en_INT_20250101.txt'),
      `${header}\n39999999111\t20250101\t1\t9009999999108\t29999999105\ten\t900000000000013009\tSandpit elbow\t900000000000448009\n`,
    )
    await index(home, release, '--name', 'rf2')

    const alone = await index(home, delta, '--name', 'delta-alone')
    const updated = await biolord(home, 'index', delta, '--name', 'rf2', '--update', '--changes', '-')
    const again = await biolord(home, 'index', delta, '--name', 'rf2', '--update')

    await indexFresh(home, release, delta)
    expect(alone).toMatchObject({status: 3, stdout: ''})
    expect(alone.stderr).toContain('--update')
    expect(updated.stderr).toContain('Changed: 0 added, 0 retired, 1 renamed, 0 moved.')
    expect(updated.stdout).toBe('renamed\tsnomed\t29999999105\tSandbox elbow\tSandpit elbow\n')
    expect(again.stderr).toContain('Changed: 0 added, 0 retired, 0 renamed, 0 moved.')
    expect((await biolord(home, 'indexes', 'verify', 'rf2')).status).toBe(0)
    // the kept lines and the rows of the database lie in other places, so that their checksums differ
    const [updatedFiles, fresh] = ['rf2', 'fresh'].map((name) => filesOf(home, name))
    expect(updatedFiles?.['vectors.f32']).toBe(fresh?.['vectors.f32'])
    const [manifest, freshManifest] = ['rf2', 'fresh'].map((name) => {
      const {files: _files, ...rest} = readManifest(join(home, 'indexes', name))
      return rest
    })
    expect(manifest).toEqual(freshManifest)
    expect(tablesOf(home, 'rf2')).toEqual(tablesOf(home, 'fresh'))
  })

  it('refuses what an update cannot do with 2 and leaves the index', async () => {
    const home = await homeWithBoth()
    const before = filesOf(home, 'both')

    for (const [args, message] of [
      [[], /--update/],
      [['--update', '--replace'], /--replace/],
      [['--replace', '--changes', '-'], /--changes/],
      [['--update', '--model', 'open-mini'], /was built with tiny-bert-mean/],
      [['--update', '--precision', 'fp32'], /an update cannot change it to fp32/],
      [['--update', '--exclude', 'descendants-of=HP:2'], /mp is not among those given/],
      [['--update', '--changes', 'no/such/folder.tsv'], /cannot be written/],
      [['--update', '--changes', 'hp-2025.obo'], /is what is read/],
    ] as const) {
      const {status, stderr} = await biolord(home, 'index', 'hp-2025.obo', '--name', 'both', ...args)

      expect(stderr).toMatch(message)
      expect(status, args.join(' ')).toBe(2)
      expect(filesOf(home, 'both'), args.join(' ')).toEqual(before)
    }
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
})

describe('a build that is killed while it encodes', () => {
  const many = Array.from({length: 6000}, (_, i) => stanza(`K:${i}`, `finding ${i} of the ${i % 97}. kind`))

  /** Starts a build of them and ends it when some of its vectors are on disk. */
  async function killBuild(home: string, source: string, signal: NodeJS.Signals): Promise<number | null> {
    const args = ['index', source, '--name', 'k', '--engine', 'exact', '--threads', '1']
    const child = startBiolord(args, {home, env, cwd: home})
    const status = new Promise<number | null>((resolve) => child.on('close', resolve))
    const building = join(home, 'indexes', '.k.building')
    while (!existsSync(join(building, 'partial.json'))) await setTimeout(10)
    while (!readFileSync(join(building, 'vectors.f32')).some((byte) => byte !== 0)) await setTimeout(5)
    child.kill(signal)
    return status
  }

  it('leaves its vectors to a build of another name, like every index of this machine', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'k.obo', 'k', ...many.slice(0, 60))
    const larger = writeObo(home, 'l.obo', 'k', ...many.slice(0, 80))
    await index(home, source, '--name', 'one')

    const estimate = await biolord(home, 'index', larger, '--name', 'two', '--estimate')
    const built = await index(home, larger, '--name', 'two')

    await indexFresh(home, larger)
    expect(estimate.stdout).toMatch(/^toEncode\t20$/m)
    expect(built.stderr).toContain('Encoded 20 texts; 60 had been encoded before.')
    expect(filesOf(home, 'two')).toEqual(filesOf(home, 'fresh'))
  })

  it('encodes anew where the other index is damaged', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'k.obo', 'k', ...many.slice(0, 60))
    await index(home, source, '--name', 'one')
    const database = join(home, 'indexes', 'one', 'concepts.db')
    const bytes = readFileSync(database)
    bytes.fill(7, 4096, 8192)
    writeFileSync(database, bytes)

    const built = await index(home, source, '--name', 'two')

    await indexFresh(home, source)
    expect(built.status).toBe(0)
    expect(built.stderr).not.toContain('had been encoded before')
    expect(filesOf(home, 'two')).toEqual(filesOf(home, 'fresh'))
  })

  it('is gone on with by the next one of its name', async () => {
    const home = temporaryFolder()
    const source = writeObo(home, 'k.obo', 'k', ...many)
    const indexes = join(home, 'indexes')
    await killBuild(home, source, 'SIGKILL')
    const listed = await biolord(home, 'indexes', 'list')

    const estimate = await biolord(home, 'index', source, '--name', 'k', '--estimate')
    const next = await index(home, source, '--name', 'k')
    await indexFresh(home, source)

    expect(listed.stdout).toBe('')
    expect(estimate.stdout).toMatch(/^texts\t6000$/m)
    const [, resumed] =
      /had been encoded before, ([\d,]+) of them by a build that was stopped/.exec(next.stderr) ?? []
    expect(Number(resumed?.replace(',', ''))).toBeGreaterThan(0)
    expect(filesOf(home, 'k')).toEqual(filesOf(home, 'fresh'))
    expect(readdirSync(indexes).filter((name) => name.includes('partial'))).toEqual([])
    expect(statSync(join(indexes, 'k')).mode & 0o055).not.toBe(0)
  })

  it('leaves what only its owner can read, what the next one takes, and what can be removed', async () => {
    const home = temporaryFolder()
    const other = temporaryFolder()
    const source = writeObo(home, 'k.obo', 'k', ...many)
    const partial = join(home, 'indexes', '.k.partial')

    const status = await killBuild(home, source, 'SIGINT')
    const mode = statSync(partial).mode & 0o777
    const left = readdirSync(partial).sort()
    cpSync(join(home, 'indexes'), join(other, 'indexes'), {recursive: true})
    const removed = await biolord(other, 'indexes', 'remove', 'k')
    const next = await index(home, source, '--name', 'k')

    expect(status).toBe(130)
    expect(mode).toBe(0o700)
    expect(left).toEqual(['concepts.db', 'partial.json', 'vectors.f32'])
    expect(removed.status).toBe(0)
    expect(readdirSync(join(other, 'indexes'))).toEqual(['.k.lock'])
    expect(next.stderr).toMatch(/[1-9][\d,]* of them by a build that was stopped/)
    expect(existsSync(partial)).toBe(false)
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

    const rows = whole.stdout.split('\n').map((line) => line.split('\t'))
    const figures = Object.fromEntries(rows)
    expect(figures).toMatchObject({concepts: '3', names: '4', definitions: '0', texts: '4', toEncode: '2'})
    expect(Number(figures.diskBytes)).toBeGreaterThan(4 * 48 * 5)
    expect(rows.map(([name]) => name)).toEqual([
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
  it('DOID 2015 to 2018 beside SYMP, and back: equal to a new build, file for file', async () => {
    const home = temporaryFolder()
    const release = (name: string) => dataFile('ontologies', `${name}.obo.gz`)
    const [before, after, other] = ['doid-2015-05-14', 'doid-2018-07-05', 'symp-2026'].map(release)
    await index(home, before!, other!, '--name', 'x')
    const old = filesOf(home, 'x')

    const forth = await biolord(home, 'index', after!, '--name', 'x', '--update')
    const updated = filesOf(home, 'x')
    const back = await biolord(home, 'index', before!, '--name', 'x', '--update')

    await indexFresh(home, after!, other!)
    expect([forth.status, back.status], forth.stderr + back.stderr).toEqual([0, 0])
    expect(forth.stderr).toContain('Changed: 2,361 added, 29 retired, 89 renamed, 1,133 moved.')
    expect(back.stderr).toContain('Changed: 29 added, 2,361 retired, 89 renamed, 1,133 moved.')
    expectSame(updated, filesOf(home, 'fresh'))
    expectSame(filesOf(home, 'x'), old)
  }, 300_000)
})

/** Compares large files, whose difference nobody could read. */
function expectSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): void {
  expect(Object.keys(one)).toEqual(Object.keys(other))
  for (const [name, bytes] of Object.entries(one)) expect(bytes === other[name], name).toBe(true)
}
