import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'
import {withCheckDigit} from '../../../ontologies/snomed-rf2/sctid.js'
import {snomedRf2Reader} from '../../../ontologies/snomed-rf2/snomed-rf2-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'
import {writeZip} from '../support/write-zip.js'

const fixture = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'ontologies', 'rf2')

const [root, elbow, fever, old, sandbox] = [1, 2, 3, 4, 5].map((item) => concept(item))
const synonym = '900000000000013009'
const fullySpecified = '900000000000003001'
const usEnglish = '900000000000509007'
const gbEnglish = '900000000000508004'
const preferred = '900000000000548007'
const isA = '116680003'

function concept(item: number): string {
  return withCheckDigit(`${item}999999910`)
}

function description(item: number): string {
  return withCheckDigit(`${item}999999911`)
}

const headers = {
  concept: 'id effectiveTime active moduleId definitionStatusId',
  description: 'id effectiveTime active moduleId conceptId languageCode typeId term caseSignificanceId',
  relationship:
    'id effectiveTime active moduleId sourceId destinationId relationshipGroup typeId characteristicTypeId modifierId',
  language: 'id effectiveTime active moduleId refsetId referencedComponentId acceptabilityId',
  association: 'id effectiveTime active moduleId refsetId referencedComponentId targetComponentId',
  map: 'id effectiveTime active moduleId refsetId referencedComponentId mapTarget',
  ruledMap:
    'id effectiveTime active moduleId refsetId referencedComponentId mapGroup mapPriority mapRule mapAdvice mapTarget correlationId',
}

function table(kind: keyof typeof headers, rows: readonly (readonly string[])[]): string {
  return [headers[kind].replaceAll(' ', '\t'), ...rows.map((row) => row.join('\t'))].join('\n')
}

const conceptRow = (id: string, {date = '20240801', active = '1'} = {}) => [id, date, active, 'm', 's']
const descriptionRow = (
  id: string,
  conceptId: string,
  text: string,
  {type = synonym, date = '20240801'} = {},
) => [id, date, '1', 'm', conceptId, 'en', type, text, 'c']
const languageRow = (refset: string, termId: string) => [
  'uuid',
  '20240801',
  '1',
  'm',
  refset,
  termId,
  preferred,
]

/** A release of one concept and one description; `files` adds to it or replaces. */
function release(files: Readonly<Record<string, string>> = {}): string {
  return folderOf({
    'sct2_Concept_Snapshot_INT_20240801.txt': table('concept', [conceptRow(elbow!)]),
    'sct2_Description_Snapshot-en_INT_20240801.txt': table('description', [
      descriptionRow(description(1), elbow!, 'Sandbox elbow'),
    ]),
    ...files,
  })
}

async function failureOf(path: string): Promise<unknown> {
  await using source = await openSource(path)
  return snomedRf2Reader.describe(source).catch((failure: unknown) => failure)
}

describe('the RF2 reader', () => {
  test('reads concepts, retired ones as inactive', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'concept')).toEqual([
      {id: root, active: true},
      {id: elbow, active: true},
      {id: fever, active: true},
      {id: old, active: false},
      {id: sandbox, active: true},
    ])
  })

  test('reads active descriptions as they stand, the fully specified name without its tag', async () => {
    const reading = await readAll(fixture)

    const terms = rowsOf(reading, 'term').map(({conceptId, text, scope, language}) => [
      conceptId,
      text,
      scope,
      language,
    ])
    expect(terms).toEqual([
      [root, 'Tiny root', 'fully-specified', 'en'],
      [elbow, 'Sandbox elbow', 'fully-specified', 'en'],
      [elbow, 'Sandbox elbow', 'exact', 'en'],
      [elbow, 'Elbow of the sandbox "builder"', 'exact', 'en'],
      [fever, 'Paper lantern fever', 'fully-specified', 'en'],
      [fever, 'Lantern fever (paper)', 'exact', 'en'],
      [fever, 'Fièvre des lampions', 'exact', 'fr'],
      [old, 'Old sandbox elbow', 'fully-specified', 'en'],
      [sandbox, 'Sandbox', 'fully-specified', 'en'],
    ])
  })

  test('reads the semantic tag as type', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'type')).toEqual([
      {conceptId: root, type: 'SNOMED RT+CTV3'},
      {conceptId: elbow, type: 'disorder'},
      {conceptId: fever, type: 'disorder'},
      {conceptId: old, type: 'disorder'},
    ])
  })

  test('reads active definitions, inferred relations, history and maps', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'definition')).toEqual([
      {
        conceptId: elbow,
        termId: description(20),
        text: 'A sore elbow after an afternoon of digging.',
        language: 'en',
      },
    ])
    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: elbow, relation: 'is-a', targetId: root},
      {conceptId: fever, relation: 'is-a', targetId: root},
      {conceptId: elbow, relation: sandbox, targetId: sandbox, group: 2},
    ])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: old, replacementId: elbow, reason: 'same-as'},
      {id: old, replacementId: elbow, reason: 'moved-from'},
    ])
  })

  test('reads maps with their rules; a code of an unknown vocabulary goes by its reference set', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'map')).toEqual([
      {conceptId: elbow, target: 'TINY:0002', relation: concept(700)},
      {conceptId: elbow, target: 'CTV3:X40..', relation: '900000000000497000'},
      {conceptId: elbow, target: `${concept(701)}:17`, relation: concept(701)},
      {
        conceptId: fever,
        target: 'ICD10:X00.0',
        relation: '447562003',
        group: 1,
        priority: 1,
        rule: 'TRUE',
        advice: 'ALWAYS X00.0',
      },
      {
        conceptId: elbow,
        target: 'ICD10:M25.5',
        relation: '447562003',
        group: 1,
        priority: 2,
        rule: 'IFA 248152002 | Female |',
        advice: 'IF FEMALE CHOOSE M25.5',
      },
    ])
  })

  test('reads concrete values, and concepts in reference sets', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'property')).toEqual([
      {conceptId: elbow, property: sandbox, value: '#2.5', group: 1},
      {conceptId: fever, property: sandbox, value: '"paper"'},
    ])
    const maps = rowsOf(reading, 'map')
    expect(maps.length).toBeGreaterThan(0)
    const members = rowsOf(reading, 'member')
    expect(members).toEqual(
      expect.arrayContaining([
        {refset: concept(710), conceptId: elbow},
        {refset: '900000000000489007', conceptId: old},
      ]),
    )
    // what a map's reference set maps are members of it, too
    expect(members).toHaveLength(maps.length + 2)
  })

  test('takes preferences of US English only, where it has as many as others', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'preference')).toEqual([2, 3, 6].map((item) => ({termId: description(item)})))
  })

  test('reads kinds of files in a fixed order, whatever their folders are called', async () => {
    const {rows} = await readAll(fixture)

    const order = [...new Set(rows.map(({at}) => /_([A-Za-z]+?)_?Snapshot/.exec(at.file)?.[1]))]
    expect(order).toEqual([
      'Concept',
      'Description',
      'TextDefinition',
      'Relationship',
      'RelationshipConcreteValues',
      'Language',
      'Association',
      'SimpleMap',
      'SimpleMapTo',
      'ExtendedMap',
      'ModuleDependency',
      'Simple',
      'AttributeValue',
    ])
  })
})

describe('the language reference set', () => {
  const languageFile = 'der2_cRefset_LanguageSnapshot-en_INT_20240801.txt'
  const own = concept(800)

  test.each([
    ['British English where there is no US English', [own, gbEnglish, gbEnglish], gbEnglish],
    ['the first where there is no English one', [own, own, concept(801)], own],
    ['not US English where it has a handful only', [usEnglish, gbEnglish, gbEnglish, gbEnglish], gbEnglish],
    ['US English where it has half as many', [own, own, usEnglish], usEnglish],
  ])('is %s', async (_what, refsets, chosen) => {
    const rows = refsets.map((refset, index) => languageRow(refset, description(index + 1)))
    const folder = release({[languageFile]: table('language', rows)})

    const reading = await readAll(folder)

    const wanted = refsets.flatMap((refset, index) =>
      refset === chosen ? [{termId: description(index + 1)}] : [],
    )
    expect(rowsOf(reading, 'preference')).toEqual(wanted)
  })

  test('may be missing', async () => {
    const reading = await readAll(release())

    expect(rowsOf(reading, 'preference')).toEqual([])
    expect(rowsOf(reading, 'term')).toHaveLength(1)
  })
})

describe('which files are read', () => {
  test('uses stated relationships where there are no inferred ones', async () => {
    const row = [withCheckDigit('1999999912'), '20240801', '1', 'm', elbow!, root!, '0', isA, 'c', 'm']
    const folder = release({
      'sct2_StatedRelationship_Snapshot_INT_20240801.txt': table('relationship', [row]),
    })

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'relation')).toEqual([{conceptId: elbow, relation: 'is-a', targetId: root}])
  })

  test('reads beta and national files', async () => {
    const folder = folderOf({
      'xsct2_Concept_Snapshot_NZ1000210_20240401.txt': table('concept', [conceptRow(elbow!)]),
      'xsct2_Description_Snapshot-en_NZ1000210_20240401.txt': table('description', [
        descriptionRow(description(1), elbow!, 'Sandbox elbow'),
      ]),
      'xsct2_Description_Delta-en_NZ1000210_20240401.txt': table('description', [
        descriptionRow(description(2), elbow!, 'Not this one'),
      ]),
    })

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'term').map(({text}) => text)).toEqual(['Sandbox elbow'])
  })

  test('tells the release type by the folder where file names do not', async () => {
    const folder = folderOf({
      'Full/concepts.txt': table('concept', [conceptRow(old!)]),
      'Snapshot/concepts.txt': table('concept', [conceptRow(elbow!)]),
      'Snapshot/descriptions.txt': table('description', [descriptionRow(description(1), elbow!, 'Elbow')]),
    })

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'concept')).toEqual([{id: elbow, active: true}])
  })

  test('takes the later row where a folder holds two releases', async () => {
    const folder = release({
      'older/sct2_Concept_Snapshot_INT_20230801.txt': table('concept', [
        conceptRow(elbow!, {date: '20230801', active: '0'}),
        conceptRow(old!, {date: '20230801'}),
      ]),
    })

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'concept')).toEqual([
      {id: old, active: true},
      {id: elbow, active: true},
    ])
    expect(countKinds(reading)).toEqual({})
  })

  test('says when a file has other columns than its name promises, or none', async () => {
    const folder = release({
      'sct2_Relationship_Snapshot_INT_20240801.txt': 'id;active;sourceId;destinationId\n',
      'sct2_TextDefinition_Snapshot-en_INT_20240801.txt': '',
    })

    const reading = await readAll(folder)

    expect(countKinds(reading)).toEqual({'unknown-columns': 2})
  })

  test.each([
    ['concepts', {'sct2_Concept_Snapshot_INT_20240801.txt': table('concept', [])}, 'Description'],
    ['descriptions', {'sct2_Description_Snapshot-en_INT_20240801.txt': table('description', [])}, 'Concept'],
  ])('refuses a source that holds only %s', async (_what, files, missing) => {
    const folder = folderOf(files)

    const failure = await failureOf(folder)

    expect(failure).toMatchObject({code: 'INPUT_UNUSABLE', exitCode: 3})
    expect((failure as Error).message).toContain(missing)
    expect((failure as Error).message).toContain(folder)
  })

  test('does not open Full files, which may be packed in ways that cannot be read', async () => {
    const name = 'Snapshot/sct2_Concept_Snapshot_INT_20240801.txt'
    const entries = [
      {name, content: Buffer.from(table('concept', [conceptRow(elbow!)]))},
      {
        name: 'Snapshot/sct2_Description_Snapshot-en_INT_20240801.txt',
        content: Buffer.from(table('description', [descriptionRow(description(1), elbow!, 'Elbow')])),
      },
      {name: 'Full/sct2_Concept_Full_INT_20240801.txt', content: Buffer.from('x'), method: 9},
    ]

    const reading = await readAll(fileOf('release.zip', writeZip(entries)))

    expect(rowsOf(reading, 'term')).toHaveLength(1)
  })
})

describe('oddities of rows', () => {
  const conceptFile = 'sct2_Concept_Snapshot_INT_20240801.txt'
  const descriptionFile = 'sct2_Description_Snapshot-en_INT_20240801.txt'

  test.each([
    ['a wrong check digit', 'bad-check-digit', conceptRow('29999999106')],
    ['an id that is none', 'bad-check-digit', conceptRow('x')],
    ['an id of more digits than there can be', 'bad-check-digit', conceptRow('9'.repeat(40))],
    ['an impossible date', 'bad-date', conceptRow(root!, {date: '20180931'})],
    ['the 29th of February in a common year', 'bad-date', conceptRow(root!, {date: '20230229'})],
    ['no date', 'bad-date', conceptRow(root!, {date: ''})],
    ['a column too many', 'too-many-columns', [...conceptRow(root!), 'more']],
  ])('counts %s and uses the row', async (_what, kind, row) => {
    const reading = await readAll(release({[conceptFile]: table('concept', [row])}))

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      [kind, 'warning', 2],
    ])
    expect(rowsOf(reading, 'concept')).toEqual([{id: row[0], active: true}])
  })

  test.each([
    ['too few columns', 'too-few-columns', [elbow!, '20240801']],
    ['an active flag that is neither 0 nor 1', 'bad-active-flag', conceptRow(elbow!, {active: 'true'})],
    ['no id', 'empty-column', conceptRow('')],
  ])('counts %s and skips the row', async (_what, kind, row) => {
    const reading = await readAll(release({[conceptFile]: table('concept', [row, conceptRow(root!)])}))

    expect(reading.problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      [kind, 'skipped', 2],
    ])
    expect(rowsOf(reading, 'concept')).toEqual([{id: root, active: true}])
  })

  test('counts comments before the header and between rows', async () => {
    const text = `#\n# made up\n${table('concept', [['# the elbow'], conceptRow(elbow!), [' '], [''], conceptRow(root!)])}`

    const reading = await readAll(release({[conceptFile]: text}))

    expect(countKinds(reading)).toEqual({'comment-line': 3})
    expect(reading.problems.map(({at}) => at.line)).toEqual([1, 2, 4])
    expect(reading.rows.filter(({row}) => row === 'concept').map(({at}) => at.line)).toEqual([5, 8])
  })

  test('takes a description of unknown type for a synonym', async () => {
    const row = descriptionRow(description(1), elbow!, 'Elbow', {type: concept(900)})

    const reading = await readAll(release({[descriptionFile]: table('description', [row])}))

    expect(countKinds(reading)).toEqual({'unknown-description-type': 1})
    expect(rowsOf(reading, 'term')).toMatchObject([{text: 'Elbow', scope: 'exact'}])
  })

  test('skips a description without a text', async () => {
    const row = descriptionRow(description(1), elbow!, ' ')

    const reading = await readAll(release({[descriptionFile]: table('description', [row])}))

    expect(countKinds(reading)).toEqual({'empty-column': 1})
    expect(rowsOf(reading, 'term')).toEqual([])
  })

  test('keeps quotation marks: RF2 has no quoting', async () => {
    const texts = ['"Elbow', 'Elbow"', '"Elbow" of "x"', '""']
    const rows = texts.map((text, index) => descriptionRow(description(index + 1), elbow!, text))

    const reading = await readAll(release({[descriptionFile]: table('description', rows)}))

    expect(rowsOf(reading, 'term').map(({text}) => text)).toEqual(texts)
  })

  test.each([
    ['Elbow (disorder)', 'Elbow', 'disorder'],
    ['Elbow (left) (body structure)', 'Elbow (left)', 'body structure'],
    ['Elbow(disorder) ', 'Elbow', 'disorder'],
    ['Elbow', 'Elbow', undefined],
    ['Elbow (left) pain', 'Elbow (left) pain', undefined],
    ['(disorder)', '(disorder)', undefined],
    ['Elbow ()', 'Elbow ()', undefined],
    ['Elbow)', 'Elbow)', undefined],
  ])('parts "%s" from its tag', async (name, text, tag) => {
    const row = descriptionRow(description(1), elbow!, name, {type: fullySpecified})

    const reading = await readAll(release({[descriptionFile]: table('description', [row])}))

    expect(rowsOf(reading, 'term')).toMatchObject([{text, scope: 'fully-specified'}])
    expect(rowsOf(reading, 'type')).toEqual(tag === undefined ? [] : [{conceptId: elbow, type: tag}])
  })

  test('shows no more of a row than the value at fault, and that cut short', async () => {
    const date = 'secret'.repeat(100)

    const reading = await readAll(release({[conceptFile]: table('concept', [conceptRow(elbow!, {date})])}))

    expect(reading.problems[0]?.message.length).toBeLessThan(100)
  })
})

describe('history', () => {
  const retired = (refset: string, component: string, target: string) =>
    release({
      'der2_cRefset_AssociationSnapshot_INT_20240801.txt': table('association', [
        ['uuid', '20240801', '1', 'm', refset, component, target],
      ]),
    })

  test.each([
    ['900000000000527005', 'same-as'],
    ['900000000000526001', 'replaced-by'],
    ['900000000000523009', 'possibly-equivalent-to'],
    ['900000000000524003', 'moved-to'],
    ['900000000000528000', 'was-a'],
    ['900000000000529008', 'similar-to'],
    ['900000000000530003', 'alternative'],
    ['1186921001', 'possibly-replaced-by'],
    ['1186924009', 'partially-equivalent-to'],
  ])('the association %s replaces, as %s', async (refset, reason) => {
    const reading = await readAll(retired(refset, old!, elbow!))

    expect(rowsOf(reading, 'replacement')).toEqual([{id: old, replacementId: elbow, reason}])
    expect(rowsOf(reading, 'member')).toEqual([])
  })

  test('MOVED FROM stands at the new concept and names the old one', async () => {
    const reading = await readAll(retired('900000000000525002', elbow!, old!))

    expect(rowsOf(reading, 'replacement')).toEqual([{id: old, replacementId: elbow, reason: 'moved-from'}])
  })

  test('an association that is no history makes its concepts members', async () => {
    const reading = await readAll(retired('734138000', elbow!, sandbox!))

    expect(rowsOf(reading, 'replacement')).toEqual([])
    expect(rowsOf(reading, 'member')).toEqual([{refset: '734138000', conceptId: elbow}])
  })

  test('of descriptions is of no interest', async () => {
    const reading = await readAll(retired('900000000000527005', description(1), description(2)))

    expect(rowsOf(reading, 'replacement')).toEqual([])
  })
})

describe('maps', () => {
  const mapped = (refset: string, target: string, component = elbow!) =>
    release({
      'der2_sRefset_SimpleMapSnapshot_INT_20240801.txt': table('map', [
        ['uuid', '20240801', '1', 'm', refset, component, target],
      ]),
    })

  test.each([
    ['447562003', 'A00.1', 'ICD10:A00.1'],
    ['6011000124106', 'A00.1', 'ICD10CM:A00.1'],
    ['446608001', '8140/3', 'ICDO:8140/3'],
    ['1382401000000109', 'A01.1', 'OPCS4:A01.1'],
    ['7009999999100', 'DOID:4', 'DOID:4'],
    ['7009999999100', ' 17 ', '7009999999100:17'],
    ['7009999999100', '17:3', '7009999999100:17:3'],
    ['447562003', 'ICD:A00', 'ICD10:ICD:A00'],
  ])('of %s to "%s" have the target %s', async (refset, code, target) => {
    const reading = await readAll(mapped(refset, code))

    expect(rowsOf(reading, 'map')).toEqual([{conceptId: elbow, target, relation: refset}])
  })

  test.each([
    ['without a target', '', elbow!],
    ['that says that nothing fits', '#NC', elbow!],
    ['of a description', 'A00', description(1)],
  ])('%s are left out', async (_what, code, component) => {
    const reading = await readAll(mapped('999002271000000101', code, component))

    expect(rowsOf(reading, 'map')).toEqual([])
  })

  test('with a group or priority that is no number are used without it', async () => {
    const row = [
      'uuid',
      '20240801',
      '1',
      'm',
      '447562003',
      elbow!,
      'x',
      '99999999999',
      'TRUE',
      '',
      'A00',
      'c',
    ]
    const folder = release({'der2_Refset_MapSnapshot_INT_20240801.txt': table('ruledMap', [row])})

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'map')).toEqual([
      {conceptId: elbow, target: 'ICD10:A00', relation: '447562003', rule: 'TRUE'},
    ])
    expect(countKinds(reading)).toEqual({'bad-number': 2})
  })
})

describe('describe', () => {
  test('takes the latest date of the files for the release', async () => {
    const folder = release({'der2_sRefset_SimpleMapSnapshot_INT_20240815.txt': table('map', [])})
    await using source = await openSource(folder)

    expect(await snomedRf2Reader.describe(source)).toEqual({
      format: 'snomed-rf2',
      code: 'snomed',
      release: '20240815',
    })
  })

  test('knows no release where the names hold no date', async () => {
    const folder = folderOf({
      'concepts.txt': table('concept', [conceptRow(elbow!)]),
      'descriptions.txt': table('description', [descriptionRow(description(1), elbow!, 'Elbow')]),
    })
    await using source = await openSource(folder)

    expect((await snomedRf2Reader.describe(source)).release).toBeUndefined()
  })
})
