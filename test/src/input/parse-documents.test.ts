import {describe, expect, it} from 'vitest'
import {type BadLine, parseDocuments} from '../../../src/input/parse-documents.js'

const parse = (text: string, format?: 'text' | 'jsonl') => {
  const bad: BadLine[] = []
  const documents = [...parseDocuments({name: 'in', text, damaged: false}, format, (line) => bad.push(line))]
  return {documents, bad}
}

describe('parseDocuments', () => {
  it('takes plain text as one document', () => {
    expect(parse('Fever.\n')).toEqual({documents: [{id: 'in', text: 'Fever.\n'}], bad: []})
  })

  it('recognises JSON Lines and names documents by doc_id, id or line', () => {
    const text = '{"doc_id":"a","text":"x"}\n{"id":7,"text":"y"}\r\n\n{"text":"z"}'

    expect(parse(text).documents).toEqual([
      {id: 'a', text: 'x'},
      {id: '7', text: 'y'},
      {id: 'in:4', text: 'z'},
    ])
  })

  it('skips and counts bad lines without quoting them', () => {
    const {bad, documents} = parse('{"text":"x"}\n{broken secret\n[1]\n{"text":1}\n{"text":"y"}')

    expect(documents).toHaveLength(2)
    expect(bad.map(({line}) => line)).toEqual([2, 3, 4])
    expect(JSON.stringify(bad)).not.toContain('secret')
  })

  it('takes text that only starts with a brace as text', () => {
    expect(parse('{not json}\n').documents).toHaveLength(1)
  })

  it('does as it is told', () => {
    expect(parse('{"text":"x"}', 'text').documents).toEqual([{id: 'in', text: '{"text":"x"}'}])
  })
})
