import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {loincReader} from '../../../ontologies/loinc/loinc-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {InputError} from '../../../src/errors.js'
import {collect, countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

const fixture = fixtureFolder('loinc')
const header = 'LOINC_NUM,COMPONENT,LONG_COMMON_NAME,STATUS'

describe('the LOINC reader', () => {
  test('prefers the long common name and leaves out what names parts only', async () => {
    const terms = rowsOf(await readAll(fixture), 'term').filter(({conceptId}) => conceptId === '90001-1')

    expect(terms.map(({scope, text}) => `${scope} ${text}`)).toEqual([
      'preferred Bounce [Length] of Ball',
      'exact Bounce Len (Ball)',
      'exact Bounce Ball',
      'exact Bounce of a ball',
    ])
  })

  test('retires deprecated terms only, with what replaced them', async () => {
    const reading = await readAll(fixture)

    const retired = rowsOf(reading, 'concept').filter(({active}) => !active)
    expect(retired.map(({id}) => id)).toEqual(['90003-7'])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: '90003-7', replacementId: '90001-1', reason: 'replaced-by'},
    ])
  })

  test('gives class, axes and definition', async () => {
    const reading = await readAll(fixture)

    expect(
      rowsOf(reading, 'type')
        .slice(0, 2)
        .map(({type}) => type),
    ).toEqual(['TOYS', 'Clinical'])
    expect(rowsOf(reading, 'property')).toContainEqual({
      conceptId: '90002-9',
      property: 'METHOD_TYP',
      value: 'Ruler',
    })
    expect(rowsOf(reading, 'definition').map(({text}) => text)).toEqual([
      'How high a ball, "dropped" once,\ncomes back.',
    ])
  })

  test('gives the hierarchy of parts, whose names are no terms', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'relation').map(({conceptId, targetId}) => `${conceptId} ${targetId}`)).toEqual([
      'LP99002-9 LP99001-1',
      '90001-1 LP99002-9',
      '90002-9 LP99002-9',
    ])
    expect(rowsOf(reading, 'term').map(({conceptId}) => conceptId)).not.toContain('LP99001-1')
    expect(rowsOf(reading, 'property')).toContainEqual({
      conceptId: 'LP99001-1',
      property: 'PART_NAME',
      value: 'Toys',
    })
  })

  test('reads a variant that is asked for, before the English names', async () => {
    await using source = await openSource(fixture)

    const rows = await collect(loincReader.read(source, () => {}, {language: ['nl']}))

    const names = rowsOf({rows}, 'term').filter(({conceptId}) => conceptId === '90001-1')
    expect(names.filter(({scope}) => scope === 'preferred')).toEqual([
      {conceptId: '90001-1', text: 'Bounce [Length] of Ball', scope: 'preferred', language: 'en', rank: 1},
      {conceptId: '90001-1', text: 'Stuithoogte van een bal', scope: 'preferred', language: 'nl-nl'},
    ])
  })

  test('reads the table alone', async () => {
    const reading = await readAll(join(fixture, 'LoincTable', 'Loinc.csv'))

    expect(rowsOf(reading, 'concept')).toHaveLength(4)
  })

  test('counts what is no LOINC number and what has no name', async () => {
    const text = `${header}\nLP1-1,Part,Part,ACTIVE\n1-8,Toy,,ACTIVE\n2-6,Toy,Ball,ACTIVE\n`

    const reading = await readAll(fileOf('Loinc.csv', text))

    expect(countKinds(reading)).toEqual({'bad-id': 1, 'empty-name': 1})
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['2-6'])
  })

  test('refuses two tables of one width', async () => {
    const folder = folderOf({'a.csv': `${header}\n`, 'b.csv': `${header}\n`})

    await expect(readAll(folder)).rejects.toThrow(InputError)
  })
})
