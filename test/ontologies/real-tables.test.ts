import {describe, expect, test} from 'vitest'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {type Reading, readAll} from './support/read-all.js'

if (dataFolder === undefined)
  console.warn("Skipping the tests of real tables: set BIOLORD_DATA to the folder of the data's README.")

/** As the table of the data's README counts: distinct names and synonyms per concept, without regard to case. */
function count({rows}: Reading) {
  const names = new Map<string, Set<string>>()
  for (const row of rows) {
    if (row.row !== 'term') continue
    const known = names.get(row.conceptId)
    if (known) known.add(row.text.toLowerCase())
    else names.set(row.conceptId, new Set([row.text.toLowerCase()]))
  }
  return {concepts: names.size, names: [...names.values()].reduce((sum, {size}) => sum + size, 0)}
}

describe.skipIf(dataFolder === undefined)('real tables, by recognition alone', () => {
  test.each([
    ['mesh-descriptors-2024.tsv.gz', 'table', 30764, 132802],
    ['icd10cm-2017-tabular-index.tsv.gz', 'table', 43910, 113225],
    ['icd9cm-dx-v32.tsv.gz', 'table', 14567, 27491],
    ['icd9cm-px-v32.tsv.gz', 'table', 3882, 9261],
    ['drugbank-vocabulary.csv.gz', 'table', 19853, 55577],
    ['chembl36-compound-names.tsv.gz', 'table', 42299, 42299],
    ['medic-2012-07-06.tsv.gz', 'table', 11915, 75969],
    ['mondo-2026-labels.tsv.gz', 'table', 32106, 41058],
    ['vo-2026-labels.tsv.gz', 'table', 13634, 13634],
    ['mesh-supplementary-partial.tsv.gz', 'table', 36313, 36313],
    ['hpo-translations/hp-cs.tsv.gz', 'table', 8402, 16242],
    ['hpo-translations/hp-de.tsv.gz', 'table', 2646, 2761],
    ['hpo-translations/hp-es.tsv.gz', 'table', 17050, 17050],
    ['hpo-translations/hp-fr.tsv.gz', 'table', 11697, 19736],
    ['hpo-translations/hp-it.tsv.gz', 'table', 2443, 2459],
    ['hpo-translations/hp-ja.tsv.gz', 'table', 14931, 14931],
    ['hpo-translations/hp-nl.tsv.gz', 'table', 12124, 27538],
    ['hpo-translations/hp-pt.tsv.gz', 'table', 5873, 5873],
    ['hpo-translations/hp-tr.tsv.gz', 'table', 8286, 15601],
    ['hpo-translations/hp-zh.tsv.gz', 'table', 16106, 16106],
    // the README says 2,781, its rows: 100 of them repeat a name of their concept
    ['doid-es.tsv.gz', 'table', 1979, 2681],
    ['medic-2012-07-06.txt.gz', 'name-dictionary', 11915, 75969],
    ['icd10cm-order-2026.txt.gz', 'icd-order', 98186, 153629],
    ['icd10pcs-order-2026.txt.gz', 'icd-order', 80029, 137754],
  ])('reads all of %s', async (name, format, concepts, names) => {
    const reading = await readAll(dataFile('ontologies', name))

    expect(reading.reader.format).toBe(format)
    expect(count(reading)).toEqual({concepts, names})
    expect(reading.problems).toEqual([])
  })

  test.each([
    ['PROVENANCE.md'],
    ['../README.md'],
    ['../notes/index.tsv'],
    ['../notes/aci-bench/D2N003.txt'],
    ['../eval/similarity/umnsrs-similarity.csv'],
    ['../eval/ncbi-disease/dev.jsonl'],
  ])('takes %s for no terminology', async (name) => {
    await expect(readAll(dataFile('ontologies', name))).rejects.toMatchObject({
      code: 'INPUT_UNKNOWN_FORMAT',
    })
  })
})
