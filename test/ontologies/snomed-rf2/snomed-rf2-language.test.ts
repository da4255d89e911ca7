import {describe, expect, test} from 'vitest'
import {snomedRf2Reader} from '../../../ontologies/snomed-rf2/snomed-rf2-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {folderOf} from '../support/temporary-folder.js'
import {
  concept,
  description,
  dialectsThere,
  type GeneratedRow,
  releaseFiles,
  uuid,
} from './generated-release.js'
import {joinSources} from './joined-tables.js'

const {gb, nl, own, us} = dialectsThere
const date = '20240131'
const synonym = '900000000000013009'
const fullySpecified = '900000000000003001'
let members = 0

const conceptRow = (id: string): GeneratedRow => ({kind: 'concept', columns: [id, date, '1', 'm', 'p']})
const descriptionRow = (
  id: string,
  of: string,
  language: string,
  text: string,
  type = synonym,
): GeneratedRow => ({
  kind: 'description',
  columns: [id, date, '1', 'm', of, language, type, text, 'c'],
})
const preference = (refset: string, termId: string): GeneratedRow => ({
  kind: 'language',
  columns: [uuid(++members), date, '1', 'm', refset, termId, '900000000000548007'],
})

/** The first concept has a name in each dialect, the second none in Dutch, the third one in US English only. */
const names: readonly [item: number, language: string, text: string, refsets: readonly string[]][] = [
  [1, 'en', 'Hemorrhage', [us]],
  [1, 'en', 'Haemorrhage', [gb]],
  [1, 'nl', 'Bloeding', [nl]],
  [1, 'en', 'A bleed', []],
  [2, 'en', 'Edema', [us]],
  [2, 'en', 'Oedema', [gb]],
  [3, 'en', 'Ache', [us]],
  [3, 'xx', 'Sore', [own]],
]

const rows: readonly GeneratedRow[] = [
  ...[1, 2, 3].map((item) => conceptRow(concept(item))),
  conceptRow(own),
  descriptionRow(description(90), own, 'en', 'Danish language reference set (foundation metadata concept)'),
  ...names.flatMap(([item, language, text, refsets], index) => [
    descriptionRow(description(index + 1), concept(item), language, text),
    ...refsets.map((refset) => preference(refset, description(index + 1))),
  ]),
]

const release = (more: readonly GeneratedRow[] = []) =>
  folderOf(releaseFiles([...rows, ...more], 'Snapshot', date))

async function preferredNames(language?: readonly string[]) {
  const {tables} = await joinSources([release()], {language})
  const named = new Map((tables.concept as {id: string; name: string}[]).map(({id, name}) => [id, name]))
  return [1, 2, 3].map((item) => named.get(concept(item)))
}

describe('--language', () => {
  test.each([
    [undefined, ['Hemorrhage', 'Edema', 'Ache']],
    [['en-US'], ['Hemorrhage', 'Edema', 'Ache']],
    [['en-GB'], ['Haemorrhage', 'Oedema', 'Ache']],
    [['EN-gb'], ['Haemorrhage', 'Oedema', 'Ache']],
    [['en_GB'], ['Haemorrhage', 'Oedema', 'Ache']],
    [['en'], ['Hemorrhage', 'Edema', 'Ache']],
    [['nl'], ['Bloeding', 'Edema', 'Ache']],
    [
      ['nl-NL', 'en-GB'],
      ['Bloeding', 'Oedema', 'Ache'],
    ],
    [[gb], ['Haemorrhage', 'Oedema', 'Ache']],
    [[own], ['Hemorrhage', 'Edema', 'Sore']],
    // a reference set of no known dialect, found by what the release calls it
    [['da'], ['Hemorrhage', 'Edema', 'Sore']],
    [['da-DK'], ['Hemorrhage', 'Edema', 'Sore']],
  ])('%s names the concepts', async (language, expected) => {
    expect(await preferredNames(language)).toEqual(expected)
  })

  test('a name that another reference set prefers is one like others where the first prefers one', async () => {
    const {rows: read} = await joinSources([release()], {language: ['nl']})

    const preferredIds = read.flatMap((row) => (row.row === 'preference' ? [row.termId] : []))
    expect(preferredIds.sort()).toEqual([3, 5, 7].map(description).sort())
  })

  test('keeps the names of all languages', async () => {
    const plain = await joinSources([release()])

    const dutch = await joinSources([release()], {language: ['nl']})

    const texts = ({tables}: typeof plain) => (tables.text as {text: string}[]).map(({text}) => text).sort()
    expect(texts(dutch)).toEqual(texts(plain))
    expect(texts(dutch)).toContain('A bleed')
  })

  test.each(['fi', 'nl-BE', 'nonsense language', '123456789'])(
    'refuses %s, and names those there',
    async (tag) => {
      await using source = await openSource(release())

      const failure = await snomedRf2Reader
        .describe(source, {language: [tag]})
        .catch((error: unknown) => error)

      expect(failure).toMatchObject({code: 'USAGE', exitCode: 2})
      expect((failure as Error).message).toContain(tag)
      const [hint] = (failure as {suggestions: string[]}).suggestions
      expect(hint).toContain(`en-GB (${gb})`)
      expect(hint).toContain(`Danish language reference set (foundation metadata concept) (${own})`)
    },
  )

  test('refuses any where the release has no language reference set', async () => {
    const bare = folderOf(
      releaseFiles(
        rows.filter(({kind}) => kind !== 'language'),
        'Snapshot',
        date,
      ),
    )

    await expect(joinSources([bare], {language: ['en-GB']})).rejects.toMatchObject({code: 'USAGE'})
  })

  test('says before reading which reference sets name the concepts', async () => {
    await using source = await openSource(release())

    const {notes} = await snomedRf2Reader.describe(source, {language: ['nl']})

    expect(notes).toEqual([
      `Concepts are named by the language reference set nl-NL (${nl}), then en-US (${us}).`,
    ])
  })

  test('does not count a preference that was withdrawn', async () => {
    const withdrawn: GeneratedRow = {
      kind: 'language',
      columns: [uuid(1), '20240831', '0', 'm', us, description(1), '900000000000548007'],
    }
    const delta = folderOf(releaseFiles([withdrawn], 'Delta', '20240831'))

    const {tables} = await joinSources([release(), delta], {language: ['en-US', 'en-GB']})

    expect(tables.concept).toContainEqual(expect.objectContaining({id: concept(1), name: 'Haemorrhage'}))
  })
})

describe('the semantic tag of a national edition', () => {
  const fsn = (item: number, language: string, text: string, index: number) =>
    descriptionRow(description(100 + index), concept(item), language, text, fullySpecified)

  test('is the English one, another only where there is none', async () => {
    const folder = release([
      fsn(1, 'nl', 'bloeding (bevinding)', 1),
      fsn(1, 'en', 'Hemorrhage (finding)', 2),
      fsn(2, 'en-GB', 'Oedema (finding)', 3),
      fsn(2, 'nl', 'oedeem (bevinding)', 4),
      fsn(3, 'nl', 'pijn (bevinding)', 5),
    ])

    const {rows: read} = await joinSources([folder])

    const types = read.flatMap((row) => (row.row === 'type' ? [[row.conceptId, row.type]] : []))
    expect(types).toEqual([
      [concept(1), 'finding'],
      [concept(2), 'finding'],
      [concept(3), 'bevinding'],
    ])
  })
})
