import {existsSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {countKinds, type Reading, readAll} from './support/read-all.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const folder = join(process.env.BIOLORD_DATA ?? join(root, '..', 'shared', 'data'), 'ontologies')
const isThere = existsSync(folder)
if (!isThere)
  console.warn(`Skipping the readers' tests on real data: there is no ${folder}; set BIOLORD_DATA.`)

/** As the table of the data's README counts: distinct names and synonyms per concept, without regard to case. */
function count({rows}: Reading) {
  const active = new Set(rows.flatMap((row) => (row.row === 'concept' && row.active ? row.id : [])))
  const names = new Map<string, Set<string>>()
  const defined = new Set<string>()
  for (const row of rows) {
    if (row.row === 'definition' && active.has(row.conceptId)) defined.add(row.conceptId)
    if (row.row !== 'term' || !active.has(row.conceptId)) continue
    names.set(row.conceptId, (names.get(row.conceptId) ?? new Set()).add(row.text.toLowerCase()))
  }
  const total = [...names.values()].reduce((sum, {size}) => sum + size, 0)
  return {concepts: names.size, names: total, definitions: defined.size}
}

describe.skipIf(!isThere)('real terminologies', () => {
  test.each([
    ['chebi-hp-import-2020.obo.gz', 1583, 6796, 1231],
    ['cl-craft.obo.gz', 2068, 4138, 1706],
    ['cmo-2026.obo.gz', 4090, 8746, 3765],
    ['cvx-2025.obo.gz', 283, 514, 0],
    ['doid-2015-05-14.obo.gz', 6574, 18291, 2533],
    ['doid-2018-07-05.obo.gz', 8906, 22599, 5269],
    ['doid-2018-07-05.obographs.json.gz', 8906, 22599, 5269],
    ['doid-ncit-slim-2026.obo.gz', 4750, 13102, 3140],
    ['go-ec-2026.obo.gz', 5076, 24972, 5076],
    ['go-mondo-import-2021.obo.gz', 3717, 14783, 3717],
    ['hpo-2013-11-30.obo.gz', 10223, 16670, 6941],
    ['hpo-2024-08-13.obo.gz', 18988, 41353, 16393],
    ['hpo-2024-08-13.obographs.json.gz', 18988, 41353, 16393],
    ['maxo-2024.obo.gz', 6997, 25636, 6256],
    ['mmo-2026.obo.gz', 853, 1598, 784],
    ['nbo-base-2023.obo.gz', 932, 1341, 764],
    // 59,620 where \" in a synonym is told from " in a name
    ['ncit-disease-2018-06-08.obo.gz', 20324, 59615, 17180],
    // two of its 5,131 terms in use have no name
    ['obi-2026.obo.gz', 5129, 6933, 4970],
    ['ordo-2.6-2018-07-12.obo.gz', 13870, 35981, 5166],
    // one class more than in the .obo file made from it: http://www.orpha.net/ORDO/ObsoleteClass
    ['ordo-2.6-2018-07-12.obographs.json.gz', 13871, 35982, 5167],
    ['pato-2025.obo.gz', 1887, 2803, 1871],
    ['symp-2026.obo.gz', 895, 1142, 424],
    ['uberon-2015-04-23.obo.gz', 13080, 48373, 10586],
    ['rf2-from-doid.zip', 8906, 22599, 5269],
  ])('reads all of %s', async (name, concepts, names, definitions) => {
    const reading = await readAll(join(folder, name))

    expect(count(reading)).toEqual({concepts, names, definitions})
    expect(reading.problems.filter(({severity}) => severity === 'skipped')).toEqual([])
  })

  test.each([
    ['RF2Release', 103, {}],
    ['RF2Release/Snapshot', 103, {}],
    // one concept of the Snapshot, 762705008, is not in the Full file
    ['RF2Release/Full', 102, {}],
    // the Snapshot; four of the five files have comments, the concrete values ids without a check digit too
    ['SnomedCT_MiniRF2', 13, {'bad-check-digit': 14, 'comment-line': 35}],
    ['SnomedCT_MiniRF2/Snapshot', 13, {'bad-check-digit': 14, 'comment-line': 35}],
    ['SnomedCT_MiniRF2_Base_snapshot', 17, {'bad-check-digit': 11, 'comment-line': 35}],
    ['SnomedCT_MiniRF2_Extension_snapshot', 2, {'bad-check-digit': 2, 'bad-date': 4, 'comment-line': 8}],
  ])('reads %s and counts its oddities', async (name, concepts, oddities) => {
    const reading = await readAll(join(folder, 'rf2-dummy', name))

    expect(reading.rows.filter(({row}) => row === 'concept')).toHaveLength(concepts)
    expect(countKinds(reading)).toEqual(oddities)
    expect(new Set(reading.problems.map(({severity}) => severity))).not.toContain('skipped')
  })

  test.each(['RF2Release/Delta', 'SnomedCT_MiniRF2/Delta'])('refuses to read %s alone', async (name) => {
    await expect(readAll(join(folder, 'rf2-dummy', name))).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
    })
  })
})
