import {parse} from 'csv-parse/sync'
import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.js'
import type {LinkFormat} from '../../../src/output/link-formats.js'
import type {OutputContext} from '../../../src/output/link-writer.js'
import {openSummaryFormat} from '../../../src/output/open-summary-format.js'
import {linkedMention, outputContext} from '../../helpers/linked-mention.js'

const text = '😀 high\tblood, no high\tblood'
const mention = linkedMention(text, 'high\tblood')
const denied = {...mention, start: 18, end: 28, assertion: {...mention.assertion, negated: true}}

function write(
  format: LinkFormat,
  context: Partial<OutputContext> = {},
  mentions = [mention, denied],
): string {
  const writer = openSummaryFormat(format)({...outputContext, ...context})
  if (!('document' in writer)) throw new Error('a summary needs a document')
  return (writer.header?.() ?? '') + writer.document({id: 'd1', text}, mentions)
}

describe('openSummaryFormat', () => {
  it('writes a line of tab-separated values for a concept, the names of the columns on request', () => {
    const line =
      'd1\tHP:0000822\tHypertension\thp\t\t2\t1\t1\t0\t0\t0\t0\t1\t3\t13\thigh blood\t0.95\texact\n'

    expect(write('tsv')).toBe(line)
    expect(write('tsv', {header: true})).toBe(
      'doc\tid\tname\tsource\ttype\tcount\taffirmed\tnegated\tuncertain\thypothetical\thistorical\tfamily\t' +
        `line\tstart\tend\ttext\tscore\tmatch\n${line}`,
    )
  })

  it('writes CSV with texts as they are, the other vocabulary and the evidence last', () => {
    const mapped = [{id: 'I10', source: 'ICD10CM', relation: 'xref'}]
    const evidence = ['equal', 'preferred']
    const mentions = [{...mention, mapped, evidence}]

    const records = parse(write('csv', {columns: ['mapped', 'evidence']}, mentions), {columns: true})

    expect(records).toMatchObject([
      {count: '1', text: 'high\tblood', mapped: 'I10', evidence: 'equal; preferred'},
    ])
  })

  it('writes an object for a concept, with offsets in the unit that is asked for', () => {
    const written = JSON.parse(write('jsonl', {offsets: 'codepoint'}))

    const {assertion, match, cosine} = mention
    expect(written).toEqual({
      doc: 'd1',
      concept: mention.concept,
      count: 2,
      assertions: {affirmed: 1, negated: 1, uncertain: 0, hypothetical: 0, historical: 0, family: 0},
      best: {line: 1, start: 2, end: 12, text: 'high\tblood', score: 0.95, cosine, match, assertion},
    })
  })

  it('draws a table that says in words what the text says', () => {
    const table = write('table', {tableStyle: {width: 100}, titles: true})

    expect(table).toBe(
      [
        'd1',
        'concept       id          mentions  context                best evidence  line  score',
        'Hypertension  HP:0000822         2  1 affirmed, 1 negated  high blood        1   0.95',
        '\n',
      ].join('\n'),
    )
    expect(write('table', {tableStyle: {width: 50}}, [denied])).toBe(
      ['concept       id          mentions  context', 'Hypertension  HP:0000822         1  negated\n'].join(
        '\n',
      ),
    )
    expect(write('table', {}, [{...mention, evidence: ['equal']}])).toMatch(
      /\n\n1 {2}high blood\n {4}equal\n$/,
    )
    expect(write('table', {}, [])).toBe('No mention was linked.\n')
  })

  it('says where the lines come from where it is asked to', () => {
    const context = {showProvenance: true}

    for (const format of ['table', 'tsv', 'csv'] as const)
      expect(write(format, context)).toMatch(/^# biolord 1\.2\.3; model tiny/)
    expect(JSON.parse(write('jsonl', context)).provenance).toEqual(outputContext.provenance)
  })

  it('refuses formats that have no such view', () => {
    expect(() => openSummaryFormat('html')).toThrow(UsageError)
  })
})
