import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import type {OntologyRow, Problem} from '../../../src/domain/ontology.js'
import {ConceptSets} from '../../../src/index-store/concept-sets.js'
import {DatabaseBuilder} from '../../../src/index-store/database-builder.js'
import {evaluateEcl} from '../../../src/index-store/evaluate-ecl.js'
import {parseEcl} from '../../../src/index-store/parse-ecl.js'
import {openReadOnly} from '../../../src/index-store/sqlite.js'
import {SampleRows} from './sample-index.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'biolord-test-'))
})
afterEach(() => {
  rmSync(folder, {recursive: true})
})

/** @param pairs - Child and parent each; concepts are numbered by their ids. */
async function build(pairs: readonly (readonly [number, number])[], closurePairs?: number) {
  const row = new SampleRows()
  const id = (n: number) => `X:${String(n).padStart(6, '0')}`
  const concepts = [...new Set(pairs.flat())]
  const rows: OntologyRow[] = [
    ...concepts.flatMap((n) => [row.concept(id(n)), row.term(id(n), `word ${n}`)]),
    ...pairs.map(([child, parent]) => row.isA(id(child), id(parent))),
  ]
  const path = join(folder, 'concepts.db')
  const builder = await DatabaseBuilder.create(path, join(folder, 'staging.db'))
  const problems: Problem[] = []
  builder.addSource({code: 'x', format: 'sample'})
  builder.addRows('x', rows)
  builder.join((problem) => problems.push(problem), {
    closureLimits: closurePairs === undefined ? undefined : {pairs: closurePairs, steps: 1e9},
  })
  builder.close()
  const database = await openReadOnly(path)
  const closure = database.prepare('SELECT ancestor, concept FROM closure').raw().all()
  const sets = new ConceptSets(database)
  const find = (ecl: string) => [...evaluateEcl(parseEcl(ecl), sets)]
  return {closure, database, find, problems, lineOf: (index: number) => concepts.length * 2 + 1 + index}
}

describe('the closure of is-a', () => {
  it('holds each pair once, whatever ways and groups there are', async () => {
    const {closure, database, problems} = await build([
      [2, 1],
      [3, 1],
      [4, 2],
      [4, 3],
      [4, 3],
    ])
    database.close()

    expect(closure).toEqual([
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 4],
      [3, 4],
    ])
    expect(problems).toEqual([])
  })

  it('never has a concept below itself, and tells where a circle is', async () => {
    const {closure, database, find, lineOf, problems} = await build([
      [2, 1],
      [3, 2],
      [2, 3],
      [4, 4],
    ])

    expect(closure).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
      [3, 2],
    ])
    expect([find('< X:000002'), find('> X:000002'), find('> X:000004')]).toEqual([[3], [1, 3], []])
    expect(
      problems.map(({at, kind, message, severity}) => [kind, severity, at.line - lineOf(0), message]),
    ).toEqual([
      ['is-a-cycle', 'skipped', 3, 'The concept "X:000004" is below itself.'],
      ['is-a-cycle', 'warning', 1, 'The concept "X:000003" is below itself, in a circle of 2 concepts.'],
    ])
    database.close()
  })

  it.each([1000, 0])('answers the same with up to %s pairs, walking where it is empty', async (limit) => {
    const {closure, database, find} = await build(
      [
        [2, 1],
        [3, 2],
        [4, 3],
        [4, 5],
        [5, 4],
      ],
      limit,
    )

    expect(closure.length > 0).toBe(limit > 0)
    expect(find('< X:000001')).toEqual([2, 3, 4, 5])
    expect(find('<< X:000003')).toEqual([3, 4, 5])
    expect(find('< X:000004')).toEqual([5])
    expect(find('< (X:000003 OR X:000004)')).toEqual([4, 5])
    database.close()
  })

  it('is left out where a chain would make it explode, and that is told', async () => {
    const depth = 20_000
    const {closure, database, find, lineOf, problems} = await build(
      Array.from({length: depth - 1}, (_, i) => [i + 1, i] as const),
    )

    expect(closure).toEqual([])
    expect(find('< X:000000').length).toBe(depth - 1)
    expect(problems.map(({at, kind, severity}) => [kind, severity, at.line])).toEqual([
      ['hierarchy-too-large', 'warning', lineOf(0)],
    ])
    expect(problems[0]?.message).toContain('50,000,000')
    database.close()
  })
})
