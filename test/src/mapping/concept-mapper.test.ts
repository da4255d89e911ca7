import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {OntologyRow} from '../../../src/domain/ontology.js'
import {CombinedIndex} from '../../../src/index-store/combined-index.js'
import {openIndex} from '../../../src/index-store/open-index.js'
import type {TermIndex} from '../../../src/index-store/term-index.js'
import {ConceptMapper} from '../../../src/mapping/concept-mapper.js'
import {buildSample, SampleRows, sampleRows} from '../index-store/sample-index.js'

let home: string
let index: TermIndex

/** Maps with rules from the one side, a cross-reference from the other, a chain of replacements. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'biolord-test-'))
  const row = new SampleRows()
  const rules: OntologyRow[] = [2, 1].map((priority) => ({
    row: 'map',
    conceptId: 'C:2',
    target: `ICD10CM:I5${priority}`,
    relation: '6011000124106',
    group: 1,
    priority,
    rule: priority === 1 ? 'IFA 123' : 'OTHERWISE TRUE',
    advice: `ALWAYS I5${priority}`,
    at: {file: 'sample.txt', line: priority},
  }))
  await buildSample(home, 'diseases', {
    rows: [
      ...sampleRows(),
      ...rules,
      row.concept('C:8', false),
      row.replacement('C:8', 'C:9', 'replaced-by'),
      row.map('C:4', 'MESH:D1'),
    ],
    source: 'disease',
  })
  await buildSample(home, 'icd10cm', {
    rows: [
      row.concept('I51'),
      row.term('I51', 'Complications of heart disease', 'preferred'),
      row.map('I51', 'DISEASE:3', 'broad'),
    ],
    source: 'icd10cm',
  })
  const open = (name: string) => openIndex(`${home}/${name}`, {name})
  index = new CombinedIndex([await open('diseases'), await open('icd10cm')])
})

afterAll(async () => {
  await index?.[Symbol.asyncDispose]()
  rmSync(home, {recursive: true, force: true})
})

const numberOf = (id: string) => index.conceptNumbers(id)[0] as number

describe('ConceptMapper', () => {
  it('lists rule-based targets by group and priority, with names where the index has them', () => {
    const mapped = new ConceptMapper(index, 'ICD-10-CM').mappingsOf(numberOf('C:2'))

    expect(mapped).toEqual([
      {
        id: 'I51',
        name: 'Complications of heart disease',
        source: 'icd10cm',
        relation: '6011000124106',
        group: 1,
        priority: 1,
        rule: 'IFA 123',
        advice: 'ALWAYS I51',
      },
      {
        id: 'I52',
        source: 'ICD10CM',
        relation: '6011000124106',
        group: 1,
        priority: 2,
        rule: 'OTHERWISE TRUE',
        advice: 'ALWAYS I52',
      },
    ])
  })

  it('answers for an id that was replaced, and that again, with the maps of what stands for it', () => {
    const mapped = new ConceptMapper(index, 'icd10cm').mappingsOf(numberOf('C:8'))

    expect(mapped.map(({id, via}) => [id, via])).toEqual([
      ['I51', 'C:2'],
      ['I52', 'C:2'],
    ])
  })

  it('reads the maps of the other vocabulary backwards', () => {
    const mapped = new ConceptMapper(index, 'icd10cm').mappingsOf(index.conceptNumbers('C:3', 'disease')[0]!)

    expect(mapped).toEqual([
      {
        id: 'I51',
        name: 'Complications of heart disease',
        source: 'icd10cm',
        relation: 'broad',
        inverse: true,
      },
    ])
  })

  it('lists every vocabulary where none is asked for', () => {
    const mapped = new ConceptMapper(index).mappingsOf(numberOf('C:4'))

    expect(mapped.map(({id, source}) => `${source}:${id}`)).toEqual(['MESH:D1'])
  })

  it.each(['ICD10CM:I52', 'icd10cm:i52', 'I52'])('translates the code %s back', (code) => {
    const found = new ConceptMapper(index, 'disease').conceptsOf(code)

    expect(found.map(({id, inverse, name}) => ({id, inverse, name}))).toEqual([
      {id: 'C:2', inverse: true, name: 'Heart disease'},
    ])
  })

  it('refuses a vocabulary that nothing leads to, and names those that something does', () => {
    expect(() => new ConceptMapper(index, 'loinc')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        suggestions: [expect.stringContaining('disease, icd10cm, ICD10CM, MESH')],
      }),
    )
  })
})
