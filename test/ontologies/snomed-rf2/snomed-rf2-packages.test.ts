import {describe, expect, test} from 'vitest'
import {snomedRf2Reader} from '../../../ontologies/snomed-rf2/snomed-rf2-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {folderOf} from '../support/temporary-folder.js'
import {deltaOf, releaseFiles, snapshotOf} from './generated-release.js'
import {joinSources, keptFiles} from './joined-tables.js'
import {all, delta, full, latest, snapshot, third} from './release-folders.js'

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((failure: unknown) => failure)
}

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
