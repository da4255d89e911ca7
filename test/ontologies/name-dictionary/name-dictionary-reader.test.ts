import {describe, expect, test} from 'vitest'
import {nameDictionaryReader} from '../../../ontologies/name-dictionary/name-dictionary-reader.js'
import {openSource} from '../../../ontologies/source-files.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fileOf} from '../support/temporary-folder.js'

const read = (text: string) => readAll(fileOf('dictionary.txt', text))
const lines = Array.from({length: 20}, (_, i) => `T${i}||toy ${i}`).join('\n')

describe('the reader of name dictionaries', () => {
  test('takes lines of one id together, the first name preferred', async () => {
    const reading = await read('C1||heart attack\nC2||toy\nC1||infarction\n')

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual(['C1', 'C2'])
    expect(
      rowsOf(reading, 'term').map(({conceptId, scope, text}) => `${conceptId} ${scope} ${text}`),
    ).toEqual(['C1 preferred heart attack', 'C2 preferred toy', 'C1 exact infarction'])
  })

  test('takes the first of several ids for the concept, the others for alternative ids', async () => {
    const reading = await read('D1|OMIM:2|D3||ball|bouncer\n')

    expect(rowsOf(reading, 'term').map(({text}) => text)).toEqual(['ball', 'bouncer'])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: 'OMIM:2', replacementId: 'D1', reason: 'alternative-id'},
      {id: 'D3', replacementId: 'D1', reason: 'alternative-id'},
    ])
  })

  test('counts lines that it cannot use', async () => {
    const reading = await read(`${lines}\nno separator\n||nameless\nT9|| |\n`)

    expect(countKinds(reading)).toEqual({'no-separator': 1, 'empty-id': 1, 'empty-name': 1})
    expect(rowsOf(reading, 'concept')).toHaveLength(20)
  })

  test.each([
    [
      'rows of RRF',
      'C0000005|ENG|P|L0000005|PF|S0007492|Y|A26634265||M0019694|D012711|MSH|PEP|D012711|toy|0|N|256|\n',
    ],
    ['rows of RRF that start with codes', 'A9000001|C9||toy|T01||\n'],
    ['mentions of BioSyn', '8528200||12|16||Disease||toy||D1\n'],
    ['a table of Markdown', '| a || b |\n| - || - |\n'],
    ['code', 'if (a1||b) return c || d\n'],
  ])('does not take %s for a dictionary', async (_what, text) => {
    await using source = await openSource(fileOf('x.txt', text))

    expect(await nameDictionaryReader.recognise(source)).toBe(false)
  })
})
