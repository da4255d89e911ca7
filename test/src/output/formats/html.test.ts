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
    .replace(/<\/?div[^>]*>/g, '')
    .replace(/<mark [^>]*>/g, '[')
    .replaceAll('</mark>', ']')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&')
}

/** The data of the script. */
function linksIn(page: string): Record<string, unknown>[] {
  return JSON.parse(/id="links">([^<]*)<\/script>/.exec(page)?.[1] ?? '')
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
    expect(linksIn(page)[0]?.head).toBe(name)
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
      ...page.matchAll(
        /<li data-concept="([^"]*)" data-count="\d"><a href="#(s\d+)"><bdi>[^<]*<\/bdi><\/a> <span class="count">(\d)/g,
      ),
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
    expect(linksIn(page)).toHaveLength(1)
    expect(page.match(/<div class="part">/g)?.length).toBe(1)
  })

  it('draws a long note in parts of whole lines, none of which cuts a mention', () => {
    const text = `${'x'.repeat(5000)} high\nblood\n${'y'.repeat(5000)}\nz`

    const page = pageOf(text, [linkedMention(text, 'high\nblood')])

    const parts = [...page.matchAll(/<div class="part">([\s\S]*?)<\/div>/g)].map(([, part = '']) => part)
    expect(parts.map((part) => part.replace(/<[^>]*>/g, ''))).toEqual([
      `${'x'.repeat(5000)} high\nblood\n`,
      `${'y'.repeat(5000)}\n`,
      'z',
    ])
    expect(noteIn(page)).toBe(text.replace('high\nblood', '[high\nblood]'))
  })

  it('tells the other candidates, and the evidence where there is any', () => {
    const candidates = [
      {id: 'HP:0000822', name: 'Hypertension', term: 'high blood', source: 'hp', score: 0.95, cosine: 1},
      {id: 'HP:1', name: 'Blood', term: 'blood', source: 'hp', score: 0.04, cosine: 0.5},
    ]
    const evidence = ['equal to the name "high blood"']

    const page = pageOf('high blood', [linkedMention('high blood', 'high blood', {candidates, evidence})])

    expect(linksIn(page)).toMatchObject([{candidates: ['0.04 Blood (HP:1)'], evidence}])
    expect(page).toContain('score 0.95, exact\nequal to the name &quot;high blood&quot;"')
  })

  it('says once what holds of a mention and of one within it', () => {
    const text = 'no chest pain'
    const assertion = {negated: true}

    const page = pageOf(text, [
      linkedMention(text, 'chest pain', {assertion}),
      linkedMention(text, 'chest', {assertion}),
      linkedMention(text, 'pain', {assertion}),
    ])

    expect(noteIn(page)).toBe('no [chest][ ][pain]')
    expect(page.match(/data-says="/g)).toHaveLength(1)
    expect(page).toMatch(/data-says="negated">pain/)
  })

  it('names the types, the most frequent first, with the looks that they have', () => {
    const text = 'a b c'
    const sign = {id: 'S', name: 'S', source: 'hp', type: 'sign', types: ['sign']}

    const page = pageOf(text, [
      linkedMention(text, 'a', nil),
      linkedMention(text, 'b', {concept: sign}),
      linkedMention(text, 'c', nil),
    ])

    const [, legend = ''] = /<p class="legend">([\s\S]*?)<\/p>/.exec(page) ?? []
    expect(legend).toMatch(/^<span class="swatch t0">sign<\/span> <span class="swatch nil">NIL<\/span>/)
    expect([...page.matchAll(/name="type" value="([^"]*)"/g)].map(([, type]) => type)).toEqual([
      'sign',
      'NIL',
    ])
  })
})

it('cuts an empty text into nothing', () => {
  expect(cutSegments(0, [])).toEqual([])
})
