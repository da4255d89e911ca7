import {describe, expect, test} from 'vitest'
import {ConceptIdSet, isConceptId} from '../../../ontologies/umls-rrf/concept-id-set.js'

describe('ConceptIdSet', () => {
  test('holds what was added, and says whether that was new', () => {
    const set = new ConceptIdSet()

    const added = ['C0000001', 'C9999999', 'CL000001', 'CN12345', '2686452', 'C0000001'].map((id) =>
      set.add(id),
    )

    expect(added).toEqual([true, true, true, true, true, false])
    expect(['C0000001', 'C9999999', '2686452'].every((id) => set.has(id))).toBe(true)
  })

  test('tells ids apart that have one value', () => {
    const set = new ConceptIdSet()

    set.add('C0000001')

    expect(['C1', '0000001', '1', 'CL0000001', 'C0000002', 'C0000009'].filter((id) => set.has(id))).toEqual(
      [],
    )
  })

  test('keeps what it holds when it grows', () => {
    const set = new ConceptIdSet()
    set.add('00000007')

    set.add('99999999')

    expect(set.has('00000007')).toBe(true)
    expect(set.has('99999999')).toBe(true)
  })

  test.each(['', 'C', 'D0000001', 'C123456789', 'C12a4567', 'CÄ1', '١٢٣', '123456789012345678'])(
    'takes %j for no id',
    (id) => {
      const set = new ConceptIdSet()

      expect(set.add(id)).toBe(false)
      expect(set.has(id)).toBe(false)
      expect(isConceptId(id)).toBe(false)
    },
  )
})
