import {describe, expect, it} from 'vitest'
import {covered, read} from './read.js'

const annotation = (offset: number, text: string, infons: object = {}) => ({
  id: '1',
  infons: {type: 'Disease', ...infons},
  locations: [{offset, length: [...text].length}],
  text,
})
const title = {offset: 0, text: '😀 Knee', annotations: [annotation(2, 'Knee', {identifier: 'MESH:D1'})]}
const body = {
  offset: 7,
  sentences: [
    {offset: 7, text: 'Wind.', annotations: []},
    {offset: 13, text: 'Sand.', annotations: [annotation(13, 'Sand', {MESH: 'D2|D3'})]},
  ],
}
const document = {id: 12, passages: [title, body]}

const xml = (passages: string, head = '') => `<?xml version="1.0" encoding="UTF-8"?>
${head}<collection><source>x</source>
<document>
  <id>12</id>
  ${passages}
</document>
</collection>`

describe('BioC JSON', () => {
  it.each([
    ['a collection', JSON.stringify({source: 'x', documents: [document]}, undefined, 2)],
    [
      "PyPI's bioc",
      JSON.stringify({bioctype: 'BioCCollection', source: '', documents: [document]}, undefined, 2),
    ],
    ["PubTator's export", JSON.stringify({PubTator3: [document]})],
    ['an array of documents', JSON.stringify([document])],
    ['a document', JSON.stringify(document)],
    ['a document a line', `${JSON.stringify({_id: '1|None', ...document})}\n`],
  ])('is read from %s', async (_, text) => {
    const {documents, skipped} = await read(text)

    expect(skipped).toEqual([])
    expect(documents.map(({id, text}) => [id, text])).toEqual([['12', '😀 Knee\nWind.\nSand.']])
    expect(documents.map(covered)).toEqual([['Knee', 'Sand']])
    expect(documents[0]?.mentions?.map(({ids}) => ids)).toEqual([['MESH:D1'], ['MESH:D2', 'MESH:D3']])
  })

  it('reads several documents a line and counts the lines that are none', async () => {
    const lines = [JSON.stringify(document), '{"secret', '{"a":1}', JSON.stringify({...document, id: '13'})]

    const {documents, skipped} = await read(lines.join('\n'))

    expect(documents.map(({id}) => id)).toEqual(['12', '13'])
    expect(skipped).toEqual(['2: it is no BioC document in JSON', '3: it is no BioC document in JSON'])
  })

  it.each([
    ['inside', 3],
    ['far', 4_000_000_000],
    ['negative', -5],
    ['of no number', 'x'],
  ])('keeps the text of a passage whose offset is %s, and its mentions', async (_, offset) => {
    const at = typeof offset === 'number' ? offset : 8
    const passage = {offset, text: 'Wind and', annotations: [annotation(at, 'Wind')]}
    const text = JSON.stringify({documents: [{id: 'a', passages: [{offset: 0, text: 'Knee 12'}, passage]}]})

    const {documents, skipped} = await read(text)

    expect(documents[0]?.text).toBe('Knee 12\nWind and')
    expect(documents.map(covered)).toEqual([['Wind']])
    expect(skipped).toHaveLength(typeof offset === 'number' ? 1 : 0)
  })

  it('skips annotations that cannot be right, and quotes nothing', async () => {
    const bad = [
      annotation(0, 'Secret'),
      annotation(900, 'Knee'),
      {...annotation(0, 'Knee'), locations: []},
      {...annotation(0, 'Knee'), locations: [{offset: 'x', length: 4}]},
      null,
    ]
    const passage = {offset: 0, text: 'Knee of kites', annotations: [annotation(0, 'Knee'), ...bad]}

    const {documents, skipped} = await read(
      JSON.stringify({documents: [{passages: [passage]}, 7, {id: 'x'}]}),
    )

    expect(documents.map(covered)).toEqual([['Knee']])
    expect(documents[0]?.id).toBe('in:1')
    expect(skipped).toHaveLength(7)
    expect(skipped[0]).toBe('-: document 1: annotation 2: the text at its offsets is another')
    expect(skipped.join()).not.toMatch(/secret/i)
  })

  it('cut off, is bad input', async () => {
    const {documents, fault} = await read(JSON.stringify({documents: [document]}).slice(0, -20))

    expect(documents).toEqual([])
    expect(fault).toMatchObject({code: 'INPUT_DAMAGED'})
    expect((fault as Error).cause).toBeUndefined() // the parser's message quotes the text
  })

  it.each([
    '{"text":"a \\"documents\\": ["}',
    '{"id":"documents", "text": "passages"}',
    '{ note',
    '[x] "documents": [',
  ])('is not recognised in %j', async (text) => {
    expect((await read(text)).documents[0]?.mentions).toBeUndefined()
  })
})

describe('BioC XML', () => {
  it('is read with passages, sentences and pieces', async () => {
    const {documents, skipped} = await read(
      xml(
        `<passage><offset>0</offset><text>😀 Knee &amp; <![CDATA[<b>]]></text>
        <annotation id="T1"><infon key="type">Disease</infon><infon key="MESH">D1</infon>
          <location offset="2" length="4"/><location offset="9" length="3"/><text>Knee &lt;b></text></annotation></passage>
        <passage><offset> 13 </offset><sentence><offset>13</offset><text>Sand.</text>
          <annotation id="T2"><location offset="13" length="4"/><text>Sand</text></annotation></sentence></passage>`,
        '<!DOCTYPE collection SYSTEM "BioC.dtd">\n',
      ),
    )

    expect(skipped).toEqual([])
    expect(documents.map(({id, text}) => [id, text])).toEqual([['12', '😀 Knee & <b>\nSand.']])
    expect(documents.map(covered)).toEqual([['Knee|<b>', 'Sand']])
    expect(documents[0]?.mentions?.map(({ids, type}) => [type, ids])).toEqual([
      ['Disease', ['MESH:D1']],
      [undefined, []],
    ])
  })

  it('skips annotations that cannot be right by line', async () => {
    const {documents, skipped} = await read(
      xml(
        '<passage><offset>0</offset><text>Knee</text>\n<annotation><location offset="1" length="4"/></annotation></passage>',
      ),
    )

    expect(documents[0]?.mentions).toEqual([])
    expect(skipped).toEqual(['6: annotation 1: its offsets lie outside of the text'])
  })

  it('yields the documents before the cut, then is bad input', async () => {
    const whole = xml('<passage><offset>0</offset><text>Secret</text></passage>')

    const {documents, fault} = await read(
      whole.replace('</collection>', '<document><id>13</id><passage>Secret'),
    )

    expect(documents.map(({id}) => id)).toEqual(['12'])
    expect(fault).toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringMatching(/^in, line 7: .*unclosed tag/),
    })
    expect(String(fault)).not.toContain('Secret')
  })

  it.each([
    [
      'declares entities',
      '<!DOCTYPE collection [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>',
      '&b;',
      /entities of its own/,
    ],
    ['uses an unknown entity', '', '&nbsp;', /none of XML's own five/],
  ])('is refused where it %s', async (_, head, text, message) => {
    const {documents, fault} = await read(xml(`<passage><text>${text}</text></passage>`, head))

    expect(documents).toEqual([])
    expect(fault).toMatchObject({code: 'INPUT_UNUSABLE', message: expect.stringMatching(message)})
  })

  it('is refused in an encoding that is not read, and read where UTF-16 was decoded', async () => {
    const declared = (name: string) => xml('<passage><text>a</text></passage>').replace('UTF-8', name)

    expect((await read(declared('ISO-8859-1'))).fault).toMatchObject({code: 'INPUT_UNUSABLE'})
    expect((await read(`\uFEFF${declared('UTF-16')}`)).documents[0]?.text).toBe('a')
  })

  it.each(['<collection><p>a</p></collection>', '<html><collection>', 'He said <collection><source>'])(
    'is not recognised in %j',
    async (text) => {
      expect((await read(text)).documents[0]?.mentions).toBeUndefined()
    },
  )
})
