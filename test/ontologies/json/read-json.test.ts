import {describe, expect, test} from 'vitest'
import type {JsonNode} from '../../../ontologies/json/json-node.js'
import {type JsonShape, listOf, shapeOf} from '../../../ontologies/json/json-shape.js'
import {readJson} from '../../../ontologies/json/read-json.js'
import type {Problem} from '../../../src/domain/ontology.js'
import {fileOfChunks} from '../support/read-all.js'

const things = shapeOf({things: listOf('thing'), name: {name: 'name'}})

const tree: {name: string; members?: ReadonlyMap<string, JsonShape>} = {name: 'node'}
tree.members = new Map([['children', {items: tree}]])

/** A node as JavaScript has it, without lines. */
function plain({value}: JsonNode): unknown {
  if (Array.isArray(value)) return (value as JsonNode[]).map(plain)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...(value as Map<string, JsonNode>)].map(([key, node]) => [key, plain(node)]))
}

async function read(chunks: Iterable<string | Buffer>, shape: JsonShape = things, documents?: 'many') {
  const problems: Problem[] = []
  const elements: {name: string; value: unknown; line: number; path: readonly number[]}[] = []
  function* asBuffers() {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  const file = fileOfChunks(asBuffers())
  for await (const batch of readJson(file, shape, (problem) => problems.push(problem), {documents})) {
    for (const {name, node, path} of batch) elements.push({name, value: plain(node), line: node.line, path})
  }
  return {elements, kinds: problems.map(({kind, at}) => [kind, at.line]), problems}
}

describe('readJson', () => {
  test('gives wanted elements out with line and place, and passes over the rest', async () => {
    const text =
      '{"skip": {"things": [9]},\n"things": [\n{"a": [1, true, null]},\n"b"\n], "name": "é\\u00e9\\n"}'

    const {elements, problems} = await read([text])

    expect(elements).toEqual([
      {name: 'thing', value: {a: [1, true, null]}, line: 3, path: [0, 0]},
      {name: 'thing', value: 'b', line: 4, path: [0, 1]},
      {name: 'name', value: 'éé\n', line: 5, path: [0]},
    ])
    expect(problems).toEqual([])
  })

  test('gives the same whatever the pieces it reads', async () => {
    const text = Buffer.from(
      '\uFEFF{"things": [{"n\\u0061me": "\u{1F9E0}\\ud83e\\udde0é",\r\n"x": -1.5e3}]}\r\n\n',
    )
    const whole = await read([text])

    const bytes = await read([...text].map((byte) => Buffer.from([byte])))

    expect(whole.elements[0]?.value).toEqual({name: '\u{1F9E0}\u{1F9E0}é', x: -1500})
    expect(bytes).toEqual(whole)
  })

  test('gives nested elements out before what they lie in, which is without them', async () => {
    const {elements} = await read(
      ['{"id": 1, "children": [{"id": 2, "children": [{"id": 3}]}, {"id": 4}]}'],
      tree,
    )

    expect(elements.map(({value, path}) => [value, path])).toEqual([
      [{id: 3}, [0, 0, 0]],
      [{id: 2, children: []}, [0, 0]],
      [{id: 4}, [0, 1]],
      [{id: 1, children: []}, [0]],
    ])
  })

  test('reads documents that follow each other where they may', async () => {
    const {elements} = await read(['{"name": "a"}\n{"name": "b"}\n'], things, 'many')

    expect(elements.map(({value, path, line}) => [value, path, line])).toEqual([
      ['a', [0], 1],
      ['b', [1], 2],
    ])
  })

  test('takes no key for a part of the prototype', async () => {
    const {elements} = await read(['{"things": [{"__proto__": {"x": 1}, "constructor": 2}]}'])

    expect(JSON.stringify(elements[0]?.value)).toBe('{"__proto__":{"x":1},"constructor":2}')
    expect({}).not.toHaveProperty('x')
  })

  test('warns of a key that is there twice, of those of interest', async () => {
    const {elements, kinds} = await read(['{"x":1,"x":2,\n"things": [{"a": 1,\n"a": 2}],\n"things": []}'])

    expect(kinds).toEqual([
      ['duplicate-key', 3],
      ['duplicate-key', 4],
    ])
    expect(elements[0]?.value).toEqual({a: 2})
  })

  test('takes a text that is far too long, or holds NUL, for missing', async () => {
    const {elements, problems} = await read([
      `{"skipped": "${'x'.repeat(2 << 20)}", "things": [\n"${'y'.repeat(2 << 20)}",\n"a\\u0000b", "c"]}`,
    ])

    expect(elements.map(({value}) => value)).toEqual([null, null, 'c'])
    expect(problems.map(({kind, severity, at}) => [kind, severity, at.line])).toEqual([
      ['text-too-long', 'skipped', 2],
      ['nul-character', 'skipped', 3],
    ])
  })

  test('replaces bytes that are not UTF-8, and says where', async () => {
    const {elements, kinds} = await read([Buffer.from('{\n"name": "\xe9lbow"}', 'latin1')])

    expect(elements[0]?.value).toBe('\uFFFDlbow')
    expect(kinds).toEqual([['invalid-utf8', 2]])
  })

  test.each([
    ['a value that is missing', '{"a": 1,\n"b": }', 2],
    ['a comma too many', '{"things": [\n{"a": 1},\n]}', 3],
    ['a comma too few', '{"a": 1\n"b": 2}', 2],
    ['a colon too few', '{"a"\n1}', 2],
    ['a key that is no text', '{\n1: 2}', 2],
    ['brackets that do not match', '{"things": [\n{"a": 1]}', 2],
    ['a bare word', '{"a":\nnope}', 2],
    ['a line end within a text', '{"a": "b\nc"}', 1],
    ['a comment', '{\n// no\n"a": 1}', 2],
    ['NUL bytes', '{\n\0', 2],
    ['an end too early', '{"things": [\n{"a": 1},', 2],
    ['an end within a text', '{"things": [\n"a', 2],
    ['another format half-way', '{"things": [1]}\n[Term]\nid: X:1\n', 2],
    ['a second document', '{"things": [1]}\n{"things": [2]}', 2],
    ['nothing at all', ' \n', 2],
  ])('refuses %s, and says where', async (_what, text, line) => {
    await expect(read([text])).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining(`made-up.txt is damaged: at line ${line} `),
    })
  })

  function* many(piece: string, times: number, start = '{"things": [\n') {
    yield start
    for (let i = 0; i < times; i++) yield piece
  }

  test.each([
    ['a million brackets', many('['.repeat(1000), 1000)],
    ['a million braces', many('{"a":'.repeat(1000), 1000)],
    ['a text without end', many('x'.repeat(1 << 20), 1000, '{"things": [\n"')],
    ['a number without end', many('1'.repeat(1 << 16), 10_000)],
    ['an element without end', many('"x",'.repeat(10_000), 10_000, '{"things": [\n[')],
  ])('refuses %s, and says where', async (_what, chunks) => {
    await expect(read(chunks)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      message: expect.stringMatching(/at line 2 /),
    })
  })
})
