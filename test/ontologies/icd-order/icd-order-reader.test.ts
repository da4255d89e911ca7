import {describe, expect, test} from 'vitest'
import {InputError} from '../../../src/errors.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {fileOf, folderOf} from '../support/temporary-folder.js'

const fixture = fixtureFolder('icd-order')

const line = (order: number, code: string, flag: string, short: string, long = short) =>
  `${String(order).padStart(5, '0')} ${code.padEnd(7)} ${flag} ${short.padEnd(60)} ${long}`

const pcs = [
  line(1, '0A1', '0', 'Toys, Mending'),
  line(2, '0A10BZZ', '1', 'Mend Ball', 'Mending of Ball'),
  line(3, 'XA1', '0', 'Toys, New'),
  line(4, 'XA10BZZ', '1', 'New Ball'),
]

describe('the reader of ICD order files', () => {
  test('writes codes of ICD-10-CM with their dot, and finds the code above', async () => {
    const reading = await readAll(fixture)

    expect(rowsOf(reading, 'concept').map(({id}) => id)).toEqual([
      'A10',
      'A10.0',
      'A10.1',
      'A10.10',
      'A10.1X2A',
      'A1A',
    ])
    expect(rowsOf(reading, 'relation').map(({conceptId, targetId}) => `${conceptId} ${targetId}`)).toEqual([
      'A10.0 A10',
      'A10.1 A10',
      'A10.10 A10.1',
      'A10.1X2A A10.1',
    ])
  })

  test('prefers the long name, and gives the short one where it differs', async () => {
    const terms = rowsOf(await readAll(fixture), 'term')

    expect(terms.slice(0, 3).map(({scope, text}) => `${scope} ${text}`)).toEqual([
      'preferred Toy injuries',
      'preferred Fall over a toy left on the stairs',
      'exact Fall over toy',
    ])
  })

  test('tells billable codes from headers', async () => {
    const reading = await readAll(fixture)

    expect(
      rowsOf(reading, 'property')
        .slice(0, 2)
        .map(({value}) => value),
    ).toEqual(['false', 'true'])
    expect(rowsOf(reading, 'member').map(({conceptId}) => conceptId)).not.toContain('A10')
  })

  test('leaves codes of ICD-10-PCS without a dot, below their table', async () => {
    const reading = await readAll(fileOf('order.txt', pcs.join('\r\n')))

    expect(rowsOf(reading, 'relation')).toEqual([
      {conceptId: '0A10BZZ', relation: 'is-a', targetId: '0A1'},
      {conceptId: 'XA10BZZ', relation: 'is-a', targetId: 'XA1'},
    ])
    expect(reading.reader.format).toBe('icd-order')
  })

  test('counts rows that it cannot use and warns of those out of order', async () => {
    const bad = [
      'x0005 A10     1 Toy',
      '00006 a10     1 Toy',
      '00007 A10     2 Toy',
      '00008 A20     1 ',
      line(3, 'A30', '1', 'Late'),
    ]

    const reading = await readAll(
      fileOf(
        'order.txt',
        [...Array.from({length: 30}, (_, i) => line(i + 1, `B${10 + i}`, '1', `Toy ${i}`)), ...bad].join(
          '\n',
        ),
      ),
    )

    expect(countKinds(reading)).toEqual({
      'bad-order-number': 1,
      'bad-code': 1,
      'bad-flag': 1,
      'empty-name': 1,
      'unordered-row': 1,
    })
    expect(rowsOf(reading, 'concept')).toHaveLength(31)
  })

  test('refuses two order files at once', async () => {
    const folder = folderOf({'a.txt': pcs.join('\n'), 'b.txt': line(1, 'A10', '1', 'Toy')})

    await expect(readAll(folder)).rejects.toThrow(InputError)
  })
})
