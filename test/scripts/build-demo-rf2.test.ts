import {readdirSync, readFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import {describe, expect, test} from 'vitest'
import {isValidSctid, partitionOf} from '../../ontologies/snomed-rf2/sctid.js'
import {findFaults} from '../../scripts/demo-rf2/check-concepts.js'
import {type DemoConcept, parseDemoSource} from '../../scripts/demo-rf2/parse-source.js'
import {releaseFiles} from '../../scripts/demo-rf2/release-files.js'
import {lexicalKey} from '../../src/domain/lexical-key.js'
import {packagePath} from '../../src/files/package-root.js'

const source = readFileSync(packagePath('ontologies', 'demo-source.txt'), 'utf8')
const concepts = parseDemoSource(source)
const release = releaseFiles(concepts)

describe('the demo source', () => {
  test('has no fault', () => {
    expect(findFaults(concepts)).toEqual([])
  })

  test('gives every concept a definition', () => {
    expect(concepts.filter(({definition}) => definition === undefined)).toEqual([])
  })

  // written out all the same: tools with a simpler key need both
  const bothSpellings = ['anemia', 'bacteria', 'cyanosis', 'fracture', 'metastasis', 'preeclampsia']

  test('names no concept twice in spellings that the dictionary holds for one', () => {
    const repeats = concepts.flatMap(({name, synonyms}) => {
      const keys = [name, ...synonyms].map(lexicalKey)
      return keys
        .filter((key, index) => keys.indexOf(key) !== index && !bothSpellings.includes(key))
        .map((key) => `${name}: ${key}`)
    })

    expect(repeats).toEqual([])
  })

  test('shares names between concepts only where clinicians do', () => {
    const names = new Map<string, string[]>()
    for (const concept of concepts) {
      for (const text of [concept.name, ...concept.synonyms]) {
        const key = lexicalKey(text)
        names.set(key, [...new Set([...(names.get(key) ?? []), concept.name])])
      }
    }

    const shared = Object.fromEntries([...names].filter(([, owners]) => owners.length > 1))

    expect(shared).toEqual({
      anorexia: ['anorexia nervosa', 'loss of appetite'],
      arf: ['rheumatic fever', 'acute kidney injury'],
      chd: ['ischemic heart disease', 'congenital heart disease'],
      cold: ['common cold', 'feeling cold'],
      gbs: ['Guillain-Barré syndrome', 'Streptococcus agalactiae'],
      lad: ['lymphadenopathy', 'left anterior descending artery'],
      ms: ['mitral stenosis', 'multiple sclerosis'],
      pe: ['pulmonary embolism', 'physical examination'],
      ra: ['rheumatoid arthritis', 'right atrium'],
      svt: ['supraventricular tachycardia', 'superficial thrombophlebitis'],
      ua: ['unstable angina', 'urinalysis'],
    })
  })

  test('places cat scratch disease below bartonellosis', () => {
    const disease = concepts.find(({name}) => name === 'cat scratch disease')

    expect(disease?.parents).toContain('bartonellosis')
  })
})

describe('the demo release', () => {
  test('is what the source gives, byte for byte', () => {
    const folder = packagePath('ontologies', 'demo.rf2')
    const committed = readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
      .map((entry) => join(entry.parentPath, entry.name))

    expect(committed.map((path) => relative(folder, path).replaceAll('\\', '/')).sort()).toEqual(
      [...release.keys()].sort(),
    )
    for (const path of committed) {
      const content = release.get(relative(folder, path).replaceAll('\\', '/'))
      expect(readFileSync(path, 'utf8') === content, `${path} is out of date: run build-demo-rf2`).toBe(true)
    }
  })

  test.each([
    ['Concept', 'id effectiveTime active moduleId definitionStatusId'],
    ['Description', 'id effectiveTime active moduleId conceptId languageCode typeId term caseSignificanceId'],
    [
      'TextDefinition',
      'id effectiveTime active moduleId conceptId languageCode typeId term caseSignificanceId',
    ],
    [
      'Relationship',
      'id effectiveTime active moduleId sourceId destinationId relationshipGroup typeId characteristicTypeId modifierId',
    ],
    ['Language', 'id effectiveTime active moduleId refsetId referencedComponentId acceptabilityId'],
  ])('has the columns of RF2 in its %s file, every row whole', (kind, columns) => {
    const [header, ...rows] = tableOf(kind)

    expect(header).toEqual(columns.split(' '))
    expect(rows.filter((row) => row.length !== header?.length || row.includes(''))).toEqual([])
  })

  test.each([
    ['Concept', '10'],
    ['Description', '11'],
    ['TextDefinition', '11'],
    ['Relationship', '12'],
  ])('identifies its %s rows by unique SCTIDs of partition %s', (kind, partition) => {
    const ids = tableOf(kind)
      .slice(1)
      .map(([id]) => id ?? '')

    expect(ids.filter((id) => !isValidSctid(id) || partitionOf(id) !== partition)).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('refers only to SCTIDs with a right check digit', () => {
    const cells = [...release.values()].flatMap((content) => content.split(/[\t\r\n]+/))
    const ids = cells.filter((cell) => /^[0-9]{9,}$/.test(cell))

    expect(ids.length).toBeGreaterThan(10_000)
    expect(ids.filter((id) => !isValidSctid(id))).toEqual([])
  })

  test('contains every concept that it refers to, its module included', () => {
    const known = new Set(tableOf('Concept').map(([id]) => id))
    const referred = [
      ...tableOf('Concept')
        .slice(1)
        .map((row) => row[3]),
      ...[...tableOf('Description').slice(1), ...tableOf('TextDefinition').slice(1)].map((row) => row[4]),
      ...tableOf('Relationship')
        .slice(1)
        .flatMap((row) => [row[4], row[5]]),
    ]

    expect(referred.filter((id) => !known.has(id))).toEqual([])
  })

  test('gives every description and definition one place in the language reference set', () => {
    const described = [...tableOf('Description').slice(1), ...tableOf('TextDefinition').slice(1)].map(
      ([id]) => id,
    )
    const members = tableOf('Language').slice(1)

    expect(members.map((row) => row[5])).toEqual(described)
    expect(new Set(members.map(([id]) => id)).size).toBe(members.length)
    expect(
      members.filter(
        ([id]) => !/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id!),
      ),
    ).toEqual([])
  })

  test('says of each term whether case matters', () => {
    const significance = new Map(tableOf('Description').map((row) => [row[7], row[8]]))

    expect(significance.get('Cat scratch disease')).toBe('900000000000448009')
    expect(significance.get('Infection due to Bartonella')).toBe('900000000000020002')
    expect(significance.get('Bartonella henselae')).toBe('900000000000017005')
    expect(significance.get('eGFR')).toBe('900000000000017005')
  })

  test('keeps every row of a concept when others come before it', () => {
    const newcomer: DemoConcept = {...concepts.at(-1)!, number: 9_999, name: 'newcomer', line: 1}

    const grown = releaseFiles([newcomer, ...concepts])

    for (const [path, content] of release) {
      const rows = new Set(grown.get(path)?.split('\r\n'))
      expect(content.split('\r\n').filter((row) => !rows.has(row))).toEqual([])
    }
  })
})

describe('parseDemoSource', () => {
  test('reads a stanza', () => {
    const text =
      '# comment\n\n[7] cat scratch disease (disorder)\nis a: a; b\nalso: CSD; c d\nAn infection.\n'

    expect(parseDemoSource(text)).toEqual([
      {
        number: 7,
        name: 'cat scratch disease',
        tag: 'disorder',
        parents: ['a', 'b'],
        synonyms: ['CSD', 'c d'],
        definition: 'An infection.',
        line: 3,
      },
    ])
  })

  test.each([
    ['a head without number', 'cough (finding)', ':1:'],
    ['a head without tag', '[1] cough', ':1:'],
    ['two lists of synonyms', '[1] cough (finding)\nalso: a\nalso: b', ':3:'],
    ['an empty synonym', '[1] cough (finding)\nalso: a; ; b', ':2:'],
    ['a missing space', '[1] cough (finding)\nalso: a;b', ':2:'],
    ['a definition without full stop', '[1] cough (finding)\n\n[2] cold (finding)\nAn illness', ':4:'],
  ])('names the line of %s', (_what, text, line) => {
    expect(() => parseDemoSource(text)).toThrow(line)
  })
})

describe('findFaults', () => {
  const root: DemoConcept = {number: 1, name: 'root', tag: 'root', parents: [], synonyms: [], line: 1}
  const child: DemoConcept = {...root, number: 2, name: 'child', parents: ['root'], line: 2}

  test('finds none in a root and its child', () => {
    expect(findFaults([root, child])).toEqual([])
  })

  test.each([
    ['a number used twice', [root, {...child, number: 1}], 'Line 2: the number'],
    [
      'a preferred name used twice',
      [root, child, {...child, number: 3, name: 'Child', line: 3}],
      'Line 3: the preferred',
    ],
    [
      'a synonym that is the name again',
      [root, {...child, synonyms: ['Child']}],
      'has the name "child" twice',
    ],
    ['an unknown parent', [root, {...child, parents: ['rot']}], 'no concept is named "rot"'],
    ['a second root', [root, {...child, parents: []}], 'found 2 (lines 1, 2)'],
    ['a circle', [root, {...child, parents: ['root', 'child']}], 'its own ancestor'],
  ])('finds %s', (_what, faulty, sentence) => {
    expect(findFaults(faulty)).toEqual([expect.stringContaining(sentence)])
  })
})

/** Header and rows of the one file whose name contains `kind`. */
function tableOf(kind: string): string[][] {
  const path = [...release.keys()].find((name) => name.includes(`_${kind}`))
  const content = release.get(path ?? '')
  expect(content?.endsWith('\r\n')).toBe(true)
  return content!
    .slice(0, -2)
    .split('\r\n')
    .map((line) => line.split('\t'))
}
