import {cpSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {IdSet} from '../../../ontologies/omop/id-set.js'
import {IdTexts} from '../../../ontologies/omop/id-texts.js'
import {omopReader} from '../../../ontologies/omop/omop-reader.js'
import type {ReaderOptions} from '../../../ontologies/reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import type {Problem} from '../../../src/domain/ontology.js'
import {InputError, UsageError} from '../../../src/errors.js'
import {collect, countKinds, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {folderOf, temporaryFolder} from '../support/temporary-folder.js'

const fixture = fixtureFolder('omop')

async function read(path: string, options: ReaderOptions = {}) {
  await using source = await openSource(path)
  const problems: Problem[] = []
  const rows = await collect(omopReader.read(source, (problem) => problems.push(problem), options))
  return {rows, problems}
}

const idsOf = (reading: Awaited<ReturnType<typeof read>>) => rowsOf(reading, 'concept').map(({id}) => id)

const conceptHeader =
  'concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tinvalid_reason'

describe('the OMOP reader', () => {
  test('keeps quotes of names, and the places of retired concepts', async () => {
    const reading = await read(fixture)

    expect(rowsOf(reading, 'term')[1]).toEqual({
      conceptId: '9000002',
      text: 'Contusion by "bouncing" ball',
      scope: 'preferred',
    })
    expect(
      rowsOf(reading, 'concept')
        .filter(({active}) => !active)
        .map(({id}) => id),
    ).toEqual(['9000004', '9000006'])
    expect(idsOf(reading)).not.toContain('0')
  })

  test('gives the own code of a concept and that of the concept it maps to', async () => {
    const reading = await read(fixture)

    expect(rowsOf(reading, 'map').filter(({conceptId}) => conceptId === '9000003')).toEqual([
      {conceptId: '9000003', target: 'ICDTOY:B99.9', relation: 'exact'},
      {conceptId: '9000003', target: 'TOYMED:T2', relation: 'maps-to'},
      {conceptId: '9000003', target: 'OMOP:9000002', relation: 'maps-to'},
    ])
  })

  test('tells what replaced a retired concept', async () => {
    const reading = await read(fixture)

    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: '9000004', replacementId: '9000002', reason: 'replaced-by'},
      {id: '9000004', replacementId: '9000002', reason: 'maps-to'},
    ])
  })

  test('takes domain and class for types, vocabulary and standing for reference sets', async () => {
    const reading = await read(fixture)

    const of = '9000005'
    expect(
      rowsOf(reading, 'type')
        .filter(({conceptId}) => conceptId === of)
        .map(({type}) => type),
    ).toEqual(['Device', 'Physical Object'])
    expect(
      rowsOf(reading, 'member')
        .filter(({conceptId}) => conceptId === of)
        .map(({refset}) => refset),
    ).toEqual(['TOYMED', 'standard'])
  })

  test('tells the hierarchy by "Is a", and by "Subsumes" only where there is none', async () => {
    const isA = (row: {conceptId: string; targetId: string}) => `${row.conceptId} ${row.targetId}`
    const folder = temporaryFolder()
    cpSync(fixture, folder, {recursive: true})
    const expected = ['9000002 9000001']
    const concepts = `${conceptHeader}\n1\tToy\tD\tV\tC\tS\tT1\t\n2\tBall\tD\tV\tC\tS\tT2\t\n`
    const relations = 'concept_id_1\tconcept_id_2\trelationship_id\tinvalid_reason\n1\t2\tSubsumes\t\n'

    const both = rowsOf(await read(folder), 'relation').map(isA)
    const inverse = await read(folderOf({'c.csv': concepts, 'r.csv': relations}))
    rmSync(join(folder, 'CONCEPT_RELATIONSHIP.csv'))
    const ancestors = rowsOf(await read(folder), 'relation').map(isA)

    expect(both).toEqual([...expected, '2100000001 9000005'])
    expect(rowsOf(inverse, 'relation').map(isA)).toEqual(['2 1'])
    expect(ancestors).toEqual(expected)
  })

  test('knows the language of a synonym from the names of the language concepts', async () => {
    const all = rowsOf(await read(fixture), 'term').filter(({scope}) => scope === 'exact')
    const dutch = rowsOf(await read(fixture, {language: ['nl-NL']}), 'term').filter(
      ({scope}) => scope === 'exact',
    )

    expect(all.map(({language}) => language)).toEqual(['en', 'nl', 'en'])
    expect(dutch.map(({text}) => text)).toEqual(['Balkneuzing'])
  })

  test.each<[string, ReaderOptions, string[]]>([
    ['a domain', {domain: ['condition']}, ['9000001', '9000002', '9000003', '9000004']],
    ['a vocabulary', {vocabulary: ['icdtoy', 'HOUSE']}, ['9000003', '2100000001']],
    ['standard concepts', {standardOnly: true}, ['9000001', '9000002', '9000005', '2100000001']],
    ['all three', {standardOnly: true, domain: ['Device'], vocabulary: ['TOYMED']}, ['9000005']],
  ])('keeps only %s, and nothing is told of the others', async (_what, options, ids) => {
    const reading = await read(fixture, options)

    expect(idsOf(reading).sort()).toEqual(ids.sort())
    for (const row of [
      ...rowsOf(reading, 'relation'),
      ...rowsOf(reading, 'term'),
      ...rowsOf(reading, 'map'),
    ]) {
      expect(ids).toContain(row.conceptId)
    }
    expect(reading.problems).toEqual([])
  })

  test('finds a retired id even where only standard concepts are kept', async () => {
    const reading = await read(fixture, {standardOnly: true})

    expect(rowsOf(reading, 'replacement')).toContainEqual({
      id: '9000004',
      replacementId: '9000002',
      reason: 'replaced-by',
    })
  })

  test('refuses a vocabulary that the download does not list', async () => {
    await using source = await openSource(fixture)

    await expect(omopReader.describe(source, {vocabulary: ['SNOMED']})).rejects.toThrow(UsageError)
  })

  test('refuses a table that is there twice', async () => {
    const concepts = `${conceptHeader}\n1\tToy\tD\tV\tC\tS\tT1\t\n`

    await expect(read(folderOf({'a.csv': concepts, 'b.csv': concepts}))).rejects.toThrow(InputError)
  })

  test('counts what it cannot use', async () => {
    const rows = [
      'x1\tToy\tD\tV\tC\tS\tT1\t',
      '99999999999\tToy\tD\tV\tC\tS\tT1\t',
      '3\t \tD\tV\tC\tS\tT3\t',
      '4\tBall\tD\tV\tC\tS\tT4\t',
    ]
    const relations =
      'concept_id_1\tconcept_id_2\trelationship_id\tinvalid_reason\n4\t77\tIs a\t\n4\tx\tMaps to\t\n'

    const reading = await read(folderOf({'c.csv': [conceptHeader, ...rows].join('\n'), 'r.csv': relations}))

    expect(idsOf(reading)).toEqual(['4'])
    expect(countKinds(reading)).toEqual({'bad-id': 2, 'empty-name': 1, 'relation-of-unlisted-concept': 2})
  })

  test('reads CSV with quotes as well, which databases export', async () => {
    const csv = `${conceptHeader.replaceAll('\t', ',')}\n1,"Toy, ""red""",D,V,C,S,T1,\n`

    const reading = await read(folderOf({'CONCEPT.csv': csv}))

    expect(rowsOf(reading, 'term')[0]?.text).toBe('Toy, "red"')
  })
})

describe('IdSet and IdTexts', () => {
  test('hold what was put in, to the end of 32 bits', () => {
    const ids = [1, 31, 32, 65_535, 65_536, 2_100_000_001, 4_294_967_295]
    const set = new IdSet()
    const texts = new IdTexts(ids.length)

    for (const id of ids) {
      set.add(id)
      set.add(id)
      texts.set(id, `ä ${id}`)
      texts.set(id, 'second')
    }

    expect(set.size).toBe(ids.length)
    expect(ids.map((id) => texts.get(id))).toEqual(ids.map((id) => `ä ${id}`))
    for (const id of [0, 2, 30, 33, 65_537, 2_100_000_002]) {
      expect(set.has(id)).toBe(false)
      expect(texts.get(id)).toBeUndefined()
    }
  })
})
