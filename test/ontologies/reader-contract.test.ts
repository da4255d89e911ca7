import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import {readers} from '../../ontologies/readers.js'
import {openSource} from '../../ontologies/source-files.js'
import type {OntologyRow} from '../../src/domain/ontology.js'
import {collect, countKinds, readAll} from './support/read-all.js'
import type {ContractSubject} from './support/subject.js'
import {fileOf, folderOf} from './support/temporary-folder.js'
import {writeZip} from './support/write-zip.js'

/** One fixture a format, in `test/ontologies/FORMAT/contract-subject.ts`. */
const here = import.meta.dirname
const subjects: ContractSubject[] = []
for (const format of readdirSync(here).sort()) {
  const file = join(here, format, 'contract-subject.ts')
  if (existsSync(file)) subjects.push(((await import(file)) as {subject: ContractSubject}).subject)
}

type Files = Record<string, Buffer>

function filesOf(folder: string): Files {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(
    files.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name))]),
  )
}

function changed(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, Buffer.from(change(content.toString()))]),
  )
}

/** The same rows must come out whatever the files are packed in; only the paths differ. */
function withoutFolders(rows: readonly OntologyRow[]) {
  return rows.map((row) => ({
    ...row,
    at: {...row.at, file: row.at.file.replace(/^.*[/\\:]/, '').replace(/\.gz$/, '')},
  }))
}

test('has a subject for every reader', () => {
  expect(subjects.map(({format}) => format)).toEqual(readers.map(({format}) => format).sort())
})

describe.each(subjects)('the $format reader', ({format, folder, description, ...subject}) => {
  const files = filesOf(folder)
  const asZip = (content: Files, prefix = '') =>
    writeZip(Object.entries(content).map(([name, bytes]) => ({name: prefix + name, content: bytes})))
  const asGzip = (content: Files) =>
    Object.fromEntries(Object.entries(content).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]))

  test('is the one that recognises its fixture', async () => {
    const {reader} = await readAll(folder)

    expect(reader.format).toBe(format)
  })

  test('describes the source', async () => {
    await using source = await openSource(folder)
    const reader = readers.find((one) => one.format === format)!

    const found = await reader.describe(source)

    expect(found).toEqual(description)
  })

  test('reads its fixture without a problem', async () => {
    const reading = await readAll(folder)

    expect(countKinds(reading)).toEqual({})
    expect(reading.rows.length).toBeGreaterThan(10)
  })

  test('gives the same rows in whatever order the files are listed', async () => {
    await using source = await openSource(folder)
    const reader = readers.find((one) => one.format === format)!
    const turned = {...source, files: [...source.files].reverse()}

    const rows = await collect(reader.read(turned, () => {}))

    expect(rows).toEqual((await readAll(folder)).rows)
  })

  test('gives identical rows when it reads twice', async () => {
    await using source = await openSource(folder)
    const reader = readers.find((one) => one.format === format)!

    const first = await collect(reader.read(source, () => {}))
    const second = await collect(reader.read(source, () => {}))

    expect(second).toEqual(first)
  })

  test('names file and line of every row', async () => {
    const {rows} = await readAll(folder)

    const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n')
    for (const row of rows) {
      const line = linesOf(row.at.file)[row.at.line - 1]
      expect(line, JSON.stringify(row)).toBeTruthy()
    }
  })

  test('yields a concept before what is said of it within a file', async () => {
    const {rows} = await readAll(folder)

    expect(rows[0]?.row).toBe('concept')
  })

  test.each<[string, () => string]>([
    ['a zip', () => fileOf('release.zip', asZip(files))],
    ['a zip with a folder in it', () => fileOf('release.zip', asZip(files, 'outer/inner/'))],
    ['a zip without the suffix', () => fileOf('snomed.rf2', asZip(files))],
    ['gzipped files in a folder', () => folderOf(asGzip(files))],
    ['gzipped files in a zip', () => fileOf('release.zip', asZip(asGzip(files)))],
    ['CRLF line ends', () => folderOf(changed(files, (text) => text.replaceAll('\n', '\r\n')))],
    ['a byte order mark', () => folderOf(changed(files, (text) => `\uFEFF${text}`))],
    ['no line end at the end', () => folderOf(changed(files, (text) => text.trimEnd()))],
    ['blank lines at the end', () => folderOf(changed(files, (text) => `${text}\n\n`))],
  ])('gives the same rows from %s', async (_what, source) => {
    const expected = await readAll(folder)

    const reading = await readAll(source())

    expect(withoutFolders(reading.rows)).toEqual(withoutFolders(expected.rows))
    expect(countKinds(reading)).toEqual({})
  })

  test('counts a line that it cannot use, says where it is, and reads on', async () => {
    const whole = await readAll(folder)
    const spoiled = changed(files, (text) => text.replace(subject.row, subject.spoiledRow))

    const reading = await readAll(folderOf(spoiled))

    expect(countKinds(reading)).toHaveProperty(subject.problem, expect.any(Number))
    expect(reading.rows.length).toBeLessThan(whole.rows.length)
    expect(reading.rows.length).toBeGreaterThanOrEqual(whole.rows.length - 5)
    for (const {at, severity, message} of reading.problems) {
      expect(readFileSync(at.file, 'utf8').split('\n')[at.line - 1]).toBe(subject.spoiledRow)
      expect(severity).toBe(subject.severity ?? 'skipped')
      expect(message).not.toContain(subject.spoiledRow)
    }
  })

  test('warns of bytes that are not UTF-8 and uses the line', async () => {
    const whole = await readAll(folder)
    const {file: name, word} = subject.text
    const text = files[name]!.toString('latin1').replace(word, '\xe9lbow')

    const reading = await readAll(folderOf({...files, [name]: Buffer.from(text, 'latin1')}))

    expect(reading.problems.map(({kind, severity}) => [kind, severity])).toEqual([
      ['invalid-utf8', 'warning'],
    ])
    expect(reading.rows).toHaveLength(whole.rows.length)
    expect(JSON.stringify(reading.rows)).toContain('\uFFFDlbow')
  })

  test.runIf(subject.isLineBased)('leaves out a line that is far too long and reads on', async () => {
    const whole = await readAll(folder)
    const long = changed(files, (text) => `${text}x: ${'x\t'.repeat(1 << 20)}\n`)

    const reading = await readAll(folderOf(long))

    expect(withoutFolders(reading.rows)).toEqual(withoutFolders(whole.rows))
    expect(new Set(reading.problems.map(({kind}) => kind))).toEqual(new Set(['line-too-long']))
  })
})
