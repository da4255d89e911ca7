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

  it('takes text that only starts with a brace as text', async () => {
    expect((await parse('{not json}\n')).documents).toHaveLength(1)
  })

  it('does as it is told', async () => {
    expect((await parse('{"text":"x"}', 'text')).documents).toEqual([{id: 'in', text: '{"text":"x"}'}])
  })
})
