import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import Database from 'better-sqlite3'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {FullVectors} from '../../src/index-store/full-vectors.js'
import {readManifest} from '../../src/index-store/manifest.js'
import {packageRoot, runBiolord, startBiolord} from '../helpers/run-process.js'

/** A text's vector depends a little on the texts that are encoded with it: 1e-7, see docs/models.md. */
const tolerance = 1e-6

let home: string

const run = (args: readonly string[]) => runBiolord(args, {home})
const index = (source: string, name: string, ...more: readonly string[]) =>
  run(['index', source, '--name', name, '--model', 'tiny', '--engine', 'exact', ...more])
const folderOf = (name: string) => join(home, 'indexes', name)
const write = (name: string, text: string) => {
  const path = join(home, name)
  writeFileSync(path, text)
  return path
}

/** Every table of an index, row for row. */
function tablesOf(name: string): Record<string, unknown[]> {
  const database = new Database(join(folderOf(name), 'concepts.db'), {readonly: true})
  try {
    const names = database
      .prepare<[], string>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all()
    return Object.fromEntries(
      names.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()]),
    )
  } finally {
    database.close()
  }
}

function vectorsOf(name: string): Float32Array {
  const {counts, model} = readManifest(folderOf(name))
  const vectors = new FullVectors(join(folderOf(name), 'vectors.f32'), {
    rows: counts.texts,
    dimensions: model.dimensions,
  })
  try {
    return vectors.read(0, counts.texts)
  } finally {
    vectors.close()
  }
}

function expectEqualIndexes(one: string, other: string): void {
  expect(tablesOf(one)).toEqual(tablesOf(other))
  const [a, b] = [vectorsOf(one), vectorsOf(other)]
  expect(a.length).toBe(b.length)
  expect(a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0)).toBeLessThan(
    tolerance,
  )
  const {files: _a, ...manifestOfOne} = readManifest(folderOf(one))
  const {files: _b, ...manifestOfOther} = readManifest(folderOf(other))
  expect(manifestOfOne).toEqual(manifestOfOther)
}

const term = (id: string, name: string, ...lines: readonly string[]) =>
  `\n[Term]\nid: ${id}\nname: ${name}\n${lines.map((line) => `${line}\n`).join('')}`
const obo = (ontology: string, ...terms: readonly string[]) =>
  `format-version: 1.2\ndata-version: ${terms.length}\nontology: ${ontology}\n${terms.join('')}`

const toysBefore = obo(
  'toy',
  term('TOY:1', 'toy', 'subset: small', 'property_value: colour "red" xsd:string'),
  term(
    'TOY:2',
    'kite',
    'is_a: TOY:1',
    'synonym: "paper dragon" EXACT []',
    'def: "Flies on a string." [x:1]',
    'xref: SHOP:2',
  ),
  term('TOY:3', 'top', 'is_a: TOY:1', 'alt_id: TOY:33'),
  term('TOY:4', 'hoop', 'is_a: TOY:1'),
)
const toysAfter = obo(
  'toy',
  term('TOY:1', 'toy', 'subset: small'),
  term('TOY:2', 'kite', 'is_a: TOY:1', 'synonym: "paper dragon" EXACT []', 'synonym: "flying leaf" EXACT []'),
  term('TOY:3', 'spinning top', 'is_a: TOY:2', 'alt_id: TOY:33'),
  term('TOY:4', 'hoop', 'is_obsolete: true', 'replaced_by: TOY:1'),
  term('TOY:5', 'marble', 'is_a: TOY:1'),
)
const games = obo(
  'game',
  term('GAME:1', 'game', 'def: "What is played." [x:1]'),
  term('GAME:2', 'kite', 'is_a: GAME:1', 'synonym: "Kite" EXACT []', 'relationship: part_of GAME:1'),
  term('GAME:9', 'old game', 'is_obsolete: true', 'consider: GAME:1'),
)

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-update-'))
  await run(['model', 'import', join(packageRoot, 'test/fixtures/models/tiny-bert-mean'), '--name', 'tiny'])
})

afterAll(() => rmSync(home, {recursive: true, force: true}))

describe('biolord index --update', () => {
  it('gives the index that a build from scratch gives, encodes what is new, tells what changed', async () => {
    await index(write('toys-1.obo', toysBefore), 'toys')

    const updated = await run([
      'index',
      write('toys-2.obo', toysAfter),
      '--name',
      'toys',
      '--update',
      '--changes',
      '-',
    ])

    await index(join(home, 'toys-2.obo'), 'toys-fresh')
    expect(updated.status).toBe(0)
    expect(updated.stderr).toContain('Encoded 3 texts; 3 had been encoded before.')
    expect(updated.stderr).toContain('Changed: 1 added, 1 retired, 1 renamed, 1 moved.')
    expect(updated.stdout.split('\n')).toEqual([
      'renamed\ttoy\tTOY:3\ttop\tspinning top',
      'moved\ttoy\tTOY:3\tTOY:1\tTOY:2',
      'retired\ttoy\tTOY:4\thoop\tTOY:1',
      'added\ttoy\tTOY:5\t\tmarble',
      '',
    ])
    expectEqualIndexes('toys', 'toys-fresh')
  })

  it('keeps the other sources of the index, adds new ones, and keeps their order', async () => {
    const before = write('toys-1.obo', toysBefore)
    const after = write('toys-2.obo', toysAfter)
    const other = write('games.obo', games)
    await index(before, 'both')
    const added = await run(['index', other, '--name', 'both', '--update'])

    const updated = await run(['index', after, '--name', 'both', '--update'])

    await run(['index', after, other, '--name', 'both-fresh', '--model', 'tiny', '--engine', 'exact'])
    expect(added.stderr).toContain('game is new to the index both')
    expect(updated.stderr).not.toContain('is new to')
    expectEqualIndexes('both', 'both-fresh')
  })

  it('changes nothing when the same release comes again, and encodes nothing', async () => {
    const source = write('toys-1.obo', toysBefore)
    await index(source, 'same')
    const manifest = readFileSync(join(folderOf('same'), 'manifest.json'), 'utf8')

    const {stderr} = await run(['index', source, '--name', 'same', '--update'])

    expect(stderr).toContain('Encoded 0 texts')
    expect(stderr).toContain('Changed: 0 added, 0 retired, 0 renamed, 0 moved.')
    expect(readFileSync(join(folderOf('same'), 'manifest.json'), 'utf8')).toBe(manifest)
  })

  it('keeps filters, reader flags and synonyms of the build before', async () => {
    const synonyms = write(
      'ours.tsv',
      '# ours\nTOY:2\tstring bird\nTOY_3\twhirler\nTOY:77\tnothing\nTOY:4\tring\n',
    )
    const asked = ['--prefix', 'TOY', '--include', 'descendants-of=TOY:1', '--synonyms', synonyms]
    await index(write('toys-1.obo', toysBefore), 'kept', ...asked)

    await run(['index', write('toys-2.obo', toysAfter), '--name', 'kept', '--update'])

    await index(join(home, 'toys-2.obo'), 'kept-fresh', ...asked)
    const shown = await run(['show', 'TOY:2', '--index', 'kept'])
    expect(shown.stdout).toContain('string bird  (exact, yours)')
    expectEqualIndexes('kept', 'kept-fresh')
  })

  it('tells of synonyms that it cannot use, and drops all with --no-synonyms', async () => {
    const source = write('toys-1.obo', toysBefore)
    const synonyms = write(
      'odd.csv',
      '\uFEFFid,name\r\nTOY:2,wind toy\r\nTOY:2\r\n,nobody\r\nTOY:77,nothing\r\n',
    )
    const built = await index(source, 'odd', '--synonyms', synonyms)

    const found = await run(['search', 'wind toy', '--index', 'odd', '--top', '1'])
    await run(['index', source, '--name', 'odd', '--update', '--no-synonyms'])

    await index(source, 'plain')
    expect(built.status).toBe(0)
    for (const [kind, line] of [
      ['synonym-without-name', 3],
      ['synonym-without-id', 4],
      ['synonym-of-unknown-concept', 5],
    ]) {
      expect(built.stderr).toContain(`Skipped: ${kind}, 1 ×\n  ${synonyms}:${line}: `)
    }
    expect(found.stdout).toContain('TOY:2')
    expectEqualIndexes('odd', 'plain')
  })

  it('applies an RF2 Delta to the index of a Snapshot', async () => {
    const release = join(packageRoot, 'test/fixtures/ontologies/rf2/SnomedCT_Tiny_20240801/Snapshot')
    const delta = join(home, 'delta')
    mkdirSync(delta, {recursive: true})
    const header =
      'id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId'
    writeFileSync(
      join(delta, 'sct2_Description_Delta-en_INT_20250101.txt'),
      `${header}\n39999999111\t20250101\t1\t9009999999108\t29999999105\ten\t900000000000013009\tSandpit elbow\t900000000000448009\n`,
    )
    await index(release, 'rf2')

    const alone = await index(delta, 'delta-alone')
    const updated = await run(['index', delta, '--name', 'rf2', '--update', '--changes', '-'])
    const again = await run(['index', delta, '--name', 'rf2', '--update'])

    await run(['index', release, delta, '--name', 'rf2-fresh', '--model', 'tiny', '--engine', 'exact'])
    expect(alone).toMatchObject({status: 3, stdout: ''})
    expect(alone.stderr).toContain('--update')
    expect(updated.stderr).toContain('Changed: 0 added, 0 retired, 1 renamed, 0 moved.')
    expect(updated.stdout).toBe('renamed\tsnomed\t29999999105\tSandbox elbow\tSandpit elbow\n')
    expect(again.stderr).toContain('Changed: 0 added, 0 retired, 0 renamed, 0 moved.')
    expect((await run(['indexes', 'verify', 'rf2'])).status).toBe(0)
    expectEqualIndexes('rf2', 'rf2-fresh')
  })

  it('refuses another model, other filters for a part of the sources, and --changes without --update', async () => {
    const source = write('toys-1.obo', toysBefore)
    const other = write('games.obo', games)
    await run(['index', source, other, '--name', 'strict', '--model', 'tiny', '--engine', 'exact'])

    const model = await run(['index', source, '--name', 'strict', '--update', '--model', 'open-mini'])
    const filter = await run(['index', source, '--name', 'strict', '--update', '--include', 'source=toy'])
    const changes = await run(['index', source, '--name', 'strict', '--replace', '--changes', '-'])
    const both = await run(['index', source, '--name', 'strict', '--update', '--replace'])
    const neither = await run(['index', source, '--name', 'strict'])

    expect([model, filter, changes, both, neither].map(({status}) => status)).toEqual([2, 2, 2, 2, 2])
    expect((await run(['indexes', 'verify', 'strict'])).status).toBe(0)
  })

  it('builds an index that is not there', async () => {
    const {status} = await index(write('toys-1.obo', toysBefore), 'new', '--update', '--changes', '-')

    expect(status).toBe(0)
    expect((await run(['indexes', 'verify', 'new'])).status).toBe(0)
  })
})

describe('biolord index', () => {
  it('takes over what was encoded when it was interrupted', async () => {
    const terms = Array.from({length: 20_000}, (_, i) =>
      term(`TOY:${i}`, `toy number ${i} of the ${i % 97}th box`),
    )
    const source = write('many.obo', obo('toy', ...terms))
    const args = [
      'index',
      source,
      '--name',
      'stopped',
      '--model',
      'tiny',
      '--engine',
      'exact',
      '--threads',
      '1',
    ]
    const child = startBiolord(args, {home})
    const left = () => readdirSync(join(home, 'indexes'))
    while (!left().includes('.stopped.building')) await new Promise((resolve) => setTimeout(resolve, 20))
    const marked = () => {
      try {
        return readdirSync(join(home, 'indexes', '.stopped.building')).includes('partial.json')
      } catch {
        return false
      }
    }
    while (!marked()) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, 500))
    child.kill('SIGINT')
    const status = await new Promise((resolve) => child.on('close', resolve))
    const afterwards = left()

    const {stderr} = await run(args)

    expect(status).toBe(130)
    expect(afterwards).toContain('.stopped.partial')
    expect(stderr).toMatch(
      /Encoded [\d,]+ texts; [\d,]+ had been encoded before, [\d,]+ of them by a build that was stopped\./,
    )
    expect(left()).not.toContain('.stopped.partial')
    expect((await run(['indexes', 'verify', 'stopped'])).status).toBe(0)
  })

  it('estimates what a build will take and leaves nothing', async () => {
    const {status, stdout} = await index(write('toys-1.obo', toysBefore), 'never', '--estimate')

    const rows = Object.fromEntries(
      stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\t')),
    )
    expect(status).toBe(0)
    expect(rows).toMatchObject({concepts: '4', names: '5', definitions: '1', texts: '6', toEncode: '6'})
    expect(Number(rows.diskBytes)).toBeGreaterThan(6 * 48 * 5)
    expect(
      readdirSync(join(home, 'indexes')).filter((name) => name.includes('never') && !name.endsWith('.lock')),
    ).toEqual([])
  })
})
