import {describe, expect, it} from 'vitest'
import {sectionHeadings} from '../../../src/domain/section-headings.js'
import {findSections} from '../../../src/domain/sections.js'

const sectionsOf = (text: string) =>
  findSections(text).map(({body, heading, kind}) => [
    kind,
    text.slice(heading.start, heading.end),
    text.slice(body.start, body.end).trim(),
  ])

describe('findSections', () => {
  it('finds headings in capitals and keeps their paragraphs', () => {
    expect(sectionsOf('FAMILY HISTORY\n\nAsthma.\n\nDiabetes.\n\nRESULTS\n\nNormal.\n')).toEqual([
      ['family-history', 'FAMILY HISTORY', 'Asthma.\n\nDiabetes.'],
      ['results', 'RESULTS', 'Normal.'],
    ])
  })

  it('ends a section at a heading that no list knows', () => {
    expect(sectionsOf('FAMILY HISTORY:\nAsthma.\n\nBLOOD BANK\n\nGroup A.')).toEqual([
      ['family-history', 'FAMILY HISTORY', 'Asthma.'],
      ['other', 'BLOOD BANK', 'Group A.'],
    ])
  })

  it('ends a label at the blank line, after which the section around it goes on', () => {
    expect(sectionsOf('REVIEW OF SYSTEMS\nNo cough.\nAllergies: none\n\nNo fever.')).toEqual([
      ['review-of-systems', 'REVIEW OF SYSTEMS', 'No cough.'],
      ['allergies', 'Allergies', 'none'],
      ['review-of-systems', 'REVIEW OF SYSTEMS', 'No fever.'],
    ])
  })

  it('reads numbering, emphasis and list items', () => {
    expect(sectionsOf('## Family history\nnone\n**PMH:** asthma\n3. PLAN:\n- rest')).toEqual([
      ['family-history', 'Family history', 'none'],
      ['past-history', 'PMH', 'asthma'],
      ['plan', 'PLAN', '- rest'],
    ])
  })

  it.each(
    Object.entries(sectionHeadings).flatMap(([kind, ofLanguages]) =>
      Object.values(ofLanguages).map((names) => [names[0] as string, kind]),
    ),
  )('knows "%s" as %s', (name, kind) => {
    expect(sectionsOf(`${name.toUpperCase()}:\nText.`)[0]?.[0]).toBe(kind)
  })

  it('takes no prose for a heading', () => {
    expect(findSections('He has\nplan\nand a history of asthma.\nAt 10:30 he left.')).toEqual([])
  })

  it('gives no heading two meanings', () => {
    const kindsOf = new Map<string, Set<string>>()
    for (const [kind, ofLanguages] of Object.entries(sectionHeadings)) {
      for (const name of Object.values(ofLanguages).flat()) {
        kindsOf.set(name, (kindsOf.get(name) ?? new Set()).add(kind))
      }
    }

    expect([...kindsOf].filter(([, kinds]) => kinds.size > 1)).toEqual([])
  })

  it('needs time in proportion to a hostile text', () => {
    const text = `${'A'.repeat(100_000)}\n${'Plan:\n'.repeat(50_000)}${' '.repeat(100_000)}:\n${`a${' '.repeat(100)}|\n`.repeat(5_000)}`

    const start = performance.now()
    findSections(text)

    expect(performance.now() - start).toBeLessThan(2000)
  })
})
