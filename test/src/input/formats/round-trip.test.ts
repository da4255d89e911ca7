import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {Document, GivenMention} from '../../../../src/domain/mention.js'
import {parseDocuments} from '../../../../src/input/parse-documents.js'
import {readText} from '../../../../src/input/read-text.js'
import {bratWriter} from '../../../../src/output/formats/brat.js'
import {linkedMention, nil, outputContext} from '../../../helpers/linked-mention.js'
import {temporaryFolder} from '../../../helpers/temporary-folder.js'
import {type Pair, render} from '../../output/formats/render.js'
import {read} from './read.js'

const text = '😀 High\r\nblood\tpressure 𝒙 <&> "left and right kidneys" & fever.\r\n\r\nNo 😀 cough.'
const left = text.indexOf('left')
const kidneys = text.indexOf('kidneys')
const mentions = [
  linkedMention(text, 'High\r\nblood\tpressure'),
  linkedMention(text, 'blood\tpressure', {
    concept: {id: 'MESH:D1', name: 'x', source: 'medic', type: 'Disease', types: []},
  }),
  linkedMention(text, 'left and right kidneys', {
    spans: [
      {start: left, end: left + 4},
      {start: kidneys, end: kidneys + 7},
    ],
  }),
  linkedMention(text, 'fever', nil),
  linkedMention(text, 'cough'),
]
const pairs: Pair[] = [
  [{id: 'd1', text}, mentions],
  [{id: 'd2', text: 'Nothing.\nHere.'}, []],
]

/** Places and concepts, which every format has. */
const shape = ({end, ids, spans, start}: GivenMention) => ({start, end, ids, ...(spans && {spans})})
const expected = mentions.map(({concept, end, spans, start}) =>
  shape({start, end, ids: concept ? [concept.id] : [], ...(spans && {spans})}),
)
const shapesOf = (document?: Document) => document?.mentions?.map(shape)

describe('what was written is read again', () => {
  it.each(['bioc-json', 'bioc-xml'] as const)('from %s, recognised, to the character', async (format) => {
    const {documents, fault, skipped} = await read(await render(format, pairs))

    expect({fault, skipped}).toEqual({fault: undefined, skipped: []})
    expect(documents.map(({id, text}) => ({id, text}))).toEqual(pairs.map(([document]) => document))
    expect(shapesOf(documents[0])).toEqual(expected)
    expect(documents[0]?.mentions?.[1]).toMatchObject({id: 'T2', type: 'Disease'})
  })

  it('from pubtator, but for pieces and line ends', async () => {
    const {documents, skipped} = await read(await render('pubtator', pairs))

    expect(skipped).toEqual([])
    expect(documents.map(({id, text}) => [id, text.length])).toEqual(
      pairs.map(([document]) => [document.id, document.text.length]),
    )
    expect(shapesOf(documents[0])).toEqual(expected.map(({spans, ...rest}) => rest))
  })

  it.each(['.ann', '.txt'])('from brat, with the %s given', async (given) => {
    const folder = temporaryFolder()
    const document = {id: join(folder, 'd1.txt'), text}
    writeFileSync(join(folder, 'd1.ann'), await render('brat', [[document, mentions]]))
    writeFileSync(document.id, bratWriter(outputContext).companion?.text(document) ?? '')

    const input = await readText(join(folder, `d1${given}`))
    const documents: Document[] = []
    const options = {onBadLine: () => expect.unreachable()}
    const format = given === '.txt' ? 'brat' : undefined // the .ann is recognised
    for await (const read of parseDocuments(input, format, options)) documents.push(read)

    expect(documents).toHaveLength(1)
    expect(documents[0]).toMatchObject({id: document.id, text: text.replaceAll('\r\n', ' \n')})
    expect(shapesOf(documents[0])).toEqual(expected)
  })

  it('from the spans of JSON Lines', async () => {
    const given = {
      doc_id: 'd1',
      text,
      mentions: mentions.map(({concept, end, spans, start}) => ({
        start,
        end,
        spans,
        ids: concept ? [concept.id] : [],
      })),
    }

    const {documents, skipped} = await read(JSON.stringify(given))

    expect(skipped).toEqual([])
    expect(shapesOf(documents[0])).toEqual(expected)
  })
})
