import {describe, expect, it} from 'vitest'
import type {Document} from '../../../src/domain/mention.js'
import type {BadLine} from '../../../src/input/document-reader.js'
import {type DocumentFormat, parseDocuments} from '../../../src/input/parse-documents.js'

const parse = async (text: string, format?: DocumentFormat) => {
  const bad: BadLine[] = []
  const documents: Document[] = []
  const options = {onBadLine: (line: BadLine) => bad.push(line)}
  for await (const document of parseDocuments({name: 'in', text, damaged: false}, format, options))
    documents.push(document)
  return {documents, bad}
}

describe('parseDocuments', () => {
  it('takes plain text as one document', async () => {
    expect(await parse('Fever.\n')).toEqual({documents: [{id: 'in', text: 'Fever.\n'}], bad: []})
  })

  it('recognises JSON Lines and names documents by doc_id, id or line', async () => {
    const text = '{"doc_id":"a","text":"x"}\n{"id":7,"text":"y"}\r\n\n{"text":"z"}'

    expect((await parse(text)).documents).toEqual([
      {id: 'a', text: 'x'},
      {id: '7', text: 'y'},
      {id: 'in:4', text: 'z'},
    ])
  })

  it('skips and counts bad lines without quoting them', async () => {
    const {bad, documents} = await parse('{"text":"x"}\n{broken secret\n[1]\n{"text":1}\n{"text":"y"}')

    expect(documents).toHaveLength(2)
    expect(bad.map(({line}) => line)).toEqual([2, 3, 4])
    expect(JSON.stringify(bad)).not.toContain('secret')
  })

  it('skips a mention that quotes another text, and a line with one outside of its text', async () => {
    const mentions = [
      {start: 3, end: 8, text: 'fever'},
      {start: 2, end: 7, text: 'fever'}, // in code points
    ]
    const lines = [
      {text: 'x', mentions: [{start: 0, end: 9}]},
      {text: '😀 fever', mentions},
    ]

    const {bad, documents} = await parse(lines.map((line) => JSON.stringify(line)).join('\n'))

    expect(documents).toEqual([{id: 'in:2', text: '😀 fever', mentions: [{start: 3, end: 8, ids: []}]}])
    expect(bad.map(({line, reason}) => `${line}: ${reason}`)).toEqual([
      '1: mention 1 has no start and end inside the text',
      '2: mention 2: the text at its offsets is another',
    ])
  })

  it('takes text that only starts with a brace as text', async () => {
    expect((await parse('{not json}\n')).documents).toHaveLength(1)
  })

  it('does as it is told', async () => {
    expect((await parse('{"text":"x"}', 'text')).documents).toEqual([{id: 'in', text: '{"text":"x"}'}])
  })
})
