import {describe, expect, test} from 'vitest'
import {fhirReader} from '../../../ontologies/fhir/fhir-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {collect, countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

const fixture = fixtureFolder('fhir')
const toys = 'http://example.org/toys'

function codeSystem(name: string, concept: unknown, more: object = {}) {
  return {
    resourceType: 'CodeSystem',
    url: `http://example.org/${name}`,
    name,
    content: 'complete',
    concept,
    ...more,
  }
}

function bundle(...resources: unknown[]) {
  return {resourceType: 'Bundle', entry: resources.map((resource) => ({resource}))}
}

const readValue = (value: unknown) => readAll(fileOf('x.json', JSON.stringify(value)))

async function describeValue(value: unknown) {
  await using source = await openSource(fileOf('x.json', JSON.stringify(value)))
  return fhirReader.describe(source)
}

describe('the FHIR reader', () => {
  test('reads concepts with their state, nested ones before their parents', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'concept')).toEqual([
      {id: 'T.1.1', active: true},
      {id: 'T.1', active: true},
      {id: 'T.2', active: false},
      {id: 'T', active: true},
      {id: 'T.3', active: true},
      {id: 'T.4', active: true},
    ])
  })

  test('reads displays, designations and definitions with their language', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'term')).toEqual([
      {conceptId: 'T.1.1', text: 'red kite', scope: 'preferred', language: 'en'},
      {conceptId: 'T.1', text: 'paper kite', scope: 'preferred', language: 'en'},
      {conceptId: 'T.1', text: 'Papierdrachen', scope: 'exact', language: 'de'},
      {conceptId: 'T.1', text: 'paper kite (toy)', scope: 'fully-specified', language: 'en'},
      {conceptId: 'T.1', text: 'dragon', scope: 'exact', language: 'en'},
      {conceptId: 'T.2', text: 'marble', scope: 'preferred', language: 'en'},
      {conceptId: 'T', text: 'toy', scope: 'preferred', language: 'en'},
      {conceptId: 'T.3', text: 'glass marble', scope: 'preferred', language: 'en'},
      {conceptId: 'T.1', text: 'vlieger', scope: 'exact', language: 'nl'},
    ])
    expect(rowsOf(reading, 'definition')).toEqual([
      {conceptId: 'T.1', text: 'A kite of paper.', language: 'en'},
    ])
  })

  test('reads the hierarchy from nesting and from properties', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: 'T.1', relation: 'part-of', targetId: 'T.3'},
      {conceptId: 'T.1.1', relation: 'is-a', targetId: 'T.1'},
      {conceptId: 'T.1', relation: 'is-a', targetId: 'T'},
      {conceptId: 'T.2', relation: 'is-a', targetId: 'T'},
      {conceptId: 'T.3', relation: 'is-a', targetId: 'T'},
      {conceptId: 'T.3', relation: 'is-a', targetId: 'T.4'},
    ])
  })

  test('reads values, history, maps and members of value sets', async () => {
    const reading = await readAll(fixture)

    expect(
      rowsOf(reading, 'property').map(({conceptId, property, value}) => [conceptId, property, value]),
    ).toEqual([
      ['T.1', 'weight', '12'],
      ['T.1', 'colour', 'red'],
      ['T.2', 'status', 'retired'],
      ['T.3', 'deprecated', '2020-01-01'],
    ])
    expect(rowsOf(reading, 'replacement')).toEqual([{id: 'T.2', replacementId: 'T.3', reason: 'replaced-by'}])
    expect(rowsOf(reading, 'map')).toEqual([
      {conceptId: 'T.1', target: 'ICD10CM:G1', relation: 'exact', advice: 'Where there is wind.'},
      {conceptId: 'T.1', target: 'ICD10CM:G2', relation: 'broad'},
    ])
    expect(rowsOf(reading, 'member')).toEqual([
      {refset: 'Flying', conceptId: 'T.1'},
      {refset: 'round', conceptId: 'T.2'},
      {refset: 'round', conceptId: 'T.3'},
    ])
  })

  test.each([
    [['de'], ['Papierdrachen']],
    [
      ['NL', 'de'],
      ['Papierdrachen', 'vlieger'],
    ],
    [
      ['en-GB', 'en'],
      ['paper kite', 'paper kite (toy)', 'dragon'],
    ],
  ])('keeps names in the languages %j, and the display where there are none', async (language, names) => {
    await using source = await openSource(fixture)

    const rows = await collect(fhirReader.read(source, () => {}, {language}))

    const terms = rowsOf({rows}, 'term')
    expect(terms.filter(({conceptId}) => conceptId === 'T.1').map(({text}) => text)).toEqual(names)
    expect(terms.some(({text}) => text === 'glass marble')).toBe(true)
  })

  test('tells the codes of several systems apart, by name and type', async () => {
    const reading = await readValue(
      bundle(
        codeSystem('Sizes', [{code: 'S', display: 'small', property: [{code: 'parent', valueCode: 'M'}]}]),
        codeSystem('Colours', [{code: 'S', display: 'silver'}]),
        {
          resourceType: 'ConceptMap',
          group: [
            {
              source: 'http://example.org/Sizes|2.0',
              element: [{code: 'S', target: [{code: 'x', equivalence: 'wider'}]}],
            },
          ],
        },
      ),
    )

    expect(rowsOf(reading, 'term').map(({conceptId, text}) => [conceptId, text])).toEqual([
      ['sizes:S', 'small'],
      ['colours:S', 'silver'],
    ])
    expect(rowsOf(reading, 'type').map(({type}) => type)).toEqual(['sizes', 'colours'])
    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: 'sizes:S', relation: 'is-a', targetId: 'sizes:M'},
    ])
    expect(rowsOf(reading, 'map')).toEqual([{conceptId: 'sizes:S', target: 'x', relation: 'broad'}])
  })

  test('tells systems of one name apart', async () => {
    const reading = await readValue(
      bundle(
        codeSystem('Sizes', [{code: 'S'}]),
        codeSystem('Sizes', [{code: 'S'}], {url: 'http://example.org/other'}),
      ),
    )

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['sizes:S', 'sizes-2:S'])
  })

  test('reads a value set alone for its codes and displays', async () => {
    const reading = await readValue({
      resourceType: 'ValueSet',
      name: 'Flying',
      expansion: {
        contains: [
          {system: 'http://a', code: 'A', display: 'kite'},
          {abstract: true, display: 'group'},
        ],
      },
    })

    expect(rowsOf(reading, 'concept')).toEqual([{id: 'A', active: true}])
    expect(rowsOf(reading, 'term')).toEqual([{conceptId: 'A', text: 'kite', scope: 'preferred'}])
    expect(rowsOf(reading, 'member')).toEqual([{refset: 'Flying', conceptId: 'A'}])
    expect(countKinds(reading)).toEqual({})
  })

  test('takes nesting for part-of where the system says so', async () => {
    const reading = await readValue(
      codeSystem('Parts', [{code: 'A', concept: [{code: 'B'}]}], {hierarchyMeaning: 'part-of'}),
    )

    expect(rowsOf(reading, 'relation')).toEqual([{conceptId: 'B', relation: 'part-of', targetId: 'A'}])
  })

  test.each([
    [
      'members in the order of the alphabet',
      () =>
        JSON.stringify({
          concept: [{code: 'A', display: 'x'.repeat(20_000)}, {code: 'B'}],
          resourceType: 'CodeSystem',
        }),
    ],
    [
      'a bundle on one line',
      () => JSON.stringify(bundle({resourceType: 'Patient'}, codeSystem('X', [{code: 'A'}, {code: 'B'}]))),
    ],
    [
      'a mark, CRLF and a resource a line',
      () =>
        `\uFEFF${JSON.stringify({resourceType: 'Patient'})}\r\n${JSON.stringify(codeSystem('X', [{code: 'A'}, {code: 'B'}]))}\r\n`,
    ],
  ])('reads %s', async (_what, text) => {
    const reading = await readAll(fileOf('x.json', text()))

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['A', 'B'])
  })

  test('joins a map that comes in a file of its own, in whatever order', async () => {
    const map = {
      resourceType: 'ConceptMap',
      group: [{source: toys, element: [{code: 'A', target: [{code: '1'}]}]}],
    }
    const system = codeSystem('toys', [{code: 'A'}])
    const folder = folderOf({'1.json': JSON.stringify(map), '2.json': JSON.stringify(system)})

    const reading = await readAll(folder)

    expect(rowsOf(reading, 'map')).toEqual([{conceptId: 'A', target: '1', relation: 'related'}])
    expect(fhirReader.joinsSources).toBe(true)
  })

  test('refuses maps alone, and says what is missing', async () => {
    await expect(readValue({resourceType: 'ConceptMap', group: []})).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('holds no CodeSystem nor ValueSet, only maps'),
    })
  })

  test('does not take a bundle of patients for its own', async () => {
    await using source = await openSource(fileOf('x.json', JSON.stringify(bundle({resourceType: 'Patient'}))))

    expect(await fhirReader.recognise(source)).toBe(false)
  })

  test.each<[string, unknown, string]>([
    ['a concept without code', {display: 'nobody'}, 'concept-without-code'],
    ['a number for a code', {code: 12}, 'wrong-kind'],
    ['a number for a display', {code: 'A', display: 12}, 'wrong-kind'],
    ['a text for designations', {code: 'A', designation: 'x'}, 'wrong-kind'],
    ['a number for a definition', {code: 'A', definition: 1}, 'wrong-kind'],
    ['a name beyond measure', {code: 'A', display: 'x'.repeat(2 << 20)}, 'text-too-long'],
  ])('counts %s, says where, and reads on', async (_what, concept, kind) => {
    const text = JSON.stringify(codeSystem('X', ['@', {code: 'Z', display: 'last'}]))

    const reading = await readAll(fileOf('x.json', text.replace('"@"', `\n${JSON.stringify(concept)}\n`)))

    expect(Object.keys(countKinds(reading))).toContain(kind)
    expect(new Set(reading.problems.map(({at}) => at.line))).toEqual(new Set([2]))
    expect(rowsOf(reading, 'term').map((term) => term.text)).toEqual(['last'])
  })

  test('counts maps and members of other systems once a group', async () => {
    const reading = await readValue(
      bundle(
        codeSystem('toys', [{code: 'A'}]),
        {
          resourceType: 'ConceptMap',
          group: [
            {
              source: 'http://other',
              element: [
                {code: 'A', target: [{code: '1'}]},
                {code: 'B', target: []},
              ],
            },
          ],
        },
        {
          resourceType: 'ValueSet',
          compose: {include: [{system: 'http://other', concept: [{code: 'A'}, {code: 'B'}]}]},
        },
      ),
    )

    expect(countKinds(reading)).toEqual({'map-of-other-system': 1, 'member-of-other-system': 1})
    expect(rowsOf(reading, 'map')).toEqual([])
    expect(rowsOf(reading, 'member')).toEqual([])
  })

  test('refuses concepts that nest without end', async () => {
    const deep = `{"resourceType":"CodeSystem","concept":[${'{"code":"A","concept":['.repeat(100_000)}`

    await expect(readAll(fileOf('x.json', deep))).rejects.toMatchObject({code: 'INPUT_TOO_LARGE'})
  })

  test('refuses a file that changes its format half-way', async () => {
    const text = `${JSON.stringify(codeSystem('X', [{code: 'A'}]))}\nid\tname\n`

    await expect(readAll(fileOf('x.json', text))).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining('at line 2 '),
    })
  })
})

describe('describe', () => {
  test.each([
    [codeSystem('My Toys!', []), {code: 'my-toys'}],
    [codeSystem('x', [], {url: 'http://loinc.org', version: '2.78'}), {code: 'loinc', release: '2.78'}],
    [{resourceType: 'CodeSystem', id: 'abc'}, {code: 'abc'}],
    [{resourceType: 'CodeSystem', url: 'urn:oid:1.2.3'}, {code: '1.2.3'}],
    [
      {resourceType: 'ValueSet', name: 'Flying', version: '1'},
      {code: 'flying', release: '1'},
    ],
    [
      codeSystem('a', [], {content: 'fragment'}),
      {notes: [expect.stringContaining('a part of its concepts')]},
    ],
    [
      codeSystem('a', [], {content: 'not-present'}),
      {notes: [expect.stringContaining('without its concepts')]},
    ],
  ])('of %j is %j', async (value, expected) => {
    expect(await describeValue(value)).toMatchObject({format: 'fhir', ...expected})
  })
})
