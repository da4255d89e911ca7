import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import type {LinkedMention} from '../../../../src/domain/mention.js'
import {htmlWriter} from '../../../../src/output/formats/html.js'
import {cutSegments} from '../../../../src/output/html/cut-segments.js'
import {linkedMention, nil, outputContext} from '../../../helpers/linked-mention.js'

function pageOf(text: string, mentions: readonly LinkedMention[], id = 'd1'): string {
  return htmlWriter(outputContext).document({id, text}, mentions)
}

/** What a reader sees of the note, with `[…]` around marks. */
function noteIn(page: string): string {
  const [, note = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(page) ?? []
  return note
    .replace(/<mark [^>]*>/g, '[')
    .replaceAll('</mark>', ']')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&')
}

describe('htmlWriter', () => {
  it('marks mentions in the text as it is', () => {
    const text = 'No fever,\r\n  but 😀 high blood & pressure.'
    const negated = linkedMention(text, 'fever', {assertion: {negated: true}})

    const page = pageOf(text, [negated, linkedMention(text, 'high blood & pressure')])

    expect(noteIn(page)).toBe('No [fever],\r\n  but 😀 [high blood & pressure].')
    expect(page).toMatch(/<mark class="t0 negated"[^>]* data-says="negated">fever/)
    expect(page).toContain('title="Hypertension\nhp · HP:0000822\nscore 0.95, exact\nnegated"')
    expect(page).toContain('biolord 1.2.3; model tiny int8')
  })

  it('draws mentions within and across each other, and in pieces', () => {
    const text = 'left and right kidney stone pain'
    const mentions = [
      linkedMention(text, 'left and right kidney', {
        spans: [
          {start: 0, end: 4},
          {start: 15, end: 21},
        ],
      }),
      linkedMention(text, 'right kidney stone'),
      linkedMention(text, 'stone pain', nil),
    ]

    const page = pageOf(text, mentions)

    expect(noteIn(page)).toBe('[left] and [right ][kidney][ ][stone][ pain]')
    expect(page.match(/ id="s\d+"/g)).toHaveLength(3)
    expect(page).toContain('class="nil"')
  })

  it('runs nothing but its own style and script, whatever the texts hold', () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&amp;\0\u2028'
    const name = `${evil} disease`
    const concept = {id: evil, name, source: evil, type: evil, types: [evil]}
    const candidate = {id: evil, name, term: name, source: 'hp', score: 0.5, cosine: 0.5}

    const page = pageOf(
      `${evil} fever`,
      [linkedMention(`${evil} fever`, 'fever', {concept, candidates: [candidate]})],
      evil,
    )

    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page).not.toContain('<img')
    expect(page).not.toContain('\0')
    const [, data = ''] = /id="links">([^<]*)<\/script>/.exec(page) ?? []
    expect(JSON.parse(data)[0].head).toBe(name)
    for (const [, kind, content = ''] of page.matchAll(/<(style|script)>([\s\S]*?)<\/\1>/g)) {
      const hash = createHash('sha256').update(content).digest('base64')
      expect(page).toContain(`${kind}-src 'sha256-${hash}'`)
    }
  })

  it('lists the concepts, the most frequent first, with where they begin', () => {
    const text = 'fever, cough, cough'
    const cough = {id: 'HP:0012735', name: 'Cough', source: 'hp', type: '', types: []}
    const mentions = [
      linkedMention(text, 'fever'),
      {...linkedMention(text, 'cough', {concept: cough})},
      {...linkedMention(text, 'cough', {concept: cough}), start: 14, end: 19},
    ]

    const page = pageOf(text, mentions)

    const items = [
      ...page.matchAll(/<li data-concept="([^"]*)"><a href="#(s\d+)">[^<]*<\/a> <span class="count">(\d)/g),
    ]
    expect(items.map(([, concept, , count]) => [concept, count])).toEqual([
      ['hp HP:0012735', '2'],
      ['hp HP:0000822', '1'],
    ])
    expect(page).toContain(`id="${items[0]?.[2]}" data-begun="1"`)
  })

  it('gives equal bytes for equal input, of a large note too', () => {
    const text = 'fever and cough, '.repeat(20_000)
    const mentions = Array.from({length: 20_000}, (_, i) => ({
      ...linkedMention(text, 'fever'),
      start: 17 * i,
      end: 17 * i + 5,
    }))

    const page = pageOf(text, mentions)

    expect(page).toBe(pageOf(text, mentions))
    expect(JSON.parse(/id="links">([^<]*)</.exec(page)?.[1] ?? '')).toHaveLength(1)
  })
})

it('cuts an empty text into nothing', () => {
  expect(cutSegments(0, [])).toEqual([])
})
