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

/** What is odd in a source, read and joined, and how often; nothing is in those left out here. */
const oddities: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'cl-craft.obo.gz': {'replacement-by-unknown-concept': 5},
  'cvx-2025.obo.gz': {'is-a-cycle': 38},
  'doid-2018-07-05.obo.gz': {'relation-to-unknown-concept': 1},
  'doid-2018-07-05.obographs.json.gz': {
    'import-left-out': 12,
    'relation-of-unknown-concept': 2,
    'relation-to-unknown-concept': 1173,
  },
  'doid-ncit-slim-2026.obo.gz': {'replacement-by-unknown-concept': 1},
  'go-ec-2026.obo.gz': {
    'import-missing': 22,
    'relation-to-unknown-concept': 1758,
    'replacement-by-unknown-concept': 18,
  },
  'go-mondo-import-2021.obo.gz': {'replacement-by-unknown-concept': 4},
  'maxo-2024.obo.gz': {'duplicate-tag': 1, 'is-a-cycle': 1},
  'mesh-descriptors-2024.tsv.gz': {'is-a-cycle': 1},
  'nbo-base-2023.obo.gz': {'relation-to-unknown-concept': 67},
  'ordo-2.6-2018-07-12.obo.gz': {'relation-to-unknown-concept': 744},
  'pato-2025.obo.gz': {'replacement-by-unknown-concept': 3},
  'rrf-mesh/MRCONSO.RRF.gz': {'is-a-cycle': 1},
  'uberon-2015-04-23.obo.gz': {'replacement-by-unknown-concept': 753},
}

/** The reader that each file is for, by its name. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/\.obo\.gz$/, 'obo'],
  [/\.obographs\.json\.gz$/, 'obo-graphs'],
  [/^rf2-.*\.zip$/, 'snomed-rf2'],
  [/^rrf-mesh\//, 'umls-rrf'],
  [/^icd10\w+-order-.*\.txt\.gz$/, 'icd-order'],
  [/^medic-.*\.txt\.gz$/, 'name-dictionary'],
  [/\.[ct]sv\.gz$/, 'table'],
]

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
  it.each(dataFolder === undefined ? [] : countsOfReadme())(
    'indexes %s whole, by its own reader',
    async (name, expected) => {
      const source = name.startsWith('rrf-mesh/') ? 'rrf-mesh' : name
      const {because, ...other} = differences[name] ?? {}

      const {counts, format, problems} = await countSource(dataFile('ontologies', source))

      const {concepts, definitions, names} = counts
      expect(format).toBe(formats.find(([pattern]) => pattern.test(name))?.[1])
      expect({concepts, definitions, names}, because).toEqual({...expected, ...other})
      expect(Object.fromEntries(problems.all.map(({count, kind}) => [kind, count]))).toEqual(
        oddities[name] ?? {},
      )
    },
  )

  it.each([
    ['ontologies/PROVENANCE.md'],
    ['README.md'],
    ['notes/index.tsv'],
    ['notes/aci-bench/D2N003.txt'],
    ['eval/similarity/umnsrs-similarity.csv'],
    ['eval/ncbi-disease/dev.jsonl'],
  ])('does not take %s for a terminology', async (name) => {
    await expect(countSource(dataFile(name))).rejects.toMatchObject({code: 'INPUT_UNKNOWN_FORMAT'})
  })
})
