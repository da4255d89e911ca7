import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {recogniseReader} from '../../../ontologies/readers.js'
import {openSource} from '../../../ontologies/source-files.js'
import type {OntologyRow} from '../../../src/domain/ontology.js'
import {UsageError} from '../../../src/errors.js'
import {IndexBuilder} from '../../../src/index-store/index-builder.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import {parseFilter} from '../../../src/index-store/parse-filter.js'
import {dataFile, dataFolder} from '../../helpers/shared-data.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'
import {buildSample, SampleRows, sampleRows} from './sample-index.js'

async function buildFiltered(include: string[], exclude: string[] = [], rows = sampleRows()) {
  const {folder, manifest, verifier} = await buildSample(temporaryFolder(), 'sample', {
    engine: 'exact',
    filters: {include, exclude},
    rows,
  })
  return {index: await openIndex(folder, {verifier}), manifest}
}

const named = (rows: readonly {id: string}[]) => rows.map(({id}) => id)

it('gives concepts that are left out no names, but their place in the hierarchy', async () => {
  const {index, manifest} = await buildFiltered(['ecl=< C:2'], ['type=finding'])
  await using _ = index

  const [infarction] = index.findConcepts('C:3')
  const [heart] = index.findConcepts('C:2')

  expect(manifest.counts).toEqual({concepts: 1, names: 3, definitions: 1, texts: 4})
  expect(infarction).toMatchObject({active: true, name: 'Myocardial infarction', terms: {length: 3}})
  expect(infarction).not.toHaveProperty('leftOut')
  expect(heart).toMatchObject({
    active: true,
    leftOut: true,
    name: 'Heart disease',
    terms: [],
    definitions: [],
  })
  expect(named(heart?.parents ?? [])).toEqual(['C:1'])
  expect(named(heart?.children ?? [])).toEqual(['C:3', 'C:4'])
  expect(index.termsWithKey('disease heart')).toEqual([])
  expect(
    index.termsWithKey('attack heart', parseFilter({include: ['descendants-of=C:1'], exclude: []})),
  ).toHaveLength(1)
})

it('drops names in other languages, and concepts that have no others', async () => {
  const row = new SampleRows()
  const rows: OntologyRow[] = [
    ...['1', '2', '3'].map((id) => row.concept(id)),
    row.concept('4', false),
    row.term('1', 'Fièvre', 'preferred', {language: 'fr'}),
    row.term('1', 'Fever', 'exact', {language: 'en'}),
    row.term('2', 'Toux', 'preferred', {language: 'fr'}),
    row.term('3', 'Tussis'),
    row.term('4', 'Vieux', 'preferred', {language: 'fr'}),
    {...row.definition('1', 'De la chaleur.'), language: 'fr'} as OntologyRow,
  ]

  const {index, manifest} = await buildFiltered(['language=en'], [], rows)
  await using _ = index

  expect(manifest.counts).toEqual({concepts: 2, names: 2, definitions: 0, texts: 2})
  expect(manifest.filters?.leftOut).toEqual({concepts: 1, names: 2})
  expect(index.findConcepts('1')[0]).toMatchObject({name: 'Fever', definitions: []})
  expect(index.findConcepts('2')[0]).toMatchObject({name: 'Toux', leftOut: true})
  expect(index.findConcepts('4')[0]).toMatchObject({name: 'Vieux', active: false})
})

it('notes the filters as given, and what they left out', async () => {
  const {index, manifest} = await buildFiltered(['TYPE=Disorder', 'active=yes'], ['descendants-of=c_3'])
  await using _ = index

  expect(index.manifest).toEqual(manifest)
  expect(manifest.filters).toEqual({
    include: ['TYPE=Disorder', 'active=yes'],
    exclude: ['descendants-of=c_3'],
    leftOut: {concepts: 2, names: 5},
  })
})

it('notes nothing where everything is allowed', async () => {
  const {index, manifest} = await buildFiltered(['active=yes'])
  await using _ = index

  expect(manifest).not.toHaveProperty('filters')
})

it.each([
  ['type=fnding', 'What was read has no type fnding.'],
  ['ecl=< C:99', 'What was read has no concept C:99.'],
  ['descendants-of=C:9', 'inactive'],
  ['language=de', 'no name in the language de'],
])('refuses %s, which nothing has', async (expression, message) => {
  await expect(buildFiltered([expression])).rejects.toThrow(message)
})

it('refuses a filter that cannot be read before anything is read', async () => {
  const options = {name: 'x', filters: {include: ['type'], exclude: []}}

  await expect(IndexBuilder.create(join(temporaryFolder(), 'x'), options)).rejects.toThrow(UsageError)
})

it('keeps a name that several languages spell alike in each of them', async () => {
  const row = new SampleRows()
  const rows: OntologyRow[] = [
    row.concept('1'),
    row.term('1', 'Asthma', 'preferred', {language: 'en'}),
    row.term('1', 'asthma', 'exact', {language: 'de'}),
    row.term('1', 'ASTHMA', 'exact', {language: 'de'}),
    row.term('1', 'Asthme', 'exact', {language: 'fr'}),
    row.term('1', 'asthme'),
  ]
  const {folder, verifier} = await buildSample(temporaryFolder(), 'sample', {engine: 'exact', rows})
  await using index = await openIndex(folder, {verifier})

  const namesIn = (language: string) =>
    ['asthma', 'asthme'].flatMap((key) =>
      index.termsWithKey(key, {languages: [language]}).map(({term}) => term),
    )

  expect(namesIn('de')).toEqual(['Asthma', 'Asthme'])
  expect(namesIn('en')).toEqual(['Asthma', 'Asthme'])
  expect(namesIn('fr')).toEqual(['Asthme'])
})

describe.skipIf(dataFolder === undefined)('on HPO of 2024', () => {
  // counted from the is_a lines of the file: 18,355 of its 18,988 terms are HP:0000118 or below
  it.each([
    [['descendants-of=HP:0000118'], [], 18_355],
    [[], ['ecl=<< HP:0000118 |Phenotypic abnormality|'], 633],
  ])('with %j without %j leaves %i concepts', async (include, exclude, concepts) => {
    const folder = join(temporaryFolder(), 'hpo')
    await using source = await openSource(dataFile('ontologies', 'hpo-2024-08-13.obo.gz'))
    const reader = await recogniseReader(source)
    await using builder = await IndexBuilder.create(folder, {name: 'hpo', filters: {include, exclude}})
    builder.addSource({code: 'hp', format: 'obo'})

    for await (const rows of reader.read(source, () => {})) builder.addRows('hp', rows)

    expect(builder.finishRows()).toMatchObject({
      counts: {concepts},
      leftOut: {concepts: 18_988 - concepts},
    })
  })
})
