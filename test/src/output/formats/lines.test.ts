import {parse} from 'csv-parse/sync'
import {describe, expect, it} from 'vitest'
import {linkedMention, nil, outputContext} from '../../../helpers/linked-mention.js'
import {render} from './render.js'

const text = '😀 "high,\r\nblood"\tpressure'
const document = {id: 'd1', text}
const mention = linkedMention(text, '"high,\r\nblood"\tpressure')
const provenance = `biolord 1.2.3; model tiny int8 (sha256 ${'ab'.repeat(32)}); hp 2024-08-13; mine`

describe('csv', () => {
  it('keeps texts whole in quotes, after a header', async () => {
    const written = await render('csv', [[document, [mention]]])

    expect(parse(written, {columns: true})).toEqual([
      {
        doc: 'd1',
        line: '1',
        start: '3',
        end: '26',
        text: '"high,\r\nblood"\tpressure',
        score: '0.95',
        cosine: '1',
        match: 'exact',
        id: 'HP:0000822',
        name: 'Hypertension',
        source: 'hp',
        type: '',
        assertion: '',
      },
    ])
    expect(written.endsWith(',\r\n')).toBe(true)
  })

  it('leaves the fields of a concept empty where there is none', async () => {
    const written = await render('csv', [[document, [linkedMention(text, 'blood', nil)]]])

    expect(written.split('\r\n')[1]).toBe('d1,1,11,16,blood,0.25,0.5,dense,,,,,')
  })

  it('has a last column for another vocabulary', async () => {
    const mapped = [{id: 'I10', source: 'ICD10CM', relation: 'xref'}]

    const written = await render('csv', [[document, [{...mention, text: 'x', mapped}]]], {
      columns: ['mapped'],
    })

    expect(written).toMatch(/^doc,.*,type,assertion,mapped\r\n.*,I10\r\n$/s)
  })

  it('says what the text states of a mention', async () => {
    const assertion = {...mention.assertion, negated: true, family: true}

    const written = await render('csv', [[document, [{...mention, text: 'x', assertion}]]])

    expect(written.endsWith(',hp,,negated family\r\n')).toBe(true)
  })
})

describe('tsv', () => {
  it('has further columns at its end, in one order and whether or not there is something to say', async () => {
    const assertion = {...mention.assertion, negated: true, family: true}
    const told = {...mention, text: 'x', assertion, section: 'plan', sentence: {start: 3, end: 26}}
    const columns = ['assertion', 'section', 'sentence'] as const

    const written = await render('tsv', [[document, [told, {...mention, text: 'y'}]]], {
      columns,
      header: true,
    })

    const rows = written.split('\n').map((line) => line.split('\t').slice(11))
    expect(rows).toEqual([
      ['type', 'assertion', 'section', 'sentence'],
      ['', 'negated family', 'plan', '3-26'],
      ['', '', '', ''],
      [],
    ])
  })

  it('makes spaces of tabs and line ends', async () => {
    const written = await render('tsv', [[document, [mention]]])

    expect(written).toBe(
      'd1\t1\t3\t26\t"high, blood" pressure\t0.95\t1\texact\tHP:0000822\tHypertension\thp\t\n',
    )
  })

  it.each([
    ['tsv', `# ${provenance}\n`],
    ['csv', `# ${provenance}\r\n`],
    ['stcm', `# ${provenance}\n`],
    ['pubtator', `# ${provenance}\n`],
    ['mmi', `# ${provenance}\n`],
    ['table', `# ${provenance}\n`],
  ] as const)('starts with provenance where it is asked for: %s', async (format, line) => {
    const written = await render(format, [[document, [mention]]], {showProvenance: true})

    expect(written.startsWith(line)).toBe(true)
  })
})

describe('jsonl', () => {
  it.each(['codepoint', 'byte'] as const)('counts the pieces of a mention in %s, too', async (offsets) => {
    const spans = [{start: 4, end: 8}, {start: 11, end: 16}] // biome-ignore format: one line
    const written = await render('jsonl', [[document, [{...mention, spans}]]], {offsets})
    const {spans: converted} = JSON.parse(written)

    const shift = offsets === 'byte' ? 2 : -1
    expect(converted).toEqual(spans.map(({end, start}) => ({start: start + shift, end: end + shift})))
  })

  it('keeps a mention a line and puts provenance into each', async () => {
    const written = await render('jsonl', [[document, [mention, mention]]], {showProvenance: true})

    expect(
      written
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {...mention, provenance: outputContext.provenance},
      {...mention, provenance: outputContext.provenance},
    ])
  })
})
