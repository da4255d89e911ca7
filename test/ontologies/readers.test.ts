import {describe, expect, test} from 'vitest'
import {readers, recogniseReader} from '../../ontologies/readers.js'
import {openSource} from '../../ontologies/source-files.js'
import {InputError} from '../../src/errors.js'
import {fileOf, folderOf} from './support/temporary-folder.js'
import {writeZip} from './support/write-zip.js'

const oboText = 'format-version: 1.2\nontology: tiny\n\n[Term]\nid: TINY:1\nname: toy\n'
const rf2Text = 'id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\n'

async function formatOf(path: string): Promise<string> {
  await using source = await openSource(path)
  return (await recogniseReader(source)).format
}

async function failureOf(path: string): Promise<InputError> {
  try {
    await formatOf(path)
  } catch (failure) {
    if (failure instanceof InputError) return failure
    throw failure
  }
  throw new Error('the source was recognised')
}

describe('recogniseReader', () => {
  test.each([
    ['an OBO file under any name', () => fileOf('snomed.rf2', oboText), 'obo'],
    ['an OBO file without a header', () => fileOf('x', '! a comment\n\n[Term]\nid: A:1\n'), 'obo'],
    ['one RF2 file under any name', () => fileOf('x.obo', rf2Text), 'snomed-rf2'],
    ['RF2 after comments', () => folderOf({'a/b/c.txt': `#\n# nothing\n\n${rf2Text}`}), 'snomed-rf2'],
    ['a table under any name', () => fileOf('snomed.rf2', 'id,name\n1,Asthma\n'), 'table'],
    ['RF2 with CRLF and a mark', () => fileOf('x', `\uFEFF${rf2Text.replace('\n', '\r\n')}`), 'snomed-rf2'],
  ])('knows %s by its content', async (_what, path, format) => {
    expect(await formatOf(path())).toBe(format)
  })

  test('says of a folder without a terminology what was looked for', async () => {
    const folder = folderOf({'notes.txt': 'a note', 'picture.png': Buffer.from([0x89, 0x50, 0, 0])})

    const failure = await failureOf(folder)

    expect(failure.code).toBe('INPUT_UNKNOWN_FORMAT')
    expect(failure.message).toContain(`The folder ${folder} holds 2 files`)
    for (const {format} of readers) expect(failure.message).toContain(format)
  })

  test('says of a file that it is in no format that can be read', async () => {
    const path = fileOf('snomed.rf2', 'A letter about asthma,\nand how to live with it.\n')

    const failure = await failureOf(path)

    expect(failure.code).toBe('INPUT_UNKNOWN_FORMAT')
    expect(failure.message).toContain(`The file ${path} is in none of the formats`)
  })

  test('says of UTF-16 how to turn it into UTF-8', async () => {
    const failure = await failureOf(fileOf('a.obo', Buffer.from(`\uFEFF${oboText}`, 'utf16le')))

    expect(failure.code).toBe('INPUT_UNKNOWN_FORMAT')
    expect(failure.suggestions[0]).toContain('iconv')
  })

  test('says of a spreadsheet to save it as CSV', async () => {
    const entries = ['[Content_Types].xml', 'xl/workbook.xml'].map((name) => ({
      name,
      content: Buffer.from('<a/>'),
    }))

    const failure = await failureOf(fileOf('toys.xlsx', writeZip(entries)))

    expect(failure.suggestions[0]).toContain('CSV')
  })

  test('points at an archive inside a folder', async () => {
    const folder = folderOf({'release.zip': writeZip([{name: 'a.obo', content: Buffer.from(oboText)}])})

    const failure = await failureOf(folder)

    expect(failure.code).toBe('INPUT_UNKNOWN_FORMAT')
    expect(failure.suggestions[0]).toContain('release.zip')
  })

  test('takes gzip of nothing for an empty file', async () => {
    const empty = Buffer.from('1f8b080000000000000303000000000000000000', 'hex')

    expect(await failureOf(fileOf('a.obo.gz', empty))).toMatchObject({code: 'INPUT_EMPTY'})
  })

  test('does not choose between two formats in one folder', async () => {
    const folder = folderOf({'a.obo': oboText, 'b.txt': rf2Text})

    const failure = await failureOf(folder)

    expect(failure.code).toBe('INPUT_UNUSABLE')
    expect(failure.message).toContain('RF2')
    expect(failure.message).toContain('OBO')
  })

  test('recognises a release beside an entry that cannot be unpacked', async () => {
    const entries = [
      {name: 'Snapshot/a.txt', content: Buffer.from(rf2Text)},
      {name: 'Snapshot/z.txt', content: Buffer.from(rf2Text), method: 9},
    ]

    expect(await formatOf(fileOf('a.zip', writeZip(entries)))).toBe('snomed-rf2')
  })
})
