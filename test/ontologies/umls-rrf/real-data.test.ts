import {describe, expect, test} from 'vitest'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {readAll, rowsOf} from '../support/read-all.js'

if (dataFolder === undefined) console.warn('Skipping MeSH as RRF: there is no data; set BIOLORD_DATA.')

describe.skipIf(dataFolder === undefined)('MeSH laid out as RRF', () => {
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
    expect(reading.problems).toEqual([])
  })
})
