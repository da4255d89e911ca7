import {describe, expect, test} from 'vitest'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {countKinds, readAll} from '../support/read-all.js'
import {type Joined, joinSources} from './joined-tables.js'

if (dataFolder === undefined) console.warn('Skipping RF2 on real data: set BIOLORD_DATA.')

const size = (joined: Joined, table: string) => joined.tables[table]!.length

describe.skipIf(dataFolder === undefined)('real RF2 folders, read and joined', () => {
  const dummy = (name: string) => dataFile('ontologies', 'rf2-dummy', name)

  test.each<[string[], concepts: number, terms: number, relations: number, oddities: Record<string, number>]>(
    [
      [['RF2Release'], 103, 163, 117, {}],
      [['RF2Release/Snapshot'], 103, 163, 117, {}],
      // the Snapshot; four of the five files have comments, the concrete values ids without a check digit too
      [['SnomedCT_MiniRF2'], 13, 12, 10, {'bad-check-digit': 14, 'comment-line': 35}],
      [['SnomedCT_MiniRF2/Snapshot'], 13, 12, 10, {'bad-check-digit': 14, 'comment-line': 35}],
      // one concept of the Snapshot, 762705008, and its relation are not in the Full files
      [['RF2Release/Full'], 102, 163, 116, {}],
      [['RF2Release/Snapshot', 'RF2Release/Delta'], 103, 163, 117, {}],
      [['SnomedCT_MiniRF2/Full'], 13, 12, 10, {'bad-check-digit': 14, 'comment-line': 35}],
      [['SnomedCT_MiniRF2_Base_snapshot'], 17, 15, 12, {'bad-check-digit': 11, 'comment-line': 35}],
      // alone it lacks the concept that its own is a child of
      [
        ['SnomedCT_MiniRF2_Extension_snapshot'],
        2,
        1,
        0,
        {'bad-check-digit': 2, 'bad-date': 4, 'comment-line': 8, 'relation-to-unknown-concept': 1},
      ],
      [
        ['SnomedCT_MiniRF2_Base_snapshot', 'SnomedCT_MiniRF2_Extension_snapshot'],
        19,
        16,
        13,
        {'bad-check-digit': 13, 'bad-date': 4, 'comment-line': 43},
      ],
    ],
  )('%j', async (names, concepts, terms, relations, oddities) => {
    const joined = await joinSources(names.map(dummy))

    expect([size(joined, 'concept'), size(joined, 'term'), size(joined, 'relation')]).toEqual([
      concepts,
      terms,
      relations,
    ])
    expect(countKinds(joined)).toEqual(oddities)
    const skipped = joined.problems.flatMap(({kind, severity}) => (severity === 'skipped' ? kind : []))
    expect(skipped.filter((kind) => kind !== 'relation-to-unknown-concept')).toEqual([])
  })

  test('gives the same tables from the Snapshot with and without the Delta that changes nothing new', async () => {
    const alone = await joinSources([dummy('RF2Release/Snapshot')])

    const withDelta = await joinSources([dummy('RF2Release/Delta'), dummy('RF2Release/Snapshot')])

    expect(withDelta.tables).toEqual(alone.tables)
  })

  test.each(['RF2Release/Delta', 'SnomedCT_MiniRF2/Delta'])('refuses to read %s alone', async (name) => {
    await expect(readAll(dummy(name))).rejects.toMatchObject({code: 'INPUT_UNUSABLE'})
  })
})
