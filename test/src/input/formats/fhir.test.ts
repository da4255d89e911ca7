import {describe, expect, it} from 'vitest'
import type {BadLine} from '../../../../src/input/document-reader.js'
import {isFhir, loadFhirReader} from '../../../../src/input/formats/fhir.js'
import {isJsonLines} from '../../../../src/input/formats/jsonl.js'

const read = await loadFhirReader()

function readText(text: string) {
  const bad: BadLine[] = []
  const options = {onBadLine: (line: BadLine) => bad.push(line)}
  const documents = [...read({name: 'in.json', text, damaged: false}, options)]
  return {documents, texts: documents.map(({id, text: found}) => [id, found]), bad}
}

const readJson = (value: unknown) => readText(JSON.stringify(value))

const packed = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64')

const note = (attachment: object) => ({
  resourceType: 'DocumentReference',
  id: 'd',
  description: 'discharge.txt',
  content: [{attachment}],
})

const narrative = (text: string) => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>`,
})

describe('loadFhirReader', () => {
  it('gives the text of a CodeableConcept as a mention with its codings', () => {
    const coding = [
      {system: 'http://snomed.info/sct', code: '95570007'},
      {system: 'http://human-phenotype-ontology.org', code: 'HP:0000787'},
      {system: 'http://purl.obolibrary.org/obo/doid.owl', code: '585'},
    ]

    const {documents} = readJson({resourceType: 'Condition', id: '1', code: {coding, text: 'kidney stones'}})

    const ids = ['95570007', 'HP:0000787', 'DOID:585']
    expect(documents).toEqual([
      {
        id: 'Condition/1#code.text',
        text: 'kidney stones',
        mentions: [{start: 0, end: 13, type: 'Condition', ids}],
      },
    ])
  })

  it('finds free text wherever a resource has it', () => {
    const {bad, texts} = readJson({
      resourceType: 'AllergyIntolerance',
      id: 'a',
      clinicalStatus: {text: 'Active'},
      category: ['food'],
      code: {text: 'nuts'},
      note: [{text: 'Since childhood.'}, {text: ' '}],
      reaction: [{manifestation: [{concept: {text: 'hives'}}, {text: 'wheeze'}], description: 'Mild'}],
      extension: [{valueString: 'no'}],
    })

    expect(texts).toEqual([
      ['AllergyIntolerance/a#code.text', 'nuts'],
      ['AllergyIntolerance/a#note[0].text', 'Since childhood.'],
      ['AllergyIntolerance/a#reaction[0].manifestation[0].concept.text', 'hives'],
      ['AllergyIntolerance/a#reaction[0].manifestation[1].text', 'wheeze'],
      ['AllergyIntolerance/a#reaction[0].description', 'Mild'],
    ])
    expect(bad).toEqual([])
  })

  it.each([
    ['text/plain', packed('Fièvre'), 'Fièvre'],
    ['text/plain; charset=ISO-8859-1', packed('Fièvre', 'latin1'), 'Fièvre'],
    ['TEXT/PLAIN;charset="utf-16le"', packed('Fièvre', 'utf16le'), 'Fièvre'],
    ['text/html; charset=utf-8', packed('<p>Fi&egrave;vre<p>Toux'), 'Fièvre\n\nToux'],
    ['application/xhtml+xml', `\n${packed('<div>Fièvre<br/>Toux</div>')}\n`, 'Fièvre\nToux'],
  ])('reads an attachment of %s', (contentType, data, text) => {
    expect(readJson(note({contentType, data})).texts).toEqual([
      ['DocumentReference/d#content[0].attachment.data', text],
    ])
  })

  it('reads Binaries and presented forms', () => {
    const attachment = {contentType: 'text/plain', data: packed('Fever')}

    expect(readJson({resourceType: 'Binary', id: 'b', ...attachment}).texts).toEqual([
      ['Binary/b#data', 'Fever'],
    ])
    expect(readJson({resourceType: 'DiagnosticReport', id: 'r', presentedForm: [attachment]}).texts).toEqual([
      ['DiagnosticReport/r#presentedForm[0].data', 'Fever'],
    ])
  })

  it.each([
    ['only a link', {contentType: 'text/plain', url: 'https://example.org/secret'}, 'only a link'],
    ['another kind', {contentType: 'application/pdf', data: packed('secret')}, 'content type'],
    ['without a kind', {data: packed('secret')}, 'no content type'],
    ['broken base64', {contentType: 'text/plain', data: 'secret!'}, 'not base64'],
    ['cut base64', {contentType: 'text/plain', data: 'c2VjcmV'}, 'not base64'],
    ['of no known charset', {contentType: 'text/plain; charset=secret', data: packed('x')}, 'charset'],
    ['of another charset', {contentType: 'text/plain', data: packed('è', 'latin1')}, 'not of its charset'],
  ])('skips an attachment %s without quoting it', (_, attachment, reason) => {
    const {bad, documents} = readJson(note(attachment))

    expect(documents).toEqual([])
    expect(bad).toEqual([{name: 'in.json', line: 1, reason: expect.stringContaining(reason)}])
    expect(bad[0]?.reason).toContain('content[0].attachment: ')
    expect(JSON.stringify(bad)).not.toContain('secret')
  })

  it('reads the sections of a Composition under their titles', () => {
    const {texts} = readJson({
      resourceType: 'Composition',
      id: 'c',
      text: narrative('All of it'),
      section: [
        {title: 'Family history', text: narrative('Asthma'), section: [{text: narrative('<p>None</p>')}]},
      ],
    })

    expect(texts).toEqual([
      ['Composition/c#section[0].text.div', 'Family history\nAsthma'],
      ['Composition/c#section[0].section[0].text.div', 'None'],
    ])
  })

  it('reads a narrative where a resource says nothing else, and none of a person', () => {
    const resources = ['Condition', 'Patient'].map((resourceType) => ({
      resource: {resourceType, id: 'n', code: {coding: [{code: '1'}]}, text: narrative('Acute gout')},
    }))

    expect(readJson({resourceType: 'Bundle', entry: resources}).texts).toEqual([
      ['Condition/n#text.div', 'Acute gout'],
    ])
  })

  it('names documents by what the resource has', () => {
    const resource = {resourceType: 'Observation', valueString: 'Fever'}
    const contained = [{resourceType: 'Condition', id: 'x', code: {text: 'gout'}}]

    const {texts} = readJson({
      resourceType: 'Bundle',
      entry: [
        {resource},
        {fullUrl: 'urn:uuid:0-1', resource},
        {
          fullUrl: 'https://example.org/Encounter/7',
          resource: {resourceType: 'Encounter', id: '7', contained},
        },
        {},
        null,
      ],
    })

    expect(texts).toEqual([
      ['in.json#entry[0].resource.valueString', 'Fever'],
      ['Observation/0-1#valueString', 'Fever'],
      ['Encounter/7#contained[0].code.text', 'gout'],
    ])
  })

  it('reads a resource a line, and skips lines that are none', () => {
    const line = JSON.stringify({resourceType: 'Observation', valueString: 'Fever'})

    const {bad, texts} = readText(`{"broken secret\n${line}\r\n\n{"a":1}\n${line.slice(0, 40)}`)

    expect(texts).toEqual([['in.json:2#valueString', 'Fever']])
    expect(bad.map((one) => [one.line, one.reason])).toEqual([
      [1, 'not valid JSON'],
      [4, 'no resource of FHIR'],
      [5, 'not valid JSON'],
    ])
  })

  it.each([
    ['cut off', '{\n "resourceType": "Condition",\n "code": {"text": "secret'],
    ['another kind of JSON', '{"resourceType":{"secret":1}}'],
  ])('refuses what is %s without quoting it', (_, text) => {
    const error = (() => {
      try {
        return readText(text)
      } catch (thrown) {
        return thrown
      }
    })()

    expect(error).toMatchObject({name: 'InputError', exitCode: 3})
    expect(String(error) + String((error as Error).cause)).not.toContain('secret')
  })

  it.each([
    ['elements', '{"a":', '1', '}'],
    ['arrays', '[', '1', ']'],
    ['contained resources', '{"resourceType":"Basic","contained":[', '{}', ']}'],
  ])('survives %s nested very deep', (_, open, middle, close) => {
    const nested = open.repeat(20_000) + middle + close.repeat(20_000)

    const {texts} = readText(
      `{"resourceType":"Observation","id":"o","valueString":"Fever","component":[${nested}],"contained":[${nested}]}`,
    )

    expect(texts).toEqual([['Observation/o#valueString', 'Fever']])
  })

  it('tells of texts that it does not go down to', () => {
    const deep = (open: string, close: string) =>
      `${open.repeat(100)}{"valueString":"secret"}${close.repeat(100)}`
    const {bad} = readText(`{"resourceType":"Observation","a":${deep('{"a":', '}')}}`)
    const within = '{"resourceType":"Basic","contained":['

    const {bad: alsoBad} = readText(`${within.repeat(100)}{"resourceType":"Basic"}${']}'.repeat(100)}`)

    expect(bad).toEqual([
      {name: 'in.json', line: 1, reason: expect.stringContaining('nested deeper than 64')},
    ])
    expect(alsoBad).toEqual([{name: 'in.json', line: 1, reason: 'resources are nested deeper than 16'}])
  })

  it('reads a large Bundle in bounded time', () => {
    const entry = JSON.stringify({resource: {resourceType: 'Condition', id: '1', code: {text: 'gout'}}})
    const text = `{"resourceType":"Bundle","entry":[${Array(50_000).fill(entry).join(',')}]}`
    const start = performance.now()

    const {documents} = readText(text)

    expect(documents).toHaveLength(50_000)
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

describe('isFhir', () => {
  it('knows a resource from a document of JSON Lines', () => {
    const resource = '{"resourceType":"Condition","text":{"div":"x"}}\n'

    expect([isFhir(resource), isJsonLines(resource, 'a.ndjson')]).toEqual([true, false])
    expect([isFhir('{"text":"x"}'), isFhir('"resourceType": "Condition"')]).toEqual([false, false])
  })
})
