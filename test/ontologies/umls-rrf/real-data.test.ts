import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, onTestFinished, test} from 'vitest'
import {recogniseReader} from '../../../ontologies/readers.js'
import {openSource} from '../../../ontologies/source-files.js'
import {DatabaseBuilder} from '../../../src/index-store/database-builder.js'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'

if (dataFolder === undefined) console.warn('Skipping MeSH as RRF: there is no data; set BIOLORD_DATA.')

describe.skipIf(dataFolder === undefined)('MeSH laid out as RRF', () => {
  test('gives the concepts and names of the table in the README of the data', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'biolord-rrf-'))
    onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
    await using source = await openSource(dataFile('ontologies', 'rrf-mesh'))
    const reader = await recogniseReader(source)
    const description = await reader.describe(source)
    const builder = await DatabaseBuilder.create(join(folder, 'a.db'), join(folder, 'b.db'))
    onTestFinished(() => builder.close())
    const problems: unknown[] = []

    builder.addSource(description)
    for await (const rows of reader.read(source, (problem) => problems.push(problem))) {
      builder.addRows(description.code, rows)
    }
    const {counts} = builder.join((problem) => problems.push(problem))

    // the README counts 263,936 atoms: four concepts have one string twice
    expect(counts).toMatchObject({concepts: 61_048, names: 263_932, texts: 263_931, definitions: 0})
    expect(problems).toEqual([])
  })

  test('has its parents the right way round', async () => {
    const reading = await readAll(dataFile('ontologies', 'rrf-mesh'))

    const names = new Map(
      rowsOf(reading, 'term').flatMap(({conceptId, scope, text}) =>
        scope === 'preferred' ? [[conceptId, text] as const] : [],
      ),
    )
    const parents = rowsOf(reading, 'relation').flatMap(({conceptId, targetId}) =>
      names.get(conceptId) === 'Myocardial Infarction' ? [names.get(targetId)] : [],
    )
    expect(new Set(parents)).toEqual(new Set(['Infarction', 'Myocardial Ischemia']))
    expect(countKinds(reading)).toEqual({})
  })
})
