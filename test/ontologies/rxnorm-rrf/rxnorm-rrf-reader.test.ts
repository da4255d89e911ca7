import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openSource} from '../../../ontologies/source-files.js'
import {rxnormRrfReader} from '../../../ontologies/umls-rrf/rxnorm-rrf-reader.js'
import {umlsRrfReader} from '../../../ontologies/umls-rrf/umls-rrf-reader.js'
import {countKinds, readAll, rowsOf} from '../support/read-all.js'
import {fixtureFolder} from '../support/subject.js'
import {folderOf} from '../support/temporary-folder.js'

const fixture = fixtureFolder('rxnorm-rrf')
const conso = readFileSync(join(fixture, 'rrf', 'RXNCONSO.RRF'), 'utf8')

describe('the RxNorm reader', () => {
  test("prefers RxNorm's normal form, then its prescribable name, to synonyms and other sources", async () => {
    const terms = rowsOf(await readAll(fixture), 'term')

    const inOrder = (id: string) =>
      terms
        .filter(({conceptId}) => conceptId === id)
        .sort((a, b) => a.rank! - b.rank!)
        .map(({text, scope}) => `${text}, ${scope}`)
    expect(inOrder('9001')).toEqual(['elbowmycin, preferred', 'Elbowmycin crystals, exact'])
    expect(inOrder('9002')).toEqual([
      'elbowmycin 10 MG Oral Tablet, preferred',
      'elbowmycin 10 MG tablet, exact',
      'elbowmycin pill 10 mg, exact',
    ])
  })

  test('leaves out obsolete atoms, and concepts that have no others', async () => {
    const concepts = rowsOf(await readAll(fixture), 'concept')

    expect(concepts.filter(({active}) => active).map(({id}) => id)).toEqual(['9001', '9002'])
  })

  test('maps to codes of other sources and to NDCs, not to itself', async () => {
    expect(rowsOf(await readAll(fixture), 'map')).toEqual([
      {conceptId: '9001', target: 'TOYDRUGS:TD7', relation: 'atom'},
      {conceptId: '9002', target: 'NDC:00000123401', relation: 'ndc'},
    ])
  })

  test('reads relations between concepts, not those between atoms', async () => {
    expect(rowsOf(await readAll(fixture), 'relation')).toEqual([
      {conceptId: '9002', relation: 'has_ingredient', targetId: '9001'},
      {conceptId: '9001', relation: 'ingredient_of', targetId: '9002'},
      {conceptId: '9002', relation: 'is-a', targetId: '9001'},
    ])
  })

  test('keeps strengths as properties', async () => {
    expect(rowsOf(await readAll(fixture), 'property')).toEqual([
      {conceptId: '9002', property: 'RXN_AVAILABLE_STRENGTH', value: '10 MG'},
    ])
  })

  test('keeps retired concepts with their names and with what stands for them', async () => {
    const reading = await readAll(fixture)

    const retired = rowsOf(reading, 'concept').filter(({active}) => !active)
    expect(retired.map(({id}) => id)).toEqual(['9011', '9012', '9013', '9014'])
    expect(rowsOf(reading, 'replacement')).toEqual([
      {id: '9011', replacementId: '9001', reason: 'replaced-by'},
      {id: '9012', replacementId: '9002', reason: 'consider'},
      {id: '9014', replacementId: '9002', reason: 'replaced-by'},
    ])
    expect(rowsOf(reading, 'term')).toContainEqual(
      expect.objectContaining({conceptId: '9013', text: 'shinmycin'}),
    )
    expect(JSON.stringify(reading.rows)).not.toContain('still in use')
  })

  test('reads the full release where its prescribable part lies beside it, and the part alone', async () => {
    const both = folderOf({'rrf/RXNCONSO.RRF': conso, 'prescribe/rrf/RXNCONSO.RRF': conso})
    const part = folderOf({'prescribe/rrf/RXNCONSO.RRF': conso})

    const reading = await readAll(both)
    await using source = await openSource(both)

    expect(rowsOf(reading, 'term')).toEqual(rowsOf(await readAll(part), 'term'))
    expect(reading.rows.every(({at}) => !at.file.includes('prescribe'))).toBe(true)
    expect((await rxnormRrfReader.describe(source)).notes?.[0]).toContain('"prescribe" was left out')
  })

  test('is told from the UMLS by its ids', async () => {
    await using source = await openSource(folderOf({'names.txt': conso}))

    expect(await rxnormRrfReader.recognise(source)).toBe(true)
    expect(await umlsRrfReader.recognise(source)).toBe(false)
  })

  test('skips an id that overflows', async () => {
    const line = conso.split('\n')[0]!.replace('9001', '123456789012345678')

    const reading = await readAll(folderOf({'RXNCONSO.RRF': `${conso}${line}\n`}))

    expect(countKinds(reading)).toEqual({'bad-id': 1})
  })
})
