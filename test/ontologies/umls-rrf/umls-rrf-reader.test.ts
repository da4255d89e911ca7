import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, test} from 'vitest'
import type {ReaderOptions} from '../../../ontologies/reader.js'
import {openSource, uniteSources} from '../../../ontologies/source-files.js'
import {umlsRrfReader} from '../../../ontologies/umls-rrf/umls-rrf-reader.js'
import type {OntologyRow, Problem} from '../../../src/domain/ontology.js'
import {collect, countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'
import {writeZip} from '../support/write-zip.js'

const fixture = fixtureFolder('umls-rrf')
const table = (name: string) => readFileSync(join(fixture, 'META', `${name}.RRF`), 'utf8')

async function read(
  path: string,
  options: ReaderOptions = {},
): Promise<{rows: readonly OntologyRow[]; problems: readonly Problem[]}> {
  await using source = await openSource(path)
  const problems: Problem[] = []
  const rows = await collect(umlsRrfReader.read(source, (problem) => problems.push(problem), options))
  return {rows, problems}
}

async function notesOf(path: string, options?: ReaderOptions) {
  await using source = await openSource(path)
  return (await umlsRrfReader.describe(source, options)).notes
}

const namesOf = (reading: {rows: readonly OntologyRow[]}, id: string) =>
  rowsOf(reading, 'term')
    .filter(({conceptId}) => conceptId === id)
    .map(({text}) => text)
const conceptsOf = (reading: {rows: readonly OntologyRow[]}) =>
  rowsOf(reading, 'concept').flatMap(({active, id}) => (active ? [id] : []))

/** A row of CONSO with all columns. */
const atom = (
  given: Partial<Record<'cui' | 'lat' | 'sab' | 'tty' | 'code' | 'str' | 'suppress', string>>,
) => {
  const {cui = 'C9000001', lat = 'ENG', sab = 'TOYA', tty = 'PT', code = 'A10', str = 'Sore elbow'} = given
  return `${cui}|${lat}|P|L1|PF|S1|Y|A1||||${sab}|${tty}|${code}|${str}|0|${given.suppress ?? 'N'}||\n`
}
const relation = (one: string, rel: string, other: string, rela = '', direction = '') =>
  `${one}||CUI|${rel}|${other}||CUI|${rela}|R1||TOYA|TOYA||${direction}|N||\n`
/** Two concepts, C9000001 and C9000002. */
const pair = atom({}) + atom({cui: 'C9000002', code: 'A11', str: 'Sore limb'})

async function relationsOf(rows: string) {
  const reading = await read(folderOf({'MRCONSO.RRF': pair, 'MRREL.RRF': rows}))
  return rowsOf(reading, 'relation').map(
    ({conceptId, relation: name, targetId}) => `${conceptId.at(-1)} ${name} ${targetId.at(-1)}`,
  )
}

describe('names', () => {
  test('are ordered by language and MRRANK, the best called preferred', async () => {
    const terms = rowsOf(await read(fixture), 'term').filter(({conceptId}) => conceptId === 'C9000001')

    const byRank = terms.sort((a, b) => a.rank! - b.rank!)
    expect(byRank.map(({text, scope, language, termId}) => [text, scope, language, termId])).toEqual([
      ['Painful arm joint', 'preferred', 'en', 'A0000002'],
      ['Sore elbow', 'exact', 'en', 'A0000001'],
      ['Joint of the arm, painful', 'exact', 'en', 'A0000003'],
      ['Codo dolorido', 'exact', 'es', 'A0000004'],
    ])
  })

  test('are ordered by TS, STT and ISPREF where there is no MRRANK', async () => {
    const reading = await read(folderOf({'MRCONSO.RRF': table('MRCONSO')}))

    const preferred = rowsOf(reading, 'term').filter(({scope}) => scope === 'preferred')
    expect(preferred.map(({text}) => text)).toContain('Sore elbow')
  })

  test('are preferred in the language that is asked for', async () => {
    const reading = await read(fixture, {language: ['es', 'en-GB']})

    const preferred = rowsOf(reading, 'term').filter(({scope}) => scope === 'preferred')
    expect(preferred.map(({text}) => text)).toContain('Codo dolorido')
    expect(namesOf(reading, 'C9000001')).toHaveLength(4)
  })

  test('that are suppressed are left out, and a concept that has no others', async () => {
    const reading = await read(fixture)

    expect(namesOf(reading, 'C9000001')).not.toContain('Sore cubit')
    expect(conceptsOf(reading)).not.toContain('C9000005')
    expect(rowsOf(reading, 'type').map(({conceptId}) => conceptId)).not.toContain('C9000005')
  })

  test('of a concept whose rows lie apart make one concept', async () => {
    const apart = pair + atom({sab: 'TOYB', str: 'Elbow ache', code: 'B1'})

    const reading = await read(folderOf({'MRCONSO.RRF': apart}))

    expect(conceptsOf(reading)).toEqual(['C9000001', 'C9000002'])
    expect(namesOf(reading, 'C9000001')).toEqual(['Sore elbow', 'Elbow ache'])
  })

  test('of a concept with more atoms than memory should hold are all read', async () => {
    const many = Array.from({length: 25_000}, (_one, i) => atom({str: `name ${i}`})).join('')

    const reading = await read(folderOf({'MRCONSO.RRF': many}))

    expect(conceptsOf(reading)).toEqual(['C9000001'])
    expect(namesOf(reading, 'C9000001')).toHaveLength(25_000)
  })
})

describe('filters', () => {
  test.each<[string, ReaderOptions, string[], string[]]>([
    ['sab', {sab: ['toyb']}, ['C9000001', 'C9000004'], ['Painful arm joint', 'Joint of the arm, painful']],
    ['lat', {lat: ['SPA']}, ['C9000001'], ['Codo dolorido']],
    ['lat in BCP 47', {lat: ['es']}, ['C9000001'], ['Codo dolorido']],
    ['tty', {tty: ['SY']}, ['C9000001', 'C9000002'], ['Joint of the arm, painful']],
    ['a TUI', {sty: ['T047'], lat: ['ENG'], tty: ['PT']}, ['C9000001'], ['Sore elbow', 'Painful arm joint']],
  ])('keep the atoms of %s only', async (_what, options, concepts, names) => {
    const reading = await read(fixture, options)

    expect(conceptsOf(reading)).toEqual(concepts)
    expect(namesOf(reading, 'C9000001')).toEqual(names)
    expect(reading.problems).toEqual([])
  })

  test.each([['Daily or Recreational Activity'], ['acti'], ['Activities & Behaviors'], ['T056']])(
    'keep the concepts of %s',
    async (sty) => {
      expect(conceptsOf(await read(fixture, {sty: [sty]}))).toEqual(['C9000003'])
    },
  )

  test('know a semantic type whose name the list was cut at', async () => {
    const asked = ['Body Part', 'Organ', 'or Organ Component', 'T056']

    expect(conceptsOf(await read(fixture, {sty: asked}))).toEqual(['C9000003'])
  })

  test('leave out relations, definitions and maps of other sources', async () => {
    const reading = await read(fixture, {sab: ['TOYA']})

    expect(rowsOf(reading, 'relation').map(({relation: name}) => name)).toEqual(['is-a', 'is-a'])
    expect(rowsOf(reading, 'definition').map(({text}) => text)).toEqual(['An ache where the arm bends.'])
    expect(rowsOf(reading, 'map').map(({target}) => target)).not.toContain('TOYB:B-1')
    expect(rowsOf(await read(fixture, {sab: ['TOYB']}), 'map').map(({target}) => target)).toEqual([
      'TOYB:B-1',
      'TOYB:B-2',
    ])
  })

  test('leave out definitions in other languages, and retired ids of which nothing is known', async () => {
    const reading = await read(fixture, {lat: ['SPA']})

    expect(rowsOf(reading, 'definition').map(({language}) => language)).toEqual(['es'])
    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['C9000001', 'C9000011'])
  })

  test.each<[string, ReaderOptions, RegExp]>([
    ['a source that is none', {sab: ['TOYC']}, /no source "TOYC"/],
    ['a type that is none', {sty: ['Diseases']}, /no semantic type or group "Diseases"/],
  ])('refuse %s', async (_what, options, message) => {
    await expect(notesOf(fixture, options)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    })
  })

  test('refuse semantic types where no table has them', async () => {
    const path = folderOf({'MRCONSO.RRF': pair})

    await expect(notesOf(path, {sty: ['T047']})).rejects.toMatchObject({exitCode: 2})
  })
})

describe('relations', () => {
  test.each([
    ['PAR', '', '1 is-a 2'],
    ['PAR', 'inverse_isa', '1 is-a 2'],
    ['CHD', '', '2 is-a 1'],
    ['CHD', 'isa', '2 is-a 1'],
    ['RB', 'inverse_isa', '1 is-a 2'],
    ['RN', 'isa', '2 is-a 1'],
    ['RB', '', '1 broader 2'],
    ['RN', '', '2 broader 1'],
    ['PAR', 'has_part', '2 has_part 1'],
    ['RO', 'may_treat', '2 may_treat 1'],
    ['RO', 'isa', '2 is-a 1'],
  ])('name what the second concept is to the first: %s %s', async (rel, rela, expected) => {
    expect(await relationsOf(relation('C9000001', rel, 'C9000002', rela))).toEqual([expected])
  })

  test('of no use are left out: siblings, mere relatedness, a concept and itself, mirrored ones', async () => {
    const rows = [
      relation('C9000001', 'SIB', 'C9000002'),
      relation('C9000001', 'RO', 'C9000002'),
      relation('C9000001', 'PAR', 'C9000001'),
      relation('C9000001', 'DEL', 'C9000002', 'mapped_to'),
      relation('C9000001', 'RO', 'C9000002', 'treated_by', 'N'),
    ]

    expect(await relationsOf(rows.join(''))).toEqual([])
  })

  test('keep the groups that the source asserts', async () => {
    const found = rowsOf(await read(fixture), 'relation').find(({relation: name}) => name === 'has_site')

    expect(found).toEqual({conceptId: 'C9000001', relation: 'has_site', targetId: 'C9000004', group: 1})
  })

  test('to concepts that CONSO does not list are counted and not passed on', async () => {
    const rows = relation('C9000001', 'PAR', 'C9000777') + relation('C9000777', 'PAR', 'C9000001')

    const reading = await read(folderOf({'MRCONSO.RRF': pair, 'MRREL.RRF': rows}))

    expect(rowsOf(reading, 'relation')).toEqual([])
    expect(countKinds(reading)).toEqual({'relation-to-unknown-concept': 1, 'relation-of-unknown-concept': 1})
  })
})

describe('codes, maps and history', () => {
  test('gives each code of a concept once, and no code where there is none', async () => {
    const maps = rowsOf(await read(fixture), 'map').filter(({relation: name}) => name === 'atom')

    expect(maps.map(({conceptId, target}) => `${conceptId} ${target}`)).toEqual([
      'C9000001 TOYA:A10',
      'C9000001 TOYB:B-1',
      'C9000001 TOYASPA:A10',
      'C9000002 TOYA:A1',
      'C9000003 TOYA:A2',
      'C9000004 TOYB:B-2',
      'C9000006 TOYA:100',
    ])
  })

  test('reads maps from codes to codes with their rules, groups and order', async () => {
    const maps = rowsOf(await read(fixture), 'map').filter(({relation: name}) => name === 'mapped_to')

    expect(maps).toEqual([
      {
        conceptId: 'C9000001',
        target: 'TOYB:B-7',
        relation: 'mapped_to',
        group: 1,
        priority: 1,
        rule: 'IFA 12 | Left arm |',
        advice: 'Only for the left arm',
      },
      expect.objectContaining({conceptId: 'C9000001', target: 'TOYB:B-8', priority: 2}),
      expect.objectContaining({conceptId: 'C9000002', target: 'TOYB:B-9'}),
    ])
  })

  test('reads MRSMAP where MRMAP is not there', async () => {
    const simple = 'C9000006|TOYA|AT1||A10|SCUI|RQ|mapped_to|B-7|CODE||\n'

    const reading = await read(folderOf({'MRCONSO.RRF': table('MRCONSO'), 'MRSMAP.RRF': simple}))

    expect(rowsOf(reading, 'map')).toContainEqual(
      expect.objectContaining({conceptId: 'C9000001', target: 'TOYB:B-7', relation: 'mapped_to'}),
    )
  })

  test('counts maps that it cannot read', async () => {
    const rows = [
      'C9000006|TOYA|AT1||A10 AND A2|BOOLEAN_EXPRESSION_SCUI|RQ|mapped_to|B-7|CODE||',
      'C9000006|TOYA|AT1||A777|SCUI|RQ|mapped_to|B-7|CODE||',
      'C9000001|TOYA|AT1||A10|SCUI|RQ|mapped_to|B-7|CODE||',
    ]

    const reading = await read(
      folderOf({'MRCONSO.RRF': table('MRCONSO'), 'MRSMAP.RRF': `${rows.join('\n')}\n`}),
    )

    expect(countKinds(reading)).toEqual({
      'map-of-other-kind': 1,
      'map-of-unknown-concept': 1,
      'map-set-without-name': 1,
    })
  })

  test('keeps retired concepts with what stands for them', async () => {
    const reading = await read(fixture)

    expect(
      rowsOf(reading, 'concept')
        .filter(({active}) => !active)
        .map(({id}) => id),
    ).toEqual(['C9000011', 'C9000012', 'C9000013'])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: 'C9000011', replacementId: 'C9000001', reason: 'replaced-by'},
      {id: 'C9000012', replacementId: 'C9000002', reason: 'broader'},
    ])
  })

  test('does not retire a concept that is in use', async () => {
    const reading = await read(folderOf({'MRCONSO.RRF': pair, 'MRCUI.RRF': 'C9000001|2023AB|DEL|||||\n'}))

    expect(countKinds(reading)).toEqual({'retired-id-in-use': 1})
    expect(conceptsOf(reading)).toContain('C9000001')
  })

  test('gives a concept all its types, or none', async () => {
    const types = rowsOf(await read(fixture), 'type')

    expect(types.filter(({conceptId}) => conceptId === 'C9000001').map(({type}) => type)).toEqual([
      'Sign or Symptom',
      'Disease or Syndrome',
    ])
    expect(types.map(({conceptId}) => conceptId)).not.toContain('C9000004')
  })
})

describe('packing', () => {
  /** Cuts a text in the midst of lines, as the UMLS does. */
  const parts = (name: string) => {
    const bytes = Buffer.from(table(name))
    const [one, two] = [Math.floor(bytes.length / 3), Math.floor(bytes.length / 2) + 7]
    return {
      [`${name}.RRF.aa.gz`]: gzipSync(bytes.subarray(0, one)),
      [`${name}.RRF.ab.gz`]: gzipSync(bytes.subarray(one, two)),
      [`${name}.RRF.ac.gz`]: gzipSync(bytes.subarray(two)),
    }
  }
  const withoutPlaces = ({rows}: {rows: readonly OntologyRow[]}) =>
    rows.map(({at, ...row}) => ({...row, line: at.line}))
  const names = ['MRSTY', 'MRDEF', 'MRREL', 'MRRANK', 'MRSAB', 'MRCUI', 'MRMAP', 'MRDOC', 'MRFILES']
  const others = Object.fromEntries(names.map((name) => [`${name}.RRF`, Buffer.from(table(name))]))
  const zipOf = (files: Record<string, Buffer>, stored = false) =>
    writeZip(Object.entries(files).map(([name, content]) => ({name: `2024AA/META/${name}`, content, stored})))

  test.each<[string, () => string]>([
    ['pieces in a folder', () => folderOf({...parts('MRCONSO'), ...others})],
    [
      'a zip of two archives that share the tables',
      () =>
        fileOf(
          'umls-2024AA-full.zip',
          writeZip([
            {name: '2024AA-full/2024AA-1-meta.nlm', content: zipOf(parts('MRCONSO')), stored: true},
            {name: '2024AA-full/2024AA-2-meta.nlm', content: zipOf(others)},
            {name: '2024AA-full/mmsys.zip', content: zipOf({'x.txt': Buffer.from('x')})},
          ]),
        ),
    ],
    ['MRCONSO under another name', () => folderOf({...others, 'my names.txt': table('MRCONSO')})],
  ])('gives the same rows from %s', async (_what, make) => {
    const reading = await readAll(make())

    expect(withoutPlaces(reading)).toEqual(withoutPlaces(await read(fixture)))
    expect(countKinds(reading)).toEqual({})
  })

  test('reads tables that are given one by one', async () => {
    await using one = await openSource(join(fixture, 'META', 'MRSTY.RRF'))
    await using two = await openSource(join(fixture, 'META', 'MRCONSO.RRF'))
    const source = uniteSources([one, two])

    expect(await umlsRrfReader.recognise(one)).toBe(true)
    expect(rowsOf({rows: await collect(umlsRrfReader.read(source, () => {}))}, 'type')).toHaveLength(4)
  })

  test('takes a whole table before its pieces, and says so', async () => {
    const path = folderOf({...parts('MRCONSO'), 'MRCONSO.RRF': table('MRCONSO'), ...others})

    expect(withoutPlaces(await read(path))).toEqual(withoutPlaces(await read(fixture)))
    expect(await notesOf(path)).toEqual([expect.stringContaining('pieces')])
  })

  test('takes what was unpacked before the archives that lie beside it', async () => {
    const files = {'META/MRCONSO.RRF': table('MRCONSO'), '2024aa-1-meta.nlm': zipOf(parts('MRCONSO'))}
    const path = folderOf({...files, '2024aa-2-meta.nlm': zipOf(others)})

    const reading = await read(path)

    expect(withoutPlaces(reading)).toEqual(withoutPlaces(await read(fixture)))
    expect(reading.rows[0]?.at.file).toBe(join(path, 'META', 'MRCONSO.RRF'))
    expect(await notesOf(path)).toEqual([expect.stringContaining('left out')])
  })

  test('refuses a table of which a piece is missing', async () => {
    const {'MRCONSO.RRF.ab.gz': _missing, ...rest} = parts('MRCONSO')

    await expect(read(folderOf({...rest, ...others}))).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining('.ab is missing'),
    })
  })

  test('notices that rows are missing at the end', async () => {
    const {'MRCONSO.RRF.ac.gz': _missing, ...rest} = parts('MRCONSO')

    const reading = await read(folderOf({...rest, ...others}))

    expect(countKinds(reading)).toMatchObject({'fewer-rows': 1})
  })

  test('refuses two releases in one source', async () => {
    const path = folderOf({'2023AB/MRCONSO.RRF': pair, '2024AA/MRCONSO.RRF': pair})

    await expect(read(path)).rejects.toMatchObject({code: 'INPUT_UNUSABLE'})
  })

  test('refuses a release without MRCONSO', async () => {
    const path = folderOf({'MRSTY.RRF': table('MRSTY')})

    await expect(readAll(path)).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('MRCONSO.RRF'),
    })
  })

  test('names the tables that are missing', async () => {
    expect(await notesOf(folderOf({'MRCONSO.RRF': pair, 'MRSTY.RRF': table('MRSTY')}))).toEqual([
      expect.stringMatching(/^Not in the source: MRDEF\.RRF \(definitions\), MRREL\.RRF/),
    ])
  })

  test('takes the order of the columns from MRFILES', async () => {
    const turned = 'STR|SUPPRESS|CUI|LAT|SAB|TTY\nSore elbow|N|C9000001|ENG|TOYA|PT|\n'.split('\n')[1]
    const list = 'MRCONSO.RRF|Toy|STR,SUPPRESS,CUI,LAT,SAB,TTY|6|1|40|\n'

    const reading = await readAll(folderOf({'MRCONSO.RRF': `${turned}\n`, 'MRFILES.RRF': list}))

    expect(namesOf(reading, 'C9000001')).toEqual(['Sore elbow'])
  })

  test('refuses columns without which nothing can be read', async () => {
    const list = 'MRCONSO.RRF|Toy|SUPPRESS,CUI,LAT,SAB,TTY|5|1|40|\n'

    await expect(read(folderOf({'MRCONSO.RRF': pair, 'MRFILES.RRF': list}))).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('no column STR'),
    })
  })
})

describe('damage', () => {
  test.each([
    ['too few columns', 'C9000009|ENG|P|', 'too-few-columns'],
    ['a bar too many', atom({str: 'a|b'}).trimEnd(), 'too-many-columns'],
    ['an id that overflows', atom({cui: 'C123456789012345678'}).trimEnd(), 'bad-id'],
    ['no id', atom({cui: ''}).trimEnd(), 'bad-id'],
    ['another format', '{"id": 1}', 'too-few-columns'],
    ['NUL bytes', 'C9\0', 'nul-byte'],
  ])('skips a row with %s and reads on', async (_what, line, kind) => {
    const reading = await read(folderOf({'MRCONSO.RRF': `${atom({}) + line}\n${pair}`}))

    expect(reading.problems.map(({at, ...problem}) => [problem.kind, problem.severity, at.line])).toEqual([
      [kind, 'skipped', 2],
    ])
    expect(conceptsOf(reading)).toEqual(['C9000001', 'C9000002'])
  })

  test('uses an atom whose SUPPRESS is none of the four', async () => {
    const reading = await read(folderOf({'MRCONSO.RRF': pair + atom({suppress: 'Z', str: 'Elbow'})}))

    expect(countKinds(reading)).toEqual({'unknown-suppress-flag': 1})
    expect(namesOf(reading, 'C9000001')).toContain('Elbow')
  })

  test('skips ranks that are none', async () => {
    const reading = await read(folderOf({'MRCONSO.RRF': pair, 'MRRANK.RRF': 'high|TOYA|PT|N|\n'}))

    expect(countKinds(reading)).toEqual({'bad-rank': 1})
  })

  test('refuses gzip data that is cut', async () => {
    const cut = gzipSync(Buffer.from(pair.repeat(500))).subarray(0, 150)

    await expect(read(folderOf({'MRCONSO.RRF.gz': cut}))).rejects.toMatchObject({code: 'INPUT_DAMAGED'})
  })

  test.each(['id||name\n', 'a|b|c|d\n', `${'x|'.repeat(18)}\n`])('is not taken in by %j', async (text) => {
    await using source = await openSource(fileOf('a.txt', text))

    expect(await umlsRrfReader.recognise(source)).toBe(false)
  })
})
