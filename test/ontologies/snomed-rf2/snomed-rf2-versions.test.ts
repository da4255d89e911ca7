import {describe, expect, test} from 'vitest'
import {snomedRf2Reader} from '../../../ontologies/snomed-rf2/snomed-rf2-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {countKinds} from '../support/read-all.js'
import {folderOf} from '../support/temporary-folder.js'
import {
  concept,
  deltaOf,
  description,
  type GeneratedRow,
  generateRows,
  modules,
  releaseDates,
  releaseFiles,
  snapshotOf,
  upTo,
  uuid,
} from './generated-release.js'
import {joinSources, keptFiles} from './joined-tables.js'

const [first, , third, latest] = releaseDates
const all = generateRows(200)

const full = () => folderOf(releaseFiles(all, 'Full', latest))
const snapshot = (date: string) => folderOf(releaseFiles(snapshotOf(all, date), 'Snapshot', date))
const delta = (after: string, date: string) =>
  folderOf(releaseFiles(deltaOf(all, after, date), 'Delta', date))

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((failure: unknown) => failure)
}

describe('one release in its several forms', () => {
  test('fills every table, so that the comparisons below say something', async () => {
    const {tables} = await joinSources([snapshot(latest)])

    const empty = Object.entries(tables).filter(([, rows]) => rows.length === 0)
    expect(empty.map(([name]) => name)).toEqual([])
    expect(tables.concept!.length).toBeGreaterThan(200)
  })

  test.each<[string, () => string[]]>([
    ['Full files', () => [full()]],
    ['an old Snapshot and a Delta', () => [snapshot(third), delta(third, latest)]],
    ['a Delta and the old Snapshot', () => [delta(third, latest), snapshot(third)]],
    ['a Snapshot and two Deltas', () => [delta(third, latest), snapshot(first), delta(first, third)]],
    ['an old and a new Snapshot', () => [snapshot(first), snapshot(latest)]],
    ['a new and an old Snapshot', () => [snapshot(latest), snapshot(first)]],
    ['Full files and a Snapshot', () => [full(), snapshot(first)]],
  ])('gives the same tables from %s as from the Snapshot', async (_what, sources) => {
    const expected = await joinSources([snapshot(latest)])

    const joined = await joinSources(sources())

    expect(joined.tables).toEqual(expected.tables)
    expect(countKinds(joined)).toEqual(countKinds(expected))
  })

  test.each([...releaseDates, '20230901', '20991231'])(
    'takes the state of %s out of Full files',
    async (date) => {
      const last = releaseDates.filter((one) => one <= date).at(-1)!
      const expected = await joinSources([snapshot(last)])

      const joined = await joinSources([full()], {release: date})

      expect(joined.tables).toEqual(expected.tables)
    },
  )

  test('gives the same tables whatever language is asked for', async () => {
    const options = {language: ['nl', 'en-GB']}
    const expected = await joinSources([snapshot(latest)], options)

    const joined = await joinSources([delta(third, latest), snapshot(third)], options)

    expect(joined.tables).toEqual(expected.tables)
    expect(expected.tables).not.toEqual((await joinSources([snapshot(latest)])).tables)
  })
})

describe('the lines that an index keeps', () => {
  test('are a Snapshot that gives the same tables', async () => {
    const {rows, tables} = await joinSources([snapshot(latest)])

    const again = await joinSources([folderOf(keptFiles(rows))])

    expect(again.tables).toEqual(tables)
    expect(keptFiles(again.rows)).toEqual(keptFiles(rows))
  })

  test('give with a Delta what the new Snapshot gives', async () => {
    const old = await joinSources([snapshot(third)])
    const kept = folderOf(keptFiles(old.rows))

    const updated = await joinSources([kept, delta(third, latest)])

    const expected = await joinSources([snapshot(latest)])
    expect(updated.tables).toEqual(expected.tables)
    const sorted = (rows: typeof updated.rows) =>
      Object.entries(keptFiles(rows)).map(([name, text]) => [name, text.split('\n').sort()])
    expect(sorted(updated.rows)).toEqual(sorted(expected.rows))
  })

  test('hold the row of each id that counts, once', async () => {
    const {rows} = await joinSources([full()])

    const concepts = keptFiles(rows)['sct2_Concept_Snapshot_INDEX.txt']!.trimEnd().split('\n')
    expect(concepts[0]).toBe('id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId')
    expect(concepts.slice(1).sort()).toEqual(
      snapshotOf(all, latest)
        .filter(({kind}) => kind === 'concept')
        .map(({columns}) => columns.join('\t'))
        .sort(),
    )
  })
})

describe('which files of a package count', () => {
  const everything = () =>
    folderOf({
      ...releaseFiles(all, 'Full', latest),
      ...releaseFiles(snapshotOf(all, latest), 'Snapshot', latest),
      ...releaseFiles(deltaOf(all, third, latest), 'Delta', latest),
    })
  const typesRead = (rows: Awaited<ReturnType<typeof joinSources>>['rows']) =>
    new Set(rows.map(({at}) => /(Full|Snapshot|Delta)\//.exec(at.file)?.[1]))

  test.each<[string | undefined, string]>([
    [undefined, 'Snapshot'],
    [latest, 'Snapshot'],
    ['20991231', 'Snapshot'],
    [third, 'Full'],
  ])('with --release %s it is the %s', async (release, type) => {
    const {rows} = await joinSources([everything()], {release})

    expect(typesRead(rows)).toEqual(new Set([type]))
  })

  test('applies a Delta that is later than the Snapshot beside it', async () => {
    const folder = folderOf({
      ...releaseFiles(snapshotOf(all, third), 'Snapshot', third),
      ...releaseFiles(deltaOf(all, third, latest), 'Delta', latest),
    })

    const joined = await joinSources([folder])

    expect(joined.tables).toEqual((await joinSources([snapshot(latest)])).tables)
  })

  test('keeps stated relationships where the Delta has a file of inferred ones, and the Snapshot had none', async () => {
    const stated = (files: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [
          name.replace('_Relationship_', '_StatedRelationship_'),
          text,
        ]),
      )
    const changes = deltaOf(all, third, latest)
    const none = changes.filter(({kind}) => kind !== 'relationship')
    const deltaFiles = {
      ...releaseFiles(none, 'Delta', latest),
      ...stated(releaseFiles(changes, 'Delta', latest)),
    }
    const old = folderOf(stated(releaseFiles(snapshotOf(all, third), 'Snapshot', third)))

    const joined = await joinSources([old, folderOf(deltaFiles)])

    expect(joined.tables).toEqual((await joinSources([snapshot(latest)])).tables)
    const again = await joinSources([folderOf(keptFiles(joined.rows))])
    expect(again.tables).toEqual(joined.tables)
  })

  test('cannot know an earlier date from a Snapshot', async () => {
    const failure = await failureOf(joinSources([snapshot(latest)], {release: third}))

    expect(failure).toMatchObject({code: 'USAGE', exitCode: 2})
    expect((failure as Error).message).toContain(latest)
  })

  test('counts rows of a Snapshot without a date that are later than the date asked for', async () => {
    const files = releaseFiles(snapshotOf(all, latest), 'Snapshot', latest)
    const undated = Object.entries(files).map(([name, text]) => [name.replace(`_${latest}`, ''), text])

    const {problems, rows} = await joinSources([folderOf(Object.fromEntries(undated))], {release: third})

    const late = deltaOf(all, third, latest)
    expect(problems.filter(({kind}) => kind === 'later-than-release')).toHaveLength(late.length)
    expect(rows.length).toBeGreaterThan(0)
  })

  test('applies a Delta beside a Snapshot without a date', async () => {
    const files = releaseFiles(snapshotOf(all, third), 'Snapshot', third)
    const undated = Object.entries(files).map(([name, text]) => [name.replace(`_${third}`, ''), text])
    const delta = releaseFiles(deltaOf(all, third, latest), 'Delta', latest)

    const joined = await joinSources([folderOf({...Object.fromEntries(undated), ...delta})])

    expect(joined.tables).toEqual((await joinSources([snapshot(latest)])).tables)
  })

  test.each(['2024', '20240231', 'yesterday', '2024-01-31'])('refuses the date %s', async (release) => {
    const failure = await failureOf(joinSources([full()], {release}))

    expect(failure).toMatchObject({code: 'USAGE'})
    expect((failure as Error).message).toContain(release)
  })

  test('says of a Delta that it is one, and does not read it alone', async () => {
    const folder = delta(third, latest)
    await using source = await openSource(folder)

    expect(await snomedRf2Reader.describe(source)).toEqual({
      format: 'snomed-rf2',
      code: 'snomed',
      release: latest,
      isDelta: true,
    })
    const failure = await failureOf(joinSources([folder]))
    expect(failure).toMatchObject({
      code: 'INPUT_UNUSABLE',
      suggestions: [expect.stringContaining('--update')],
    })
  })

  test('names the date asked for as the release of Full files, and says that they are read', async () => {
    await using source = await openSource(full())

    expect(await snomedRf2Reader.describe(source, {release: third})).toMatchObject({
      release: third,
      notes: [expect.stringContaining(third)],
    })
  })
})

describe('an edition with its extension', () => {
  const own = modules.extension
  const extensionRows: readonly GeneratedRow[] = [
    {kind: 'concept', columns: [own, '20240815', '1', own, 'p']},
    // overrides the international concept and one of its names
    {kind: 'concept', columns: [concept(1), '20240815', '0', own, 'p']},
    {
      kind: 'description',
      columns: [
        description(21),
        '20240815',
        '1',
        own,
        concept(2),
        'en',
        '900000000000013009',
        'Own thing 2',
        'c',
      ],
    },
    // older than what the edition says: does not count
    {kind: 'concept', columns: [concept(3), '20220101', '0', own, 'p']},
    {
      kind: 'module-dependency',
      columns: [uuid(90_001), '20240815', '1', own, 'x', modules.core, '20240815', first],
    },
  ]
  const extension = (rows = extensionRows) =>
    folderOf(releaseFiles(rows, 'Snapshot', '20240815', 'XX1999999'))

  test('takes the later row of either', async () => {
    const {tables} = await joinSources([snapshot(latest), extension()])

    const active = new Map(
      (tables.concept as {id: string; active: number}[]).map(({active, id}) => [id, active]),
    )
    expect([1, 2, 3].map((item) => active.get(concept(item)))).toEqual([0, 1, 1])
    const texts = (tables.text as {text: string}[]).map(({text}) => text)
    expect(texts).toContain('Own thing 2')
    expect(texts).not.toContain('Thing 1')
  })

  test('does not depend on which is given first', async () => {
    const edition = snapshot(latest)
    const added = extension()

    const joined = await joinSources([added, edition])

    expect(joined.tables).toEqual((await joinSources([edition, added])).tables)
  })

  test('of two rows of one date the one in the later file counts, in whatever order they come', async () => {
    const rows: GeneratedRow[] = [{kind: 'concept', columns: [concept(2), latest, '0', own, 'p']}]
    const sources = [extension(rows), snapshot(latest)]

    const joined = [await joinSources(sources), await joinSources(sources.reverse())]

    for (const {rows: read} of joined) {
      expect(read.filter((row) => row.row === 'concept' && row.id === concept(2))).toMatchObject([
        {active: false},
      ])
    }
  })

  test('warns of a module of another version', async () => {
    const dependency = extensionRows.map((row) =>
      row.kind === 'module-dependency' ? {...row, columns: [...row.columns.slice(0, 7), '20240131']} : row,
    )

    const {problems} = await joinSources([snapshot(latest), extension(dependency)])

    const [warning] = problems.filter(({kind}) => kind === 'other-module-version')
    expect(warning).toMatchObject({severity: 'warning', message: expect.stringContaining('20240131')})
  })

  test('warns of a module that is missing', async () => {
    const withNames = [
      ...extensionRows,
      {
        kind: 'description' as const,
        columns: [description(990), '20240815', '1', own, own, 'en', '900000000000013009', 'Own', 'c'],
      },
    ]

    const {problems} = await joinSources([extension(withNames)])

    const [warning] = problems.filter(({kind}) => kind === 'missing-module')
    expect(warning).toMatchObject({severity: 'warning', message: expect.stringContaining(modules.core)})
  })

  test('does not warn where all is there', async () => {
    const {problems} = await joinSources([snapshot(latest), extension()])

    expect(problems.filter(({kind}) => kind.includes('module'))).toEqual([])
  })
})

describe('versions of a row that cannot be used', () => {
  test('leave the version before', async () => {
    const id = concept(1)
    const rows: GeneratedRow[] = [
      {kind: 'concept', columns: [id, '20230131', '1', modules.core, 'p']},
      {kind: 'concept', columns: [id, '20240131', 'yes', modules.core, 'p']},
      {
        kind: 'description',
        columns: [description(1), '20230131', '1', 'm', id, 'en', '900000000000013009', 'One', 'c'],
      },
    ]

    const joined = await joinSources([folderOf(releaseFiles(upTo(rows, latest), 'Full', latest))])

    expect(joined.rows[0]).toMatchObject({row: 'concept', id, active: true, at: {line: 2}})
    expect(countKinds(joined)).toEqual({'bad-active-flag': 1})
  })
})
