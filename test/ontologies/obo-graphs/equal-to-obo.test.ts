import {describe, expect, test} from 'vitest'
import type {OntologyRow} from '../../../src/domain/ontology.js'
import {prepareText} from '../../../src/domain/prepare-text.js'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {readAll} from '../support/read-all.js'

if (dataFolder === undefined)
  console.warn('Skipping OBO Graphs beside OBO: there is no data; set BIOLORD_DATA.')

/** What the store makes of rows does not depend on their order and places, on white space, nor on a row that comes twice. */
function contentOf(rows: readonly OntologyRow[], isLeft: (row: OntologyRow) => boolean): Set<string> {
  const content = new Set<string>()
  for (const row of rows) {
    if (isLeft(row)) continue
    const {at: _at, ...rest} = row
    const text = 'text' in row ? prepareText(row.text) : ''
    content.add(JSON.stringify({...rest, text}))
  }
  return content
}

/**
 * The .obo files of the data were converted from the graphs beside them, and the converter left these out: values,
 * relations other than is-a, replacements of obsolete terms, namespaces that the graph names once for all.
 */
const leftByConverter = (row: OntologyRow) =>
  row.row === 'property' ||
  row.row === 'type' ||
  (row.row === 'replacement' && row.reason !== 'alternative-id') ||
  (row.row === 'relation' && row.relation !== 'is-a')

/** Parents that lie in another graph of DOID, of a class without id, and of classes that the graph does not list. */
const isOdd = (row: OntologyRow) => row.row === 'relation' && !/^(?:DOID|HP|Orphanet):/.test(row.targetId)

describe.skipIf(dataFolder === undefined)('OBO Graphs beside the OBO file made from it', () => {
  test.each([
    ['hpo-2024-08-13', 0, undefined],
    // parents that only its logical definitions say
    ['doid-2018-07-05', 1107, undefined],
    // the one class whose IRI is no prefix and number
    ['ordo-2.6-2018-07-12', 0, 'http://www.orpha.net/ORDO/ObsoleteClass'],
  ])('%s gives the same', async (name, genera, left) => {
    const graphs = await readAll(dataFile('ontologies', `${name}.obographs.json.gz`))
    const obo = await readAll(dataFile('ontologies', `${name}.obo.gz`))

    const isLeft = (row: OntologyRow) =>
      leftByConverter(row) || isOdd(row) || [idOf(row)].includes(left ?? 'none')
    const found = contentOf(graphs.rows, isLeft)
    const expected = contentOf(obo.rows, isLeft)

    const added = [...found].filter((row) => !expected.has(row))
    expect(added.filter((row) => !row.includes('"relation":"is-a"'))).toEqual([])
    expect(added).toHaveLength(genera)
    expect([...expected].filter((row) => !found.has(row))).toEqual([])
  })
})

function idOf(row: OntologyRow): string | undefined {
  if ('conceptId' in row) return row.conceptId
  return 'id' in row ? row.id : undefined
}
