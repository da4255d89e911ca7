import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {countSource} from './support/count-source.js'

if (dataFolder === undefined) console.warn('Skipping every real terminology: set BIOLORD_DATA.')

interface Expected {
  readonly concepts: number
  readonly names: number
  readonly definitions: number
}

/** Where an index holds something else than the README of the data counts, and why. */
const differences: Readonly<Record<string, Partial<Expected> & {readonly because: string}>> = {
  'doid-2015-05-14.obo.gz': {
    names: 18288,
    because: 'three synonyms differ from another name of their term in white space at the start only',
  },
  'doid-es.tsv.gz': {
    names: 2681,
    because: 'the README counts its rows: 100 of them repeat a name of their concept',
  },
  'maxo-2024.obo.gz': {definitions: 6257, because: 'FOODON:00001242 has two definitions, both kept'},
  'mondo-2026-labels.tsv.gz': {
    names: 41057,
    because: 'MONDO:0013225 has a label with two spaces in a row that is another one otherwise',
  },
  'ncit-disease-2018-06-08.obo.gz': {
    names: 59615,
    because:
      'five synonyms are written twice, with \\" and with ", which is one name once the escape is read',
  },
  'rrf-mesh/MRCONSO.RRF.gz': {
    names: 263_932,
    because: 'four concepts have two atoms of one string, an entry term and its permuted form',
  },
  'ordo-2.6-2018-07-12.obographs.json.gz': {
    concepts: 13871,
    names: 35982,
    definitions: 5167,
    because: 'the class http://www.orpha.net/ORDO/ObsoleteClass, whose IRI is no prefix and number, is kept',
  },
  'obi-2026.obo.gz': {concepts: 5129, because: 'two of the terms in use have no name'},
}

/** Rows of the README's table that are read with their neighbours, or need more than recognition. */
const elsewhere = /^rrf-mesh\/MR(?:STY|REL)|^rf2-dummy|^eval\//

/** The table of the data's README: what somebody else counted in each file. */
function countsOfReadme(): [string, Expected][] {
  const table = readFileSync(dataFile('README.md'), 'utf8').split('\n')
  return table.flatMap((line): [string, Expected][] => {
    const [, file, , concepts, names, , definitions] = line.split('|').map((cell) => cell.trim())
    const name = /^`(.+)`$/.exec(file ?? '')?.[1]
    if (name === undefined || elsewhere.test(name) || !/^\d+$/.test(concepts ?? '')) return []
    return [[name, {concepts: Number(concepts), names: Number(names), definitions: Number(definitions)}]]
  })
}

describe.skipIf(dataFolder === undefined)('every real terminology', () => {
  it.each(dataFolder === undefined ? [] : countsOfReadme())('indexes %s whole', async (name, expected) => {
    const source = name.startsWith('rrf-mesh/') ? 'rrf-mesh' : name
    const {because, ...other} = differences[name] ?? {}

    const {counts} = await countSource(dataFile('ontologies', source))

    const {concepts, definitions, names} = counts
    expect({concepts, definitions, names}, because).toEqual({...expected, ...other})
  })
})
