import {describe, expect, it} from 'vitest'
import {covered, read} from './read.js'

const pubtator = `# made by hand

1|t|Knee of 😀 kites
1|a|Wind | knee, and sand.
1\t0\t4\tKnee\tDisease\tD1|D2
1\t10\t15\tkites\tDisease\tMESH:D1+OMIM:2
1\t23\t27\tknee\tDisease\t-1
1\t29\t32\tand\tWord
1\tCID\tD1\tD2

2|t|Only a title
2\t0\t4\tOnly\tGene\t1017;1018
`

describe('PubTator', () => {
  it('is read with composite ids and offsets in code points', async () => {
    const {documents, skipped} = await read(pubtator)

    expect(skipped).toEqual([])
    expect(documents.map(({id, text}) => [id, text])).toEqual([
      ['1', 'Knee of 😀 kites\nWind | knee, and sand.'],
      ['2', 'Only a title'],
    ])
    expect(documents.map(covered)).toEqual([['Knee', 'kites', 'knee', 'and'], ['Only']])
    expect(documents.flatMap(({mentions = []}) => mentions.map(({ids}) => ids))).toEqual([
      ['D1', 'D2'],
      ['MESH:D1', 'OMIM:2'],
      [],
      [],
      ['1017', '1018'],
    ])
    expect(documents[0]?.mentions?.[0]?.type).toBe('Disease')
  })

  it('reads CRLF, and titles that hold other signs', async () => {
    const {documents, skipped} = await read('\uFEFFPMC1|t|a,b,3\r\nPMC1|a|\r\nPMC1\t0\t1\ta\tX\t-\r\n\r\n')

    expect(skipped).toEqual([])
    expect(documents).toEqual([
      {id: 'PMC1', text: 'a,b,3', mentions: [{start: 0, end: 1, type: 'X', ids: []}]},
    ])
  })

  it('skips what cannot be right by line, and quotes nothing', async () => {
    const bad = [
      '1\t0\t5\tSecret\tX\tD1',
      '1\t-1\t4\tKnee\tX\tD1',
      '1\t4\t4\t\tX\tD1',
      '1\t0\t99999999999999999999\tKnee\tX\tD1',
      '9\t0\t4\tKnee\tX\tD1',
      '1\t0\t4',
      'Secret words',
      '1\t0\t4\tKn',
    ]

    const {documents, skipped} = await read(['1|t|Knee', '1|a|of kites', ...bad].join('\n'))

    expect(documents).toEqual([{id: '1', text: 'Knee\nof kites', mentions: []}])
    expect(skipped.map((line) => line.replace(/:.*/, '')).sort()).toEqual(
      ['3', '4', '5', '6', '7', '8', '9', '10'].sort(),
    )
    expect(skipped.join()).not.toMatch(/secret|knee/i)
  })

  it.each(['1|t|Fever', '1|t|Fever\n\nHe is well.', '|t|x\n|a|y', '1|t|x\n2|a|y', 'a|t|b|a|c\nnote'])(
    'is not recognised in %j',
    async (text) => {
      expect((await read(text)).documents).toEqual([{id: 'in', text}])
    },
  )
})
