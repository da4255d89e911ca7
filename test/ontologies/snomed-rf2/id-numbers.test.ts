import {describe, expect, test} from 'vitest'
import {BitSet} from '../../../ontologies/bit-set.js'
import {IdNumbers} from '../../../ontologies/snomed-rf2/id-numbers.js'
import {uuid} from './generated-release.js'

describe('IdNumbers', () => {
  test('numbers ids in the order in which they are first seen', () => {
    const ids = new IdNumbers()

    const numbers = ['22298006', uuid(5), 'x', '22298006', 'x', uuid(5)].map((id) => ids.add(id))

    expect(numbers).toEqual([0, 1, 2, 0, 2, 1])
    expect(ids.size).toBe(3)
  })

  test('finds what was added and nothing else', () => {
    const ids = new IdNumbers()
    ids.add('22298006')

    expect(ids.find('22298006')).toBe(0)
    expect(ids.find('22298007')).toBeUndefined()
    expect(ids.size).toBe(1)
  })

  test('keeps apart what differs by a digit, a leading zero, or 18 digits long', () => {
    const all = [
      '',
      '0',
      '00',
      '1',
      '01',
      '100000000',
      '1000000000',
      '10000000000',
      '999999999999999998',
      '999999999999999999',
      '9999999999999999990',
      '9999999999999999999',
      '00000000-0000-0000-0000-000000000001',
      '00000000-0000-0000-0000-00000000000g',
      '000000000000-0000-0000-0000-00000001',
      '١',
    ]
    const ids = new IdNumbers()

    expect(all.map((id) => ids.add(id))).toEqual(all.map((_id, index) => index))
  })

  test('takes a UUID in either case for the same', () => {
    const ids = new IdNumbers()

    expect(ids.add('ABCDEF01-2345-4789-8ABC-DEF012345678')).toBe(
      ids.add('abcdef01-2345-4789-8abc-def012345678'),
    )
  })

  test('holds as many as come', () => {
    const ids = new IdNumbers()
    const all = Array.from({length: 200_000}, (_, item) => (item % 2 === 0 ? uuid(item) : `${item}999999910`))

    for (const id of all) ids.add(id)

    expect(ids.size).toBe(all.length)
    expect(all.every((id, number) => ids.find(id) === number)).toBe(true)
  })
})

describe('BitSet', () => {
  test('holds the lines that were added', () => {
    const set = new BitSet()
    for (const line of [1, 8, 70_000]) set.add(line)

    expect([0, 1, 2, 7, 8, 9, 69_999, 70_000, 5_000_000].filter((line) => set.has(line))).toEqual([
      1, 8, 70_000,
    ])
  })
})
