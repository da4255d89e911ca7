import {describe, expect, it} from 'vitest'
import type {LinkedMention} from '../../../../src/domain/mention.js'
import {linkedMention, nil} from '../../../helpers/linked-mention.js'
import {render} from './render.js'

const text = '😀 left and right kidneys'

interface Entry {
  readonly fullUrl: string
  readonly resource: Record<string, unknown> & {readonly resourceType: string}
}

async function entriesOf(mentions: readonly LinkedMention[]): Promise<Entry[]> {
  return JSON.parse(await render('fhir', [[{id: 'd', text}, mentions]])).entry
}

async function resourceOf(more: Parameters<typeof linkedMention>[2]): Promise<Entry['resource'] | undefined> {
  return (await entriesOf([linkedMention(text, 'kidneys', more)]))[2]?.resource
}

const coded = (code: string) => ({coding: [{code}]})

describe('fhir', () => {
  it('names code, system and release of a concept', async () => {
    const condition = await resourceOf({})

    expect(condition?.code).toEqual({
      coding: [
        {
          system: 'http://human-phenotype-ontology.org',
          version: '2024-08-13',
          code: 'HP:0000822',
          display: 'Hypertension',
        },
      ],
      text: 'kidneys',
    })
    expect(condition).not.toHaveProperty('verificationStatus')
  })

  it.each([
    [{negated: true}, {resourceType: 'Condition', verificationStatus: coded('refuted')}],
    [{uncertain: true}, {resourceType: 'Condition', verificationStatus: coded('unconfirmed')}],
    [{historical: true}, {resourceType: 'Condition', clinicalStatus: coded('inactive')}],
    [{family: true}, {resourceType: 'FamilyMemberHistory', relationship: coded('FAMMEMB')}],
  ])('says what the text says of it: %j', async (assertion, expected) => {
    expect(await resourceOf({assertion})).toMatchObject(expected)
  })

  it.each([{hypothetical: true}, {family: true, negated: true}, {family: true, uncertain: true}])(
    'leaves out what no record should gain: %j',
    async (assertion) => {
      expect(await resourceOf({assertion})).toBeUndefined()
    },
  )

  it('has a Condition for disorders and findings, an Observation for all else', async () => {
    const sctid = {id: '1', name: 'x', source: 'snomed'}

    const finding = await resourceOf({concept: {...sctid, type: 'finding', types: ['finding']}})
    const organ = await resourceOf({
      concept: {...sctid, type: 'body structure', types: ['body structure']},
      assertion: {negated: true},
    })
    const loinc = await resourceOf({concept: {id: '8480-6', name: 'x', source: 'loinc', type: '', types: []}})

    expect(finding?.resourceType).toBe('Condition')
    expect(organ).toMatchObject({
      resourceType: 'Observation',
      valueCodeableConcept: {coding: [{system: 'http://snomed.info/sct', code: '1'}]},
      interpretation: [coded('NEG')],
    })
    expect(loinc).toMatchObject({resourceType: 'Observation', code: {coding: [{system: 'http://loinc.org'}]}})
  })

  it('has words and no code where there is no concept', async () => {
    expect((await resourceOf(nil))?.code).toEqual({text: 'kidneys'})
  })

  it('points into the text, piece by piece, in code points', async () => {
    const spans = [
      {start: 3, end: 7},
      {start: 18, end: 25},
    ]
    const [, reference, entry] = await entriesOf([linkedMention(text, 'left and right kidneys', {spans})])

    const content = reference?.resource.content as {attachment: {data: string}}[]
    const whole = [...Buffer.from(content[0]?.attachment.data ?? '', 'base64').toString()]
    const extensions = entry?.resource.extension as {extension?: Record<string, unknown>[]}[]
    const places = extensions.flatMap(({extension}) =>
      extension ? [extension.map((one) => Object.values(one)[1])] : [],
    )
    const pieces = places.map(([, , from, length]) =>
      whole.slice(Number(from), Number(from) + Number(length)),
    )
    expect(pieces.map((piece) => piece.join(''))).toEqual(['left', 'kidneys'])
    expect(places[0]?.[0]).toEqual({reference: reference?.fullUrl})
  })

  it('gives equal ids to equal input and different ones to all else', async () => {
    const pairs = [[{id: 'd', text}, [linkedMention(text, 'left'), linkedMention(text, 'left')]]] as const
    const twice = await render('fhir', [...pairs, ...pairs])
    const ids = JSON.parse(twice).entry.map(({fullUrl}: Entry) => fullUrl)

    expect(await render('fhir', [...pairs, ...pairs])).toBe(twice)
    expect(new Set(ids).size).toBe(7)
    for (const id of ids)
      expect(id).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })
})
