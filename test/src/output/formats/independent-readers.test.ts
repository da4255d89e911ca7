import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {bratWriter} from '../../../../src/output/formats/brat.js'
import {linkedMention, nil, outputContext} from '../../../helpers/linked-mention.js'
import {packageRoot} from '../../../helpers/run-process.js'
import {type Pair, render} from './render.js'

const python = process.env.BIOLORD_PYTHON

interface ReadDocument {
  readonly id?: string
  readonly text: string
  readonly mentions: readonly (readonly [readonly (readonly [number, number])[], string, string?])[]
  readonly attributes?: readonly (readonly string[])[]
}

const text = '😀 High\r\nblood\tpressure <&> "left and right kidneys" & fever.'
const document = {id: 'd1', text}
const left = text.indexOf('left')
const kidneys = text.indexOf('kidneys')
const split = linkedMention(text, 'left and right kidneys', {
  assertion: {negated: true},
  spans: [
    {start: left, end: left + 4},
    {start: kidneys, end: kidneys + 7},
  ],
})
const quoted = linkedMention(text, '"left', {
  concept: {id: 'L', name: 'a "b"', source: 'mine', type: 'x y', types: []},
})
const mentions = [
  linkedMention(text, 'High\r\nblood\tpressure'),
  split,
  quoted,
  linkedMention(text, 'fever', nil),
]
const pairs: Pair[] = [[document, mentions]]
const withEmpty: Pair[] = [...pairs, [{id: 'd2', text: 'Nothing.'}, []]]

async function readElsewhere(): Promise<Record<string, unknown>> {
  const formats = ['bioc-json', 'bioc-xml', 'pubtator', 'fhir', 'sssom'] as const
  const written = await Promise.all(
    formats.map(async (format) => [format, await render(format, withEmpty)] as const),
  )
  const brat = {
    'brat.ann': await render('brat', pairs),
    'brat.txt': bratWriter(outputContext).companion?.text(document),
  }
  const script = join(packageRoot, 'test', 'src', 'output', 'formats', 'read-formats.py')
  const {status, stderr, stdout} = spawnSync(python as string, [script], {
    input: JSON.stringify({...Object.fromEntries(written), ...brat}),
    encoding: 'utf8',
    timeout: 60_000,
  })
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout)
}

/** What readers that count code points find at the places of mentions. */
function coveredBy({mentions: read, text: whole}: ReadDocument): string[] {
  const characters = [...whole]
  return read.map(([places]) => places.map(([start, end]) => characters.slice(start, end).join('')).join(' '))
}

describe.skipIf(!python)('programs of others (BIOLORD_PYTHON with bioc, sssom, fhir.resources)', async () => {
  const found = python ? await readElsewhere() : {}
  const documentsOf = (format: string) => found[format] as readonly ReadDocument[]

  it.runIf('bioc-json' in found).each(['bioc-json', 'bioc-xml'])('bioc reads %s', (format) => {
    const [first, second] = documentsOf(format)

    expect(first?.text).toBe(text)
    expect(first && coveredBy(first)).toEqual(first?.mentions.map(([, words]) => words))
    expect(first?.mentions.map(([, , id]) => id)).toEqual(['HP:0000822', 'HP:0000822', 'L', null])
    expect(second).toEqual({id: 'd2', text: 'Nothing.', mentions: []})
  })

  it.runIf('pubtator' in found)('bioc reads pubtator', () => {
    const [first, second] = documentsOf('pubtator')

    const covered = first && coveredBy(first).map((words) => words.replaceAll('\n', ' '))
    expect(covered).toEqual(first?.mentions.map(([, words]) => words))
    expect(first?.mentions.map(([, , id]) => id)).toEqual(['HP:0000822', 'HP:0000822', 'L', '-'])
    expect(second?.id).toBe('d2')
  })

  it.runIf('brat' in found)('bioc reads brat', () => {
    const [first] = documentsOf('brat')

    expect(first && coveredBy(first).map((words) => words.replaceAll('\t', ' '))).toEqual(
      first?.mentions.map(([, words]) => words),
    )
    expect(first?.mentions.map(([, words]) => words)).toEqual([
      'High blood pressure',
      'left kidneys',
      '"left',
      'fever',
    ])
    expect(first?.attributes).toEqual([['Negated', 'T2']])
  })

  it.runIf('fhir' in found)('fhir.resources validates fhir', () => {
    expect(found.fhir).toEqual([
      'Device',
      'DocumentReference',
      'Condition',
      'Condition',
      'Observation',
      'Condition',
      'DocumentReference',
    ])
  })

  it.runIf('sssom' in found)('sssom validates sssom', () => {
    expect(found.sssom).toEqual(
      expect.arrayContaining([
        ['"left', 'mine:L', 'a "b"'],
        ['High blood pressure', 'HP:0000822', 'Hypertension'],
        ['fever', 'sssom:NoTermFound', ''],
      ]),
    )
  })
})
