import {describe, expect, test} from 'vitest'
import {countKinds} from '../support/read-all.js'
import {folderOf} from '../support/temporary-folder.js'
import {
  concept,
  description,
  type GeneratedRow,
  modules,
  releaseDates,
  releaseFiles,
  snapshotOf,
  upTo,
} from './generated-release.js'
import {joinSources, keptFiles} from './joined-tables.js'
import {all, delta, first, full, latest, snapshot, third} from './release-folders.js'

describe('one release in its several forms', () => {
  test('fills every table that a reader can fill, so that the comparisons below say something', async () => {
    const {tables} = await joinSources([snapshot(latest)])

    const read = ['definition', 'history', 'map', 'member', 'property', 'relation', 'term', 'type']
    expect(read.filter((name) => tables[name]!.length === 0)).toEqual([])
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

describe('rows that are not published yet', () => {
  test('go by the date of their file', async () => {
    const id = concept(1)
    const row = (date: string, active: string): GeneratedRow => ({
      kind: 'concept',
      columns: [id, date, active, modules.core, 'p'],
    })
    const sources = [
      snapshot('20230131'),
      folderOf(releaseFiles([row('', '0')], 'Delta', '20250131')),
      folderOf(releaseFiles([row('20250731', '1')], 'Delta', '20250731')),
    ]

    const drafts = await joinSources(sources.slice(0, 2))
    const published = await joinSources(sources)

    const found = ({rows}: typeof drafts) => rows.find((one) => one.row === 'concept' && one.id === id)
    expect(found(drafts)).toMatchObject({active: false})
    expect(found(published)).toMatchObject({active: true})
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
