import {describe, expect, test} from 'vitest'
import {folderOf} from '../support/temporary-folder.js'
import {concept, description, type GeneratedRow, modules, releaseFiles, uuid} from './generated-release.js'
import {joinSources} from './joined-tables.js'
import {first, latest, snapshot} from './release-folders.js'

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
