import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {oboGraphsReader} from '../../../ontologies/obo-graphs/obo-graphs-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {collect, countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'
import {writeZip} from '../support/write-zip.js'

const fixture = join(fixtureFolder('obo-graphs'), 'tiny.json')
const purl = 'http://purl.obolibrary.org/obo'

/** Reads a document of one graph; each node on a line of its own, from line 2. */
function readNodes(...nodes: unknown[]) {
  const lines = nodes.map((node) => (typeof node === 'string' ? node : JSON.stringify(node)))
  const first = '{"id": "X:0", "lbl": "first", "type": "CLASS"}'
  return readAll(fileOf('x.json', `{"graphs": [{"nodes": [${first},\n${lines.join(',\n')}\n]}]}`))
}

describe('the OBO Graphs reader', () => {
  test('reads classes, and neither properties nor individuals', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'concept')).toEqual([
      {id: 'TINY:0000001', active: true},
      {id: 'TINY:0000002', active: true},
      {id: 'TINY:0000003', active: false},
      {id: 'Orphanet:7', active: true},
    ])
  })

  test('reads names with their scopes, definitions, subsets and types', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'term').map(({conceptId, text, scope}) => [conceptId, text, scope])).toEqual([
      ['TINY:0000001', 'toy', 'preferred'],
      ['TINY:0000002', 'paper kite', 'preferred'],
      ['TINY:0000002', 'dragon', 'exact'],
      ['TINY:0000002', 'PK', 'broad'],
      ['TINY:0000002', 'red kite', 'narrow'],
      ['TINY:0000002', 'flyer', 'related'],
      ['TINY:0000003', 'obsolete marble', 'preferred'],
    ])
    expect(rowsOf(reading, 'definition')).toEqual([{conceptId: 'TINY:0000002', text: 'A kite "of paper".'}])
    expect(rowsOf(reading, 'member')).toEqual([{conceptId: 'TINY:0000002', refset: 'small'}])
    expect(rowsOf(reading, 'type').map(({type}) => type)).toEqual([
      'tiny_things',
      'flying_things',
      'tiny_things',
      'tiny_things',
    ])
  })

  test('reads relations, maps, history and values', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: 'TINY:0000002', relation: 'is-a', targetId: 'TINY:0000001'},
      {conceptId: 'TINY:0000002', relation: 'part_of', targetId: 'Orphanet:7'},
      {conceptId: 'TINY:0000002', relation: 'flown_by', targetId: 'TINY:0000001'},
      {conceptId: 'TINY:0000002', relation: 'is-a', targetId: 'Orphanet:7'},
    ])
    expect(rowsOf(reading, 'map')).toEqual([
      {conceptId: 'TINY:0000002', target: 'WEE:12', relation: 'xref'},
      {conceptId: 'TINY:0000002', target: 'WEE:13', relation: 'close'},
    ])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: 'TINY:0000090', replacementId: 'TINY:0000002', reason: 'alternative-id'},
      {id: 'TINY:0000003', replacementId: 'TINY:0000001', reason: 'replaced-by'},
      {id: 'TINY:0000003', replacementId: 'TINY:0000002', reason: 'consider'},
    ])
    expect(rowsOf(reading, 'property')).toEqual([
      {conceptId: 'TINY:0000002', property: 'abbreviation', value: 'PK'},
      {conceptId: 'TINY:0000002', property: 'weight', value: '12'},
    ])
  })

  const own = {id: `${purl}/A_1`, lbl: 'own', type: 'CLASS'}
  const foreign = {id: `${purl}/B_1`, lbl: 'foreign', type: 'CLASS'}
  const two = JSON.stringify({
    graphs: [
      {id: `${purl}/a.owl`, nodes: [own], edges: [{sub: own.id, pred: 'is_a', obj: foreign.id}]},
      {id: `${purl}/b.owl`, nodes: [foreign], edges: []},
    ],
  })

  test('leaves out the graphs after the first, and says so of each', async () => {
    const reading = await readAll(fileOf('a.json', two))

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['A:1'])
    expect(reading.problems.map(({kind, severity, message}) => [kind, severity, message])).toEqual([
      ['import-left-out', 'warning', expect.stringContaining(`${purl}/b.owl`)],
    ])
  })

  test.each([
    [['A'], ['A:1']],
    [['b'], ['B:1']],
    [
      ['A', 'B'],
      ['A:1', 'B:1'],
    ],
  ])('looks for the prefixes %j in all graphs', async (prefix, ids) => {
    await using source = await openSource(fileOf('a.json', two))

    const rows = await collect(oboGraphsReader.read(source, () => {}, {prefix}))

    expect(rowsOf({rows}, 'concept').map(({id}) => id)).toEqual(ids)
    expect(rowsOf({rows}, 'relation')).toHaveLength(ids.length - 1)
  })

  test.each([
    [
      'a single graph',
      () => fileOf('a.json', JSON.stringify({id: `${purl}/a.owl`, nodes: [own], edges: []})),
    ],
    [
      'members in another order',
      () => fileOf('a', JSON.stringify({graphs: [{nodes: [own], id: `${purl}/a.owl`}]})),
    ],
    [
      'a zip beside a text',
      () =>
        fileOf(
          'a.zip',
          writeZip([
            {
              name: 'hp/a.json',
              content: Buffer.from(JSON.stringify({graphs: [{id: `${purl}/a.owl`, nodes: [own]}]})),
            },
            {name: 'hp/readme.txt', content: Buffer.from('nothing')},
          ]),
        ),
    ],
  ])('reads %s', async (_what, path) => {
    const reading = await readAll(path())

    expect(rowsOf(reading, 'term').map(({conceptId, text}) => [conceptId, text])).toEqual([['A:1', 'own']])
  })

  test.each([
    ['a list of nodes and links', {nodes: [{id: 'a', name: 'x'}], links: []}],
    ['a list of graphs of another kind', {graphs: [{id: 'a', nodes: [{id: 'b'}]}]}],
    ['FHIR', {resourceType: 'CodeSystem', id: 'x', concept: [{code: 'a'}]}],
    ['a list', [own]],
  ])('does not take %s for its own', async (_what, value) => {
    await using source = await openSource(fileOf('a.json', JSON.stringify(value)))

    expect(await oboGraphsReader.recognise(source)).toBe(false)
  })

  test.each<[string, unknown, string]>([
    ['a node without id', {lbl: 'nobody', type: 'CLASS'}, 'node-without-id'],
    ['an empty id', {id: ' ', lbl: 'nobody', type: 'CLASS'}, 'node-without-id'],
    ['a number for a name', {id: 'X:1', lbl: 12}, 'wrong-kind'],
    ['a text for synonyms', {id: 'X:1', meta: {synonyms: 'x'}}, 'wrong-kind'],
    ['a text for what is said of a node', {id: 'X:1', meta: 'x'}, 'wrong-kind'],
    ['a number for a subset', {id: 'X:1', meta: {subsets: [1]}}, 'wrong-kind'],
    ['a number for a cross-reference', {id: 'X:1', meta: {xrefs: [{val: 1}]}}, 'wrong-kind'],
    ['a name beyond measure', {id: 'X:1', lbl: 'x'.repeat(2 << 20)}, 'text-too-long'],
    ['a number for an id', '{"id": 12, "id": "X:1"}', 'duplicate-key'],
  ])('counts %s, says where, and reads on', async (_what, node, kind) => {
    const reading = await readNodes(node, {id: 'X:2', lbl: 'last', type: 'CLASS'})

    expect(countKinds(reading)).toEqual({[kind]: 1})
    expect(reading.problems[0]?.at.line).toBe(2)
    expect(rowsOf(reading, 'term').map(({text}) => text)).toEqual(['first', 'last'])
  })

  test('counts an edge without an end', async () => {
    const nodes = '{"id": "X:1", "lbl": "x", "type": "CLASS"}'
    const reading = await readAll(
      fileOf(
        'x.json',
        `{"graphs": [{"nodes": [${nodes}], "edges": [\n{"sub": "X:1"},\n{"sub": 1, "obj": 2}]}]}`,
      ),
    )

    expect(reading.problems.map(({at, kind}) => [kind, at.line])).toEqual([
      ['edge-without-end', 2],
      ['wrong-kind', 3],
      ['wrong-kind', 3],
      ['edge-without-end', 3],
    ])
  })

  test('refuses a document that ends in its midst', async () => {
    const path = fileOf('x.json', `{"graphs": [{"nodes": [${JSON.stringify(own)},\n{"id": "X`)

    await expect(readAll(path)).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining(`${path} is damaged: at line 2 `),
    })
  })

  test('refuses several ontologies in one source', async () => {
    const graph = (code: string) =>
      JSON.stringify({graphs: [{id: `${purl}/${code}.owl`, meta: {}, nodes: [own]}]})
    const folder = folderOf({'a.json': graph('a'), 'b.json': graph('b')})

    await expect(readAll(folder)).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('"a" and "b"'),
    })
  })

  const nodes = [{id: `${purl}/CHEBI_1`, type: 'CLASS'}]
  const versionInfo = [{pred: 'http://www.w3.org/2002/07/owl#versionInfo', val: '2024'}]

  test.each([
    [{id: `${purl}/hp.json`, nodes}, 'hp', undefined],
    [{nodes, meta: {version: 'v1'}, id: `${purl}/doid/doid-base.owl`}, 'doid', 'v1'],
    [{id: 'http://www.orpha.net/ontology/orphanet.owl', nodes}, 'orphanet', undefined],
    [{id: `${purl}/hp/imports/x.owl`, nodes}, 'chebi', undefined],
    [{nodes: [{id: 'x', lbl: 'y'}]}, 'obo-graphs', undefined],
    [{nodes, meta: {version: 'v1', basicPropertyValues: versionInfo}}, 'chebi', '2024'],
  ])('describes the graph %j', async (graph, code, release) => {
    await using source = await openSource(
      fileOf('x.json', JSON.stringify({graphs: [graph, {id: 'other', meta: {}}]})),
    )

    expect(await oboGraphsReader.describe(source)).toMatchObject({code, release})
  })
})
