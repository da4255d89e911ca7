import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {meshReader} from '../../../ontologies/mesh/mesh-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

const ascii = fixtureFolder('mesh')
const xml = fixtureFolder('mesh-xml')

/** One ASCII descriptor with these fields, its id last as NLM writes it. */
const descriptor = (fields: string, id = 'D000001') =>
  `*NEWRECORD\nRECTYPE = D\nMH = Heading ${id}\n${fields}\nUI = ${id}\n`

describe('the MeSH reader', () => {
  test('reads the terms of ASCII with their relation to the heading, permuted ones left out', async () => {
    const reading = await readAll(ascii)

    expect(rowsOf(reading, 'term').map(({conceptId, text, scope}) => [conceptId, text, scope])).toEqual([
      ['D999002', 'Kites', 'preferred'],
      ['D999002', 'Wind Toys', 'broad'],
      ['D999002', 'Box Kites', 'narrow'],
      ['D999002', 'Flying Kites', 'exact'],
      ['D999002', 'Kite Strings', 'related'],
      ['D999001', 'Toys', 'preferred'],
      ['D999003', 'Lifters', 'preferred'],
      ['D999004', 'Playing', 'preferred'],
      ['C999001', 'rice paper 12', 'preferred'],
      ['C999001', 'kite paper', 'exact'],
      ['C999001', 'ricepaper-12', 'exact'],
      ['C999002', 'rice paper 13', 'preferred'],
    ])
  })

  test('reads the terms of XML by their concept, ConceptRelation in both directions', async () => {
    const reading = await readAll(xml)

    const terms = rowsOf(reading, 'term').filter(({conceptId}) => conceptId === 'D999002')
    expect(terms.map(({text, scope}) => [text, scope])).toEqual([
      ['Kites', 'preferred'],
      ['Flying Kites', 'exact'],
      ['Box Kites', 'narrow'],
      ['Wind Toys', 'broad'],
      ['Strings & Tails', 'narrow'],
      ['Kite Days', 'related'],
    ])
    expect(countKinds(reading)).toEqual({})
  })

  test.each([
    ['ASCII', ascii],
    ['XML', xml],
  ])('makes the tree and the relations of %s, whatever comes first', async (_what, folder) => {
    const reading = await readAll(folder)

    expect(rowsOf(reading, 'relation')).toEqual(
      expect.arrayContaining([
        {conceptId: 'D999002', relation: 'is-a', targetId: 'D999001'},
        {conceptId: 'D999002', relation: 'see-related', targetId: 'D999001'},
        {conceptId: 'D999002', relation: 'pharmacological-action', targetId: 'D999003'},
        {conceptId: 'C999001', relation: 'mapped-to', targetId: 'D999002'},
      ]),
    )
    expect(rowsOf(reading, 'property')).toEqual(
      expect.arrayContaining([
        {conceptId: 'D999002', property: 'tree-number', value: 'J01.200'},
        {conceptId: 'D999002', property: 'tree-number', value: 'Z01'},
      ]),
    )
  })

  test.each([
    ['ASCII', ascii],
    ['XML', xml],
  ])('takes categories, classes and semantic types of %s for types', async (_what, folder) => {
    const reading = await readAll(folder)

    const types = rowsOf(reading, 'type')
    expect(types.filter(({conceptId}) => conceptId === 'D999002').map(({type}) => type)).toEqual([
      'Technology, Industry, and Agriculture',
      'Geographicals',
      'Manufactured Object',
    ])
    expect(types).toContainEqual({conceptId: 'D999004', type: 'Check Tags'})
  })

  test('maps registry numbers to the registry that they look like', async () => {
    const reading = await readAll(ascii)

    expect(rowsOf(reading, 'map').map(({target, relation}) => [target, relation])).toEqual([
      ['UNII:99ABCDEFGH', 'registry-number'],
      ['CAS:99999-99-9', 'related-registry-number'],
      ['EC:3.9.9.9', 'registry-number'],
      ['NCBITaxon:99999', 'related-registry-number'],
    ])
    expect(rowsOf(reading, 'property')).toContainEqual({
      conceptId: 'C999002',
      property: 'registry-number',
      value: 'E 13',
    })
  })

  test('takes scope notes and notes for definitions, but for remarks to the indexer', async () => {
    const fromAscii = await readAll(ascii)
    const fromXml = await readAll(xml)

    const expected = [
      {conceptId: 'D999002', text: 'A toy of paper that flies in the wind.'},
      {conceptId: 'C999001', text: 'Paper made of rice, thin and strong.'},
    ]
    expect(rowsOf(fromAscii, 'definition')).toEqual(expected)
    expect(rowsOf(fromXml, 'definition')).toEqual(expected)
    expect(rowsOf(fromAscii, 'property')).toContainEqual({
      conceptId: 'C999002',
      property: 'note',
      value: 'structure given in first source',
    })
  })

  test('goes to the nearest tree number above that is there, and warns', async () => {
    const text = `${descriptor('MN = C01')}${descriptor('MN = C01.100.200', 'D000002')}`

    const reading = await readAll(fileOf('d.bin', text))

    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: 'D000002', relation: 'is-a', targetId: 'D000001'},
    ])
    expect(countKinds(reading)).toEqual({'missing-parent': 1})
  })

  test.each([
    ['an id of another kind', descriptor('', 'X1'), 'bad-id', 1],
    ['an id that overflows', descriptor('', `D${'9'.repeat(400)}`), 'bad-id', 1],
    ['no id, as where a file is cut', '*NEWRECORD\nRECTYPE = D\nMH = Kites\n', 'record-without-id', 1],
    ['the id of another record', descriptor(''), 'duplicate-id', 1],
    ['a line without a field', descriptor('flotsam', 'D000003'), 'unparsable-line', 4],
    ['a heading that is not there', descriptor('PA = Nobody', 'D000003'), 'unknown-heading', 4],
    ['unknown sub-fields', descriptor('ENTRY = Kite|T1|abcdef', 'D000003'), 'unknown-subfields', 4],
    ['the tree number of another', descriptor('MN = C01', 'D000003'), 'duplicate-tree-number', 4],
    ['no heading', '*NEWRECORD\nRECTYPE = D\nUI = D000003\n', 'record-without-name', 1],
  ])('counts a record with %s and says where it is', async (_what, spoiled, kind, line) => {
    const first = descriptor('MN = C01')
    const before = first.split('\n').length - 1

    const reading = await readAll(fileOf('d.bin', `${first}${spoiled}${descriptor('', 'D000009')}`))

    expect(reading.problems.map((problem) => [problem.kind, problem.at.line])).toEqual([
      [kind, before + line],
    ])
    expect(reading.problems[0]?.message.length).toBeLessThan(120)
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(
      expect.arrayContaining(['D000001', 'D000009']),
    )
  })

  test('gives up a record without end, not the file', async () => {
    const endless = descriptor(
      'MS = '
        .padEnd(1 << 19, 'x')
        .concat('\n')
        .repeat(20),
      'D000002',
    )

    const reading = await readAll(fileOf('d.bin', `${descriptor('')}${endless}${descriptor('', 'D000003')}`))

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['D000001', 'D000003'])
    expect(countKinds(reading)).toHaveProperty('record-too-large', 1)
  })

  test('passes over qualifiers', async () => {
    const reading = await readAll(
      fileOf('d.bin', `${descriptor('')}*NEWRECORD\nRECTYPE = Q\nSH = history\nUI = Q000001\n`),
    )

    expect(rowsOf(reading, 'concept')).toHaveLength(1)
    expect(countKinds(reading)).toEqual({})
  })

  test('reads supplementary records without descriptors, counting headings that it does not know', async () => {
    const reading = await readAll(join(ascii, 'c2024.bin'))

    expect(rowsOf(reading, 'concept')).toHaveLength(2)
    expect(countKinds(reading)).toEqual({'unknown-heading': 4})
  })

  test('names the language of translated files', async () => {
    const text = readFileSync(join(xml, 'supp2024.xml'), 'utf8').replace('"eng"', '"fre"')

    const reading = await readAll(fileOf('fresupp2024.xml', text))

    expect(new Set(rowsOf(reading, 'term').map(({language}) => language))).toEqual(new Set(['fre']))
  })

  test('takes the year from the document type where the file has another name', async () => {
    await using source = await openSource(
      fileOf('mesh.xml', readFileSync(join(xml, 'desc2024.xml'), 'utf8').replace('_20240101', '_20230101')),
    )

    const {release} = await meshReader.describe(source)

    expect(release).toBe('2023')
  })

  test('reads XML where a folder holds both forms', async () => {
    const both = folderOf({
      'd2024.bin': readFileSync(join(ascii, 'd2024.bin')),
      'desc2024.xml': readFileSync(join(xml, 'desc2024.xml')),
    })

    const reading = await readAll(both)

    expect(rowsOf(reading, 'concept')).toHaveLength(4)
    expect(countKinds(reading)).toEqual({'superseded-file': 1})
  })

  test('refuses files of several years', async () => {
    const folder = folderOf({'d2023.bin': descriptor(''), 'd2024.bin': descriptor('')})

    await expect(readAll(folder)).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('(2023, 2024)'),
    })
  })

  test('refuses XML that is cut, with file and line', async () => {
    const text = readFileSync(join(xml, 'desc2024.xml'), 'utf8').slice(0, -40)

    await expect(readAll(fileOf('desc2024.xml', text))).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringMatching(/desc2024\.xml, line 13\d: the XML is not well-formed/),
    })
  })
})
