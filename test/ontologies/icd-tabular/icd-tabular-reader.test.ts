import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {icdTabularReader} from '../../../ontologies/icd-tabular/icd-tabular-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

const tabular = join(fixtureFolder('icd-tabular'), 'icd10cm_tabular_2026.xml')
const claml = join(fixtureFolder('icd-claml'), 'claml.xml')

/** A tabular list with these lines in its one section, from line 3. */
const list = (lines: string) =>
  fileOf(
    'list.xml',
    `<ICD10CM.tabular><version>2026</version><chapter><name>1</name><desc>Toys (X00-X99)</desc>
<section id="X00-X09"><desc>Kites (X00-X09)</desc>
${lines}
</section></chapter></ICD10CM.tabular>`,
  )

const diag = (code: string, more = '') =>
  `<diag><name>${code}</name><desc>Name of ${code}</desc>${more}</diag>`

const classes = (lines: string) =>
  fileOf('claml.xml', `<ClaML><Title name="ICD-10-GM" version="2024"/>\n${lines}\n</ClaML>`)

describe('the reader of tabular lists', () => {
  test('reads chapters, sections and codes, each below the other', async () => {
    const reading = await readAll(tabular)

    expect(rowsOf(reading, 'term').map(({conceptId, text, scope}) => [conceptId, text, scope])).toEqual([
      ['X00-X99', 'Conditions of toys', 'preferred'],
      ['X00-X09', 'Conditions of kites', 'preferred'],
      ['X00', 'Torn kite', 'preferred'],
      ['X00.0', 'Torn kite, of paper & string', 'preferred'],
      ['X00.0', 'Ripped paper kite', 'narrow'],
      ['X00.0', 'Split paper kite', 'narrow'],
      ['X00.9', 'Torn kite, unspecified', 'preferred'],
      ['X0A', 'Tangled kite', 'preferred'],
    ])
    expect(rowsOf(reading, 'relation').map(({conceptId, targetId}) => [conceptId, targetId])).toEqual([
      ['X00-X09', 'X00-X99'],
      ['X00', 'X00-X09'],
      ['X00.0', 'X00'],
      ['X00.9', 'X00'],
      ['X0A', 'X00-X09'],
    ])
  })

  test.each(['<section id="X90"><desc>Marbles (X90)</desc>', '<section><desc>Marbles (X90)</desc>'])(
    'keeps a category that is alone in its section: %s',
    async (section) => {
      const xml = `<ICD10CM.tabular><chapter><name>1</name><desc>Toys (X00-X99)</desc>
${section}${diag('X90')}</section></chapter></ICD10CM.tabular>`

      const reading = await readAll(fileOf('list.xml', xml))

      expect(rowsOf(reading, 'relation').map(({conceptId, targetId}) => [conceptId, targetId])).toEqual([
        ['X90-X90', 'X00-X99'],
        ['X90', 'X90-X90'],
      ])
      expect(countKinds(reading)).toEqual({})
    },
  )

  test('takes the chapter for the type of a code', async () => {
    const reading = await readAll(tabular)

    expect(rowsOf(reading, 'type').map(({conceptId, type}) => [conceptId, type])).toEqual([
      ['X00-X99', 'ICD chapter'],
      ['X00-X09', 'ICD section'],
      ['X00', 'Conditions of toys'],
      ['X00.0', 'Conditions of toys'],
      ['X00.9', 'Conditions of toys'],
      ['X0A', 'Conditions of toys'],
    ])
  })

  test('keeps notes and seventh characters as values, not as names', async () => {
    const reading = await readAll(tabular)

    expect(
      rowsOf(reading, 'property').map(({conceptId, property, value}) => [conceptId, property, value]),
    ).toEqual([
      ['X00-X99', 'includes', 'toys of any material'],
      ['X00-X99', 'note', 'Use with care.'],
      ['X00', 'excludes1', 'torn kite string (X01.-)'],
      ['X00', 'excludes2', 'lost kite (X02)'],
      ['X00', 'code-first', 'kind of kite'],
      ['X00', 'use-additional-code', 'code for the wind'],
      ['X00', 'code-also', 'the tree, if any'],
      [
        'X00',
        'seventh-character-note',
        'The appropriate 7th character is to be added to each code from category X00',
      ],
      ['X00', 'seventh-character', 'A: first flight'],
      ['X00', 'seventh-character', 'S: later flight'],
    ])
  })

  test.each([
    ['without a code', '<diag><desc>Nobody</desc>', 'code-missing', 'skipped'],
    [
      'with a code that overflows',
      `<diag><name>X${'9'.repeat(200)}</name><desc>Nobody</desc>`,
      'bad-code',
      'skipped',
    ],
    ['that is there twice', '<diag><name>X09</name><desc>Again</desc>', 'duplicate-code', 'skipped'],
    ['without a title', '<diag><name>X02</name>', 'code-without-name', 'warning'],
  ])('counts a code %s, and keeps what is below it', async (_what, start, kind, severity) => {
    const reading = await readAll(list(`${diag('X09')}\n${start}\n${diag('X01.1')}</diag>\n${diag('X03')}`))

    expect(reading.problems.map((problem) => [problem.kind, problem.severity, problem.at.line])).toEqual([
      [kind, severity, 4],
    ])
    expect(reading.problems[0]?.message.length).toBeLessThan(100)
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(expect.arrayContaining(['X01.1', 'X03']))
    expect(rowsOf(reading, 'relation').map(({conceptId}) => conceptId)).toContain('X01.1')
    expect(rowsOf(reading, 'term').map(({text}) => text)).not.toContain('Nobody')
  })

  test('reads a code whose name comes last', async () => {
    const reading = await readAll(
      list('<diag><inclusionTerm><note>Kite</note></inclusionTerm><desc>Torn</desc><name>X00</name></diag>'),
    )

    expect(rowsOf(reading, 'term').filter(({conceptId}) => conceptId === 'X00')).toHaveLength(2)
  })

  test('calls a chapter by its number, where its title has no range', async () => {
    const text = readFileSync(tabular, 'utf8').replace(' (X00-X99)', '')

    const reading = await readAll(fileOf('x.xml', text))

    expect(rowsOf(reading, 'concept')[0]).toMatchObject({id: 'chapter-99'})
  })

  test('passes over a section that is the whole chapter', async () => {
    const text = readFileSync(tabular, 'utf8').replace('(X00-X99)', '(X00-X09)')

    const reading = await readAll(fileOf('x.xml', text))

    expect(rowsOf(reading, 'relation')[0]).toMatchObject({conceptId: 'X00', targetId: 'X00-X09'})
    expect(countKinds(reading)).toEqual({})
  })

  test.each([
    ['is cut', (text: string) => text.slice(0, 900), /line \d+: the XML is not well-formed \(unclosed tag/],
    ['is nested wrongly', (text: string) => text.replace('</diag>', '</section>'), /line 54: the XML/],
    ['goes on as another format', (text: string) => `${text}X00|Torn kite`, /line 6\d: the XML/],
  ])('refuses a list that %s, with file and line', async (_what, change, message) => {
    const path = fileOf('x.xml', change(readFileSync(tabular, 'utf8')))

    await expect(readAll(path)).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringMatching(message),
    })
  })

  test('refuses lists of several years', async () => {
    const text = readFileSync(tabular, 'utf8')
    const folder = folderOf({'a.xml': text, 'b.xml': text.replace('>2026<', '>2025<')})

    await expect(readAll(folder)).rejects.toMatchObject({
      message: expect.stringContaining('(icd10cm 2026, icd10cm 2025)'),
    })
  })
})

describe('the reader of ClaML', () => {
  test('reads classes with their rubrics', async () => {
    const reading = await readAll(claml)

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['I', 'X00-X09', 'X00'])
    expect(rowsOf(reading, 'term')).toEqual([
      {conceptId: 'I', text: 'Conditions of toys', scope: 'preferred', language: 'en'},
      {conceptId: 'X00-X09', text: 'Conditions of kites', scope: 'preferred', language: 'en'},
      {conceptId: 'X00', text: 'Torn kite', scope: 'preferred', language: 'en'},
      {conceptId: 'X00', text: 'Torn kite of any material', scope: 'exact', language: 'en'},
      {conceptId: 'X00', text: 'Ripped kite', scope: 'narrow', language: 'en'},
      {conceptId: 'X00', text: 'Kite: split', scope: 'narrow', language: 'en'},
    ])
    expect(rowsOf(reading, 'relation').map(({conceptId, targetId}) => [conceptId, targetId])).toEqual([
      ['X00-X09', 'I'],
      ['X00', 'X00-X09'],
    ])
    expect(rowsOf(reading, 'property')).toEqual([
      {conceptId: 'I', property: 'introduction', value: 'On toys. And games.'},
      {conceptId: 'X00', property: 'usage', value: 'dagger'},
      {conceptId: 'X00', property: 'exclusion', value: 'lost kite (X02)'},
    ])
    expect(rowsOf(reading, 'definition')).toEqual([
      {conceptId: 'X00', text: 'A kite with a tear.', language: 'en'},
    ])
    expect(countKinds(reading)).toEqual({})
  })

  test('goes by the name and version of its title', async () => {
    await using source = await openSource(claml)

    const description = await icdTabularReader.describe(source)

    expect(description).toEqual({format: 'icd-tabular', code: 'icd10toys', release: '2024'})
  })

  test.each([
    ['without a code', '<Class kind="category"/>', 'code-missing'],
    ['with a code that is none', `<Class code="${'X'.repeat(99)}"/>`, 'bad-code'],
    ['that is there twice', '<Class code="A00"/>', 'duplicate-code'],
    ['without a title', '<Class code="A01"/>', 'code-without-name'],
  ])('counts a class %s', async (_what, line, kind) => {
    const good = '<Class code="A00"><Rubric kind="preferred"><Label>Torn</Label></Rubric></Class>'

    const reading = await readAll(classes(`${good}\n${line}`))

    expect(reading.problems.map((problem) => [problem.kind, problem.at.line])).toEqual([[kind, 3]])
  })
})
