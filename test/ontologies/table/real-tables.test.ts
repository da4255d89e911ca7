import {describe, expect, test} from 'vitest'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {readAll} from '../support/read-all.js'

if (dataFolder === undefined) console.warn('Skipping the tests of real tables: set BIOLORD_DATA.')

/** How many concepts and names each gives, every-source.test.ts compares with the README of the data. */
describe.skipIf(dataFolder === undefined)('real tables', () => {
  test.each([
    ['mesh-descriptors-2024.tsv.gz', 'table'],
    ['icd9cm-px-v32.tsv.gz', 'table'],
    ['drugbank-vocabulary.csv.gz', 'table'],
    ['medic-2012-07-06.tsv.gz', 'table'],
    ['medic-2012-07-06.txt.gz', 'name-dictionary'],
    ['hpo-translations/hp-fr.tsv.gz', 'table'],
    ['doid-es.tsv.gz', 'table'],
    ['icd10pcs-order-2026.txt.gz', 'icd-order'],
  ])('%s is read as %s without a problem', async (name, format) => {
    const reading = await readAll(dataFile('ontologies', name))

    expect(reading.reader.format).toBe(format)
    expect(reading.problems).toEqual([])
  })

  test.each([
    ['ontologies/PROVENANCE.md'],
    ['README.md'],
    ['notes/index.tsv'],
    ['notes/aci-bench/D2N003.txt'],
    ['eval/similarity/umnsrs-similarity.csv'],
    ['eval/ncbi-disease/dev.jsonl'],
  ])('%s is no terminology', async (name) => {
    await expect(readAll(dataFile(name))).rejects.toMatchObject({code: 'INPUT_UNKNOWN_FORMAT'})
  })
})
