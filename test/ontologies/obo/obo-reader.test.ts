import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {oboReader} from '../../../ontologies/obo/obo-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {collect, countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

const fixture = join(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
  'fixtures',
  'ontologies',
  'obo',
  'tiny.obo',
)

/** Reads one term that has these lines. */
function readTerm(lines: string, header = '') {
  return readAll(fileOf('x.obo', `format-version: 1.2\n${header}\n[Term]\nid: X:1\n${lines}\n`))
}

async function describeText(text: string) {
  await using source = await openSource(fileOf('x.obo', text))
  return oboReader.describe(source)
}

describe('the OBO reader', () => {
  test('reads terms and passes over other stanzas', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'concept')).toEqual([
      {id: 'TINY:0000001', active: true},
      {id: 'TINY:0000002', active: true},
      {id: 'TINY:0000003', active: false},
      {id: 'TINY:0000004', active: true},
    ])
  })

  test('reads names and synonyms with their scopes, resolving escapes', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'term').map(({conceptId, text, scope}) => [conceptId, text, scope])).toEqual([
      ['TINY:0000001', 'toy', 'preferred'],
      ['TINY:0000002', 'paper kite, two-tailed', 'preferred'],
      ['TINY:0000002', 'two-tailed kite', 'exact'],
      ['TINY:0000002', 'kite', 'broad'],
      ['TINY:0000002', 'red kite', 'narrow'],
      ['TINY:0000002', 'flyer', 'related'],
      ['TINY:0000002', 'swoosh', 'narrow'],
      ['TINY:0000002', 'old kite', 'exact'],
      ['TINY:0000003', 'marble {lost}', 'preferred'],
    ])
  })

  test('reads definitions, relations, cross-references and history', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'definition')).toEqual([
      {conceptId: 'TINY:0000002', text: 'A kite "of paper",\nwith two tails.'},
    ])
    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: 'TINY:0000002', relation: 'is-a', targetId: 'TINY:0000001'},
      {conceptId: 'TINY:0000002', relation: 'part_of', targetId: 'WEE:7'},
      {conceptId: 'TINY:0000002', relation: 'is-a', targetId: 'TINY:0000004'},
      {conceptId: 'TINY:0000004', relation: 'is-a', targetId: 'TINY:0000001'},
    ])
    expect(rowsOf(reading, 'map')).toEqual([
      {conceptId: 'TINY:0000002', target: 'WEE:12', relation: 'xref'},
      {conceptId: 'TINY:0000002', target: 'EC:No 12/34', relation: 'xref'},
      {conceptId: 'TINY:0000002', target: 'WEE:13', relation: 'exact'},
      {conceptId: 'TINY:0000002', target: 'WEE:14', relation: 'broad'},
    ])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: 'TINY:0000090', replacementId: 'TINY:0000002', reason: 'alternative-id'},
      {id: 'TINY:0000091', replacementId: 'TINY:0000002', reason: 'alternative-id'},
      {id: 'TINY:0000003', replacementId: 'TINY:0000001', reason: 'replaced-by'},
      {id: 'TINY:0000003', replacementId: 'TINY:0000004', reason: 'replaced-by'},
      {id: 'TINY:0000003', replacementId: 'TINY:0000002', reason: 'consider'},
    ])
  })

  test('reads subsets, values and the types of synonyms, not who wrote an entry', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'member')).toEqual([{conceptId: 'TINY:0000002', refset: 'small'}])
    expect(rowsOf(reading, 'property')).toEqual([
      {conceptId: 'TINY:0000002', property: 'play_name', value: 'red kite'},
      {conceptId: 'TINY:0000002', property: 'play_name', value: 'swoosh'},
      {conceptId: 'TINY:0000002', property: 'weight', value: '12'},
    ])
  })

  test('takes the namespace for the type, the default one where a term has none', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'type')).toEqual([
      {conceptId: 'TINY:0000001', type: 'tiny_things'},
      {conceptId: 'TINY:0000002', type: 'flying_things'},
      {conceptId: 'TINY:0000003', type: 'tiny_things'},
      {conceptId: 'TINY:0000004', type: 'tiny_things'},
    ])
  })

  test('knows no type without any namespace', async () => {
    const reading = await readTerm('name: x')

    expect(rowsOf(reading, 'type')).toEqual([])
  })

  test.each([
    ['a comment', 'name: kite ! of paper', 'kite'],
    ['modifiers', 'name: kite {source="a", note="b"}', 'kite'],
    ['modifiers and a comment', 'name: kite {source="a"} ! of paper', 'kite'],
    ['a comment within a modifier', 'name: kite {source="a ! b"}', 'kite'],
    ['empty modifiers', 'name: kite {}', 'kite'],
    ['braces of its own', 'name: poly{A}', 'poly{A}'],
    ['a bang of its own', 'name: Yippee! syndrome', 'Yippee! syndrome'],
    ['an escaped comment', 'name: kite \\! red', 'kite ! red'],
    ['blanks around', 'name:   kite  ', 'kite'],
    ['no blank after the colon', 'name:kite', 'kite'],
    ['a colon', 'name: kite: red', 'kite: red'],
    ['escaped blanks', 'name: red\\Wkite\\tof\\W\\\\paper', 'red kite\tof \\paper'],
    ['two lines', 'name: red \\\nkite', 'red kite'],
    ['a backslash at its end', 'name: kite\\\\\nis_a: X:2', 'kite\\'],
  ])('reads a name with %s', async (_what, line, text) => {
    const reading = await readTerm(line)

    expect(rowsOf(reading, 'term').map((term) => term.text)).toEqual([text])
    expect(countKinds(reading)).toEqual({})
  })

  test.each([
    ['"x" EXACT []', 'exact'],
    ['"x" exact [A:1, A:2]', 'exact'],
    ['"x" NARROW type [A:1]', 'narrow'],
    ['"x" broad', 'broad'],
    ['"x" []', 'related'],
    ['"x"', 'related'],
    ['"x" mine []', 'exact'],
    ['"x" RELATED mine []', 'related'],
    ['"x" toString []', 'related'],
  ])('reads the scope of synonym %s as %s', async (value, scope) => {
    const reading = await readTerm(`synonym: ${value}`, 'synonymtypedef: mine "My \\"own\\"" EXACT')

    expect(rowsOf(reading, 'term')).toEqual([{conceptId: 'X:1', text: 'x', scope}])
  })

  test.each(['exact', 'broad', 'narrow', 'related'])('reads the old tag %s_synonym', async (scope) => {
    const reading = await readTerm(`${scope}_synonym: "x" [A:1]`)

    expect(rowsOf(reading, 'term')).toEqual([{conceptId: 'X:1', text: 'x', scope}])
  })

  test.each([
    'synonym: no quotes EXACT []',
    'synonym: "no end EXACT []',
    'def: no quotes',
    'def: "no end \\"',
    'name:',
    'is_a: ! nothing',
    'relationship: part_of',
    'alt_id:',
    'subset:',
    'intersection_of: ! nothing',
    'property_value: weight',
    'property_value: weight "12',
    'no tag at all',
    '<html>',
    ': nothing',
  ])('counts the line "%s" as skipped, says where it is, and reads on', async (line) => {
    const reading = await readTerm(`${line}\nis_a: X:2`)

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      ['unparsable-line', 'skipped', 5],
    ])
    expect(rowsOf(reading, 'relation')).toHaveLength(1)
  })

  test('passes over empty texts, tags it does not know and everything in other stanzas', async () => {
    const reading = await readTerm(
      'def: "" []\nsynonym: " " EXACT []\nmy_tag: x\n\n[Typedef]\nnonsense\n[Instance]\nid: Y:1',
    )

    expect(countKinds(reading)).toEqual({})
    expect(reading.rows.map(({row}) => row)).toEqual(['concept'])
  })

  test('counts stanzas of a type that OBO does not have', async () => {
    const reading = await readTerm('name: x\n\n[Tern]\nid: X:2\n\n[Term]\nid: X:3')

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      ['unknown-stanza', 'skipped', 7],
    ])
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['X:1', 'X:3'])
  })

  test('counts a term without an id', async () => {
    const reading = await readTerm('name: x\n\n[Term]\nname: nobody\n\n[Term]\nid: X:3')

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      ['term-without-id', 'skipped', 7],
    ])
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['X:1', 'X:3'])
  })

  test('leaves out the lines of a term without end, and reads on', async () => {
    const line = `xref: A:1 "${'x'.repeat(1 << 19)}"\n`

    const reading = await readTerm(`name: x\n${line.repeat(70)}\n[Term]\nid: X:3`)

    const counts = countKinds(reading)
    expect(Object.keys(counts)).toEqual(['stanza-too-long'])
    expect(counts['stanza-too-long']).toBeGreaterThan(0)
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['X:1', 'X:3'])
  })

  test('leaves out an anonymous term and counts it', async () => {
    const reading = await readTerm('is_anonymous: true\nname: x\n\n[Term]\nid: X:3\nis_anonymous: false')

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      ['anonymous-term', 'skipped', 3],
    ])
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['X:3'])
  })

  test('warns of tags that are there twice, and loses none of them', async () => {
    const reading = await readTerm('name: one\nname: two\ndef: "a" []\ndef: "b" []\nid: X:2')

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      ['duplicate-tag', 'warning', 6],
      ['duplicate-tag', 'warning', 8],
      ['duplicate-tag', 'warning', 9],
    ])
    expect(rowsOf(reading, 'concept')).toEqual([{id: 'X:1', active: true}])
    expect(rowsOf(reading, 'term').map(({text, scope}) => [text, scope])).toEqual([
      ['one', 'preferred'],
      ['two', 'exact'],
    ])
    expect(rowsOf(reading, 'definition')).toHaveLength(2)
  })

  test('reads an id that comes after other tags', async () => {
    const reading = await readAll(fileOf('x.obo', '[Term]\nname: x\nid: X:1\n'))

    expect(rowsOf(reading, 'term')).toEqual([{conceptId: 'X:1', text: 'x', scope: 'preferred'}])
  })

  test('keeps what a term says where the file ends in the midst of it', async () => {
    const reading = await readAll(fileOf('x.obo', '[Term]\nid: X:1\nname: x\nsynonym: "cut off'))

    expect(rowsOf(reading, 'term')).toHaveLength(1)
    expect(countKinds(reading)).toEqual({'unparsable-line': 1})
  })

  test('keeps replacements for obsolete terms only', async () => {
    const reading = await readTerm('is_obsolete: false\nreplaced_by: X:2\nconsider: X:3')

    expect(rowsOf(reading, 'replacement')).toEqual([])
  })

  test.each([
    ['http://purl.obolibrary.org/obo/HP_0000001', 'HP:0000001'],
    ['https://purl.obolibrary.org/obo/NCIT_C100', 'NCIT:C100'],
    ['http://www.orpha.net/ORDO/Orphanet_C017', 'Orphanet:C017'],
    ['http://example.org/page_7', 'http://example.org/page_7'],
    ['http://example.org/wee/7', 'WEE:7'],
    ['http://example.org/other/7', 'http://example.org/other/7'],
    ['http://purl.obolibrary.org/obo/hp.owl', 'http://purl.obolibrary.org/obo/hp.owl'],
    ['HP\\:0000001', 'HP:0000001'],
    ['HP:0000001', 'HP:0000001'],
  ])('shortens %s to %s', async (written, id) => {
    const reading = await readTerm(
      `is_a: ${written} {x="y"} ! name`,
      'idspace: WEE http://example.org/wee/ "Wee"',
    )

    expect(rowsOf(reading, 'relation').map(({targetId}) => targetId)).toEqual([id])
  })

  test('is quick with a line made to be slow', async () => {
    const lines = [
      '\\x'.repeat(400_000),
      'name: '.concat('{a='.repeat(300_000)),
      'name: '.concat(' !'.repeat(400_000)),
    ]
    const started = performance.now()

    await readTerm(lines.join('\n'), `remark: ${'version-'.repeat(100_000)}`)

    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('reads several files of one ontology', async () => {
    const file = (id: string) => `ontology: tiny/${id}\n[Term]\nid: TINY:${id}\n`

    const reading = await readAll(folderOf({'b.obo': file('2'), 'a.obo': file('1')}))

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['TINY:1', 'TINY:2'])
  })

  test('reads an import that lies beside, whatever its place, and names one that does not', async () => {
    const term = (id: string) => `[Term]\nid: ${id}\n`
    const folder = folderOf({
      'a/chebi_import.obo': `ontology: hp/imports/chebi_import\n${term('CHEBI:1')}`,
      'b.obo': `ontology: x\nimport: http://purl.obolibrary.org/obo/hp/imports/chebi_import.owl\nimport: wee.obo\n${term('X:1')}`,
      'wee.obo': `ontology: hp/other\nimport: http://example.org/gone.owl ! not here\n${term('WEE:1')}`,
    })

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['X:1', 'CHEBI:1', 'WEE:1'])
    expect(reading.problems.map(({at, kind, severity}) => [kind, severity, at.line])).toEqual([
      ['import-missing', 'warning', 2],
    ])
    expect(reading.problems[0]?.message).toContain('"http://example.org/gone.owl"')
  })

  test('keeps terms of the wanted prefixes alone, and ties them to no others', async () => {
    const path = fileOf(
      'x.obo',
      'ontology: x\n[Term]\nid: X:1\nalt_id: Y:9\nis_a: X:2\nis_a: Y:1\nxref: Y:1\n\n[Term]\nid: Y:1\nname: y\nis_a: X:1\n',
    )
    await using source = await openSource(path)

    const rows = await collect(oboReader.read(source, () => {}, {prefix: ['x:']}))

    expect(rows.map(({at: _at, ...row}) => row)).toEqual([
      {row: 'concept', id: 'X:1', active: true},
      {row: 'replacement', id: 'Y:9', replacementId: 'X:1', reason: 'alternative-id'},
      {row: 'relation', conceptId: 'X:1', relation: 'is-a', targetId: 'X:2'},
      {row: 'map', conceptId: 'X:1', target: 'Y:1', relation: 'xref'},
    ])
  })

  test('refuses several ontologies in one source', async () => {
    const folder = folderOf({
      'a.obo': 'ontology: hp\n[Term]\nid: HP:1\n',
      'b.obo': 'ontology: mondo\n[Term]\nid: MONDO:1\n',
    })

    await expect(readAll(folder)).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('"hp" and "mondo"'),
    })
  })
})

describe('describe', () => {
  test.each([
    ['ontology: hp', 'hp'],
    ['ontology: HP', 'hp'],
    ['ontology: doid/subsets/NCIthesaurus', 'doid'],
    ['ontology: http://purl.obolibrary.org/obo/hp.owl', 'hp'],
    ['ontology: http://purl.obolibrary.org/obo/hp/hp-base.owl', 'hp'],
    ['ontology: http://www.ebi.ac.uk/efo/efo.owl', 'efo'],
    ['ontology: hp/imports/chebi_import', 'x'],
    ['ontology: 1 2 3', 'x'],
    ['', 'x'],
  ])('takes the code of "%s" for %s', async (header, code) => {
    const terms = ['X:1', 'X:2', 'Y:1'].map((id) => `[Term]\nid: ${id}\n`).join('\n')

    expect(await describeText(`${header}\n${terms}`)).toMatchObject({format: 'obo', code})
  })

  test('calls it "obo" where nothing says what it is', async () => {
    expect((await describeText('format-version: 1.2\n[Term]\nid: 1\n')).code).toBe('obo')
  })

  test.each([
    ['data-version: releases/2024-08-01\ndate: 01:02:2003 04:05', 'releases/2024-08-01'],
    ['date: 14:05:2015 16:40', '2015-05-14'],
    ['property_value: owl:versionInfo "2026-07-25" xsd:string', '2026-07-25'],
    ['remark: see the site\nremark: Release 2.6 of the tiny things', '2.6'],
    ['remark: version unknown', undefined],
    ['', undefined],
  ])('takes the release of "%s" for %s', async (header, release) => {
    expect((await describeText(`${header}\n[Term]\nid: X:1\n`)).release).toBe(release)
  })
})
