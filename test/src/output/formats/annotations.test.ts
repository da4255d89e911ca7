import {describe, expect, it} from 'vitest'
import {coveredText} from '../../../../src/domain/covered-text.js'
import {linkedMention, nil} from '../../../helpers/linked-mention.js'
import {type Pair, render} from './render.js'

const text = '😀 High\r\n  blood\tpressure & <b>left and right kidneys</b>\u0001\uFFFF\uD800.'
const document = {id: 'a|b\tc', text}
const at = (words: string, from = 0) => {
  const start = text.indexOf(words, from)
  return {start, end: start + words.length}
}
const split = linkedMention(text, 'left and right kidneys', {
  spans: [at('left'), at('kidneys')],
  assertion: {negated: true, family: true},
})
const crossing = linkedMention(text, 'High\r\n  blood\tpressure')
const pairs: Pair[] = [[document, [crossing, split, linkedMention(text, 'blood', nil)]]]

/** A stretch of a text in code points, as readers of these formats count. */
const slice = (whole: string, start: number, end: number) => [...whole].slice(start, end).join('')

describe('brat', () => {
  it('writes mentions, concepts, assertions and scores', async () => {
    const written = await render('brat', pairs)

    expect(written.split('\n')).toEqual([
      'T1\tConcept 2 6;10 24\tHigh blood pressure',
      'N1\tReference T1 hp:HP:0000822\tHypertension',
      '#1\tAnnotatorNotes T1\tscore 0.95, exact',
      'T2\tConcept 30 34;45 52\tleft kidneys',
      'N2\tReference T2 hp:HP:0000822\tHypertension',
      'A1\tNegated T2',
      'A2\tFamily T2',
      '#2\tAnnotatorNotes T2\tscore 0.95, exact',
      'T3\tConcept 10 15\tblood',
      '#3\tAnnotatorNotes T3\tscore 0.25, dense',
      '',
    ])
  })

  it('makes types of the characters that BRAT allows', async () => {
    const concept = {id: '1', name: 'a\nb', source: 'my:source x', type: 'Sign or Symptom', types: []}

    const written = await render('brat', [[document, [linkedMention(text, 'left', {concept})]]])

    expect(written).toContain('T1\tSign_or_Symptom 30 34\tleft\nN1\tReference T1 my_source_x:1\ta b\n')
  })

  it('leaves out what covers nothing', async () => {
    const empty = {...crossing, start: 3, end: 3}

    expect(await render('brat', [[document, [empty]]])).toBe('')
  })
})

describe('pubtator', () => {
  it('makes a title of the first line and keeps offsets those of the text', async () => {
    const written = await render('pubtator', pairs)
    const [title = '', abstract = '', ...lines] = written.trimEnd().split('\n')

    expect(title).toBe('a_b c|t|😀 High')
    expect(abstract.startsWith('a_b c|a|   blood pressure &')).toBe(true)
    const whole = `${title.slice('a_b c|t|'.length)}\n${abstract.slice('a_b c|a|'.length)}`
    for (const line of lines) {
      const [, start, end, words] = line.split('\t')
      expect(slice(whole, Number(start), Number(end)).replace('\n', ' ')).toBe(words)
    }
    expect(lines.map((line) => line.split('\t').slice(4))).toEqual([
      ['Concept', 'HP:0000822'],
      ['Concept', 'HP:0000822'],
      ['Concept', '-'],
    ])
  })

  it('ends each document with an empty line, one without mentions or text, too', async () => {
    expect(
      await render('pubtator', [
        [{id: '1', text: ''}, []],
        [{id: '2', text: 'a'}, []],
      ]),
    ).toBe(
      // biome-ignore format: one line
      '1|t|\n1|a|\n\n2|t|a\n2|a|\n\n',
    )
  })
})

describe('bioc-json', () => {
  it('locates every piece in code points', async () => {
    const {documents, infons} = JSON.parse(await render('bioc-json', pairs))
    const [passage] = documents[0].passages

    expect(passage.text).toBe(text)
    expect(infons).toEqual({
      tool: 'biolord 1.2.3',
      model: `tiny int8 (sha256 ${'ab'.repeat(32)})`,
      sources: 'hp 2024-08-13; mine',
    })
    for (const {locations, text: words} of passage.annotations) {
      const pieces = locations.map((one: {offset: number; length: number}) =>
        slice(text, one.offset, one.offset + one.length),
      )
      expect(pieces.join(' ')).toBe(words)
    }
    expect(passage.annotations[1].text).toBe(coveredText(document, split))
    expect(passage.annotations[1].infons).toEqual({
      type: 'Concept',
      identifier: 'HP:0000822',
      source: 'hp',
      name: 'Hypertension',
      score: '0.95',
      match: 'exact',
      assertion: 'negated family',
    })
    expect(passage.annotations[2].infons).toEqual({type: 'Concept', score: '0.25', match: 'dense'})
  })

  it.each([0, 1, 3])('is one collection of %i documents', async (count) => {
    const many = Array.from({length: count}, (_, i): Pair => [{id: `${i}`, text: ''}, []])

    expect(JSON.parse(await render('bioc-json', many)).documents).toHaveLength(count)
  })
})

describe('bioc-xml', () => {
  it('escapes markup and replaces what XML cannot hold, one character for one', async () => {
    const written = await render('bioc-xml', pairs)
    const [, content = ''] = /<passage><offset>0<\/offset><text>(.*?)<\/text>/s.exec(written) ?? []

    expect(content).toBe(
      '😀 High&#13;\n  blood\tpressure &amp; &lt;b&gt;left and right kidneys&lt;/b&gt;\uFFFD\uFFFD\uFFFD.',
    )
    expect(written).toContain('<location offset="30" length="4"/><location offset="45" length="7"/>')
    expect(written).toContain('<id>a|b\tc</id>')
  })
})
