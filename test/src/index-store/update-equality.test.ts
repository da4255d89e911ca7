import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import type {OntologyRow} from '../../../src/domain/ontology.js'
import type {Synonym} from '../../../src/domain/synonym.js'
import {IndexBuilder} from '../../../src/index-store/index-builder.js'
import {PreviousIndex} from '../../../src/index-store/previous-index.js'
import type {FilterExpressions} from '../../../src/index-store/term-index.js'
import {type OntologyInput, readInputs} from '../../../src/indexing/build-index.js'
import {inputsOfUpdate} from '../../../src/indexing/inputs-of-update.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {SampleRows, sampleModel, sampleRows} from './sample-index.js'

interface BuildOptions {
  readonly filters?: FilterExpressions
  readonly synonyms?: readonly Synonym[]
  readonly previous?: PreviousIndex
}

/** Builds from the rows of each source; what `previous` holds of the others is taken over. */
async function build(
  folder: string,
  sources: Readonly<Record<string, readonly OntologyRow[]>>,
  {filters, previous, synonyms}: BuildOptions = {},
): Promise<{readonly encoded: number}> {
  await using builder = await IndexBuilder.create(folder, {name: 'x', filters, synonyms, previous})
  const given: OntologyInput[] = Object.entries(sources).map(([code, rows]) => ({
    description: {code, format: 'sample', release: String(rows.length)},
    options: {},
    path: code,
    rows: () => [rows],
  }))
  await readInputs(previous ? inputsOfUpdate(previous, given) : given, builder, () => {})
  builder.finishRows()
  const texts = [...builder.texts()]
  const missing = await builder.startVectors(sampleModel)
  for (const row of missing) builder.writeVectors(Uint32Array.of(row), fakeVector(texts[row] as string))
  await builder.finish({engine: 'exact', model: sampleModel, toolVersion: '0.0.0'})
  return {encoded: missing.length}
}

/** Bytes of all files, by name. */
function bytesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  )
}

const at = {file: 'own.tsv', line: 1}
const row = new SampleRows()

/** Everything that reading back could lose. */
const awkward: readonly OntologyRow[] = [
  ...sampleRows(),
  row.term('C:1', 'DISEASE'),
  row.term('C:1', 'Malady', 'exact', {termId: '20', language: 'en'}),
  row.term('C:1', 'Affection', 'exact', {termId: '3', language: 'fr'}),
  row.term('C:1', 'affection', 'exact', {termId: '4', language: 'en'}),
  row.term('C:1', 'Ailment', 'broad'),
  row.term('C:1', 'Krankheit', 'preferred', {language: 'de'}),
  row.definition('C:1', 'What ails.'),
  row.definition('C:1', 'Other words.'),
  row.definition('C:1', 'What ails.'),
  row.type('C:404', 'type of nobody'),
  row.type('C:9', 'retired type'),
  row.concept('C:5'),
  row.term('C:5', 'Nur auf Deutsch', 'preferred', {language: 'de'}),
  row.isA('C:5', 'C:1'),
  row.concept('C:6'),
  row.concept('C:8', false),
  row.replacement('C:8', 'C:9', 'replaced-by'),
  {...row.isA('C:404', 'C:1'), relation: 'relation of nobody'} as OntologyRow,
  {...row.isA('C:4', 'C:1'), relation: 'finding-site', group: 2} as OntologyRow,
  {...row.isA('C:4', 'C:1'), relation: 'finding-site', group: 1} as OntologyRow,
  row.member('a set of nobody', 'C:404'),
  row.member('900', 'C:2'),
  {row: 'property', conceptId: 'C:2', property: 'size', value: '7', group: 1, at},
  {row: 'property', conceptId: 'C:2', property: 'size', value: '7', at},
  {
    row: 'map',
    conceptId: 'C:3',
    target: 'ICD10:I21',
    relation: '447562003',
    group: 1,
    priority: 2,
    rule: 'TRUE',
    advice: 'ALWAYS I21',
    at,
  },
  {row: 'kept', file: 'lines.txt', line: 'a\tb', at},
]

const otherRows = (): OntologyRow[] => {
  const other = new SampleRows()
  return [
    ...['D:1', 'D:2'].map((id) => other.concept(id)),
    other.term('D:1', 'Heart disease', 'preferred', {language: 'en'}),
    other.term('D:1', 'Herzkrankheit', 'exact', {language: 'de'}),
    other.term('D:2', 'Fever', 'preferred', {language: 'en'}),
    other.type('D:2', 'zz last type'),
    other.type('D:1', 'aa first type'),
    other.isA('D:2', 'D:1'),
  ]
}

const own = (id: string, text: string): Synonym => ({id, text, at})

it.each<[string, BuildOptions]>([
  ['as it is', {}],
  [
    'with names of the user’s own',
    {synonyms: [own('C:1', 'Ailment'), own('C_2', 'Pump trouble'), own('X:1', 'lost')]},
  ],
  [
    'with a filter by hierarchy',
    {filters: {include: ['descendants-of=C:2', 'descendants-of=D:1'], exclude: []}},
  ],
  ['with a filter by type', {filters: {include: [], exclude: ['type=disorder']}}],
  ['with a language let in', {filters: {include: ['language=en'], exclude: []}}],
  ['with a language kept out', {filters: {include: [], exclude: ['language=de']}}],
  [
    'with a filter and names of the user’s own',
    {
      filters: {include: [], exclude: ['type=disorder']},
      synonyms: [own('C:4', 'Leaky valve'), own('C:1', 'Illness')],
    },
  ],
])('gives the bytes of a new build, whichever source is read anew (%s)', async (_what, options) => {
  const home = temporaryFolder()
  const [fresh, updated] = [join(home, 'fresh'), join(home, 'updated')]
  const next = {awkward, other: otherRows()}
  await build(fresh, next, options)

  for (const code of ['awkward', 'other'] as const) {
    const older = [...next[code], row.concept('A:1'), row.term('A:1', 'Vanishing'), row.type('A:1', 'gone')]
    const others = [own('C:1', 'Ailment'), own('D:2', 'Pyrexia'), own('C:5', 'Not yours any more')]
    await build(updated, {...next, [code]: older}, {...options, synonyms: others})
    using previous = await PreviousIndex.open(updated)
    const {encoded} = await build(updated, {[code]: next[code]}, {...options, previous})

    expect(JSON.parse(String(readFileSync(join(updated, 'manifest.json')))), code).toEqual(
      JSON.parse(String(readFileSync(join(fresh, 'manifest.json')))),
    )
    expect(bytesOf(updated), code).toEqual(bytesOf(fresh))
    expect(encoded).toBeLessThanOrEqual(options.synonyms?.length ?? 0)
  }
})
