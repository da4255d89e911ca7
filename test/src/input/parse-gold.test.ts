import {describe, expect, it} from 'vitest'
import type {BadLine} from '../../../src/input/document-reader.js'
import {parseGold} from '../../../src/input/parse-gold.js'

async function parse(text: string) {
  const bad: BadLine[] = []
  const gold = await parseGold({name: 'g', text, damaged: false}, undefined, (line) => bad.push(line))
  return {gold, bad: bad.map(({line, reason}) => `${line}: ${reason}`)}
}

describe('parseGold', () => {
  it('reads ids and a name a line', async () => {
    const {bad, gold} = await parse('\uFEFFHP:1|HP:2||kite elbow\r\n\nno pair\nMESH:D1|| sand \n')

    expect(gold).toEqual({
      kind: 'names',
      documents: [
        {id: 'g:1', text: 'kite elbow', mentions: [{start: 0, end: 10, ids: ['HP:1', 'HP:2']}]},
        {id: 'g:4', text: 'sand', mentions: [{start: 0, end: 4, ids: ['MESH:D1']}]},
      ],
    })
    expect(bad).toEqual(['3: no "||" with ids before and a name after it'])
  })

  it('reads JSON Lines of names', async () => {
    const {bad, gold} = await parse('{"text":"Fieber","ids":["HP:1"],"lang":"de"}\n{"ids":["HP:1"]}\n')

    expect(gold).toMatchObject({kind: 'names', documents: [{id: 'g:1', text: 'Fieber'}]})
    expect(bad).toEqual(['2: no string field "text"'])
  })

  it('reads pairs with and without a head, in commas or tabs', async () => {
    const {bad, gold} = await parse('term1,term2,score,stdev\n"a ""b"", c",d,1.5,0\nx,y\n')

    expect(gold).toEqual({kind: 'pairs', pairs: [{line: 2, a: 'a "b", c', b: 'd', rating: 1.5}]})
    expect(bad).toEqual(['3: not two texts and a number'])
    expect((await parse('a\tb, c\t3\n')).gold).toEqual({
      kind: 'pairs',
      pairs: [{line: 1, a: 'a', b: 'b, c', rating: 3}],
    })
  })

  it.each([
    ['a title of three cells', '1|t|Cancer, kites, 2010\n1|a|x\n1\t0\t6\tCancer\tX\tMESH:D1\n'],
    ['a title with bars', 'a.txt|t|Cancer || kites\na.txt|a|x\na.txt\t0\t6\tCancer\tX\tMESH:D1\n'],
  ])('takes PubTator for documents in spite of %s', async (_, text) => {
    const {bad, gold} = await parse(text)

    expect(bad).toEqual([])
    expect(gold).toMatchObject({kind: 'documents', documents: [{mentions: [{ids: ['MESH:D1']}]}]})
  })

  it('takes everything else for documents', async () => {
    const {bad, gold} = await parse(
      '{"doc_id":"1","text":"fever","mentions":[{"start":0,"end":5,"ids":["HP:1"]}]}\n{"text":"x","mentions":[{"start":0,"end":5}]}\n',
    )

    expect(gold).toMatchObject({kind: 'documents', documents: [{id: '1'}]})
    expect(bad).toEqual(['2: mention 1 has no start and end inside the text'])
    expect((await parse('123|t|Fever || chills\n')).gold.kind).toBe('documents')
    expect((await parse('')).gold).toMatchObject({kind: 'documents'})
  })
})
