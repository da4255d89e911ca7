import {describe, expect, it} from 'vitest'
import type {LinkedMention} from '../../../src/domain/mention.js'
import {splitLines} from '../../../src/domain/split-lines.js'
import {IgnoredTexts} from '../../../src/linking/ignored-texts.js'
import {linkDocument} from '../../../src/linking/link-document.js'
import {linkMentionList} from '../../../src/linking/link-mention-list.js'
import type {Overlap} from '../../../src/linking/link-window.js'
import {type LinkerOptions, MentionLinker} from '../../../src/linking/mention-linker.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const concepts = [
  {id: '1', names: ['Kidney stone', 'Nephrolithiasis'], type: 'disorder'},
  {id: '2', names: ['Chronic obstructive pulmonary disease'], type: 'disorder'},
  {id: '3', names: ['Hypertension'], type: 'disorder'},
  {id: '4', names: ['Fever'], type: 'finding'},
  {id: '5', names: ['Cold'], type: 'finding'},
  {id: '6', names: ['Common cold', 'Cold'], type: 'disorder'},
  {id: '7', names: ['Pulmonary hypertension'], type: 'disorder'},
  {id: '8', names: ['Portal hypertension'], type: 'disorder'},
  {id: '10', names: ['Diabetes mellitus'], type: 'disorder'},
  {id: '11', names: ['Irritable bowel syndrome'], type: 'disorder'},
]

function setUp(options: Partial<LinkerOptions> = {}) {
  const index = fakeIndex(concepts)
  const encoder = new FakeEncoder()
  const linker = new MentionLinker({index, encoder: async () => encoder, threshold: 0.5, top: 5, ...options})
  return {index, encoder, linker}
}

async function linkText(
  text: string,
  {
    dense = false,
    ignored,
    nil = false,
    overlap,
  }: {dense?: boolean; ignored?: IgnoredTexts; nil?: boolean; overlap?: Overlap} = {},
): Promise<LinkedMention[]> {
  // what six names say of their words is little: such scores are low
  const {index, linker} = setUp({threshold: 0.15, ...(ignored && {ignored})})
  const mentions: LinkedMention[] = []
  for await (const mention of linkDocument({id: 'note', text}, {index, linker, dense, nil, overlap}))
    mentions.push(mention)
  return mentions
}

describe('linkDocument', () => {
  it.each([
    ['FEVER\n\nCold: yes', ['FEVER', 'Cold']],
    ['Allergies: fever with penicillin\n\nPlan\nFever allergies', ['fever', 'Fever', 'allergies']],
    ['Known allergies: none\nDRUG ALLERGIES\nNone.', []],
    ['No family history of fever.', ['fever']],
  ])(
    'takes for a mention no known heading of a section, nor what says whose others are: %j',
    async (text, expected) => {
      const index = fakeIndex([
        ...concepts,
        {id: '9', names: ['Allergies', 'Family history'], type: 'disorder'},
      ])
      const {linker} = setUp({index, threshold: 0.15})
      const mentions: string[] = []
      for await (const mention of linkDocument({id: 'note', text}, {index, linker, dense: false, nil: false}))
        mentions.push(mention.text)

      expect(mentions).toEqual(expected)
    },
  )

  it.each([
    ['PMH:\n-HTN\n-COPD\n', ['HTN=Hypertension', 'COPD=Chronic obstructive pulmonary disease']],
    ['Known htn, UTI.', ['htn=Hypertension']], // the index has no infection
    ['A non-HTN cohort.', []],
    ['Diabetes insipidus, no diabetes.', ['diabetes=Diabetes mellitus']],
    ['Hypertonic (HTN) saline. HTNs and htn.', []], // the document defines it
    ['Ileal bile salts (IBS) and ibs.', []],
    ['No ibs.', ['ibs=Irritable bowel syndrome']],
  ])('takes a short form for what it plainly means: %j', async (text, expected) => {
    const mentions = await linkText(text)

    expect(mentions.map(({concept, text}) => `${text}=${concept?.name}`)).toEqual(expected)
  })

  it('leaves out what is ignored, at all or as one concept', async () => {
    const ignored = new IgnoredTexts()
    ignored.add('kidney  stones')
    ignored.add('Cold', [4])

    const mentions = await linkText('Kidney stones, fever and a cold.', {ignored})

    expect(mentions.map(({concept, text}) => [text, concept?.name])).toEqual([
      ['fever', 'Fever'],
      ['cold', 'Common cold'],
    ])
  })

  it.each([
    ['longest', ['Common cold']],
    ['best', ['Common cold']],
    ['all', ['Common cold', 'cold']],
  ] as const)('returns of overlapping mentions the %s', async (overlap, texts) => {
    const mentions = await linkText('Common cold.', {overlap})

    expect(mentions.map(({text}) => text)).toEqual(texts)
  })

  it('gives the pieces of what a coordination says in part', async () => {
    const text = 'Fever.\nNo pulmonary or portal hypertension.'
    const ignored = new IgnoredTexts()
    ignored.add('pulmonary hypertension')

    const mentions = await linkText(text)

    expect(mentions.map(({concept, text: own}) => [own, concept?.name])).toEqual([
      ['Fever', 'Fever'],
      ['pulmonary or portal hypertension', 'Pulmonary hypertension'],
      ['portal hypertension', 'Portal hypertension'],
    ])
    expect(mentions[1]?.spans?.map(({end, start}) => text.slice(start, end))).toEqual([
      'pulmonary',
      'hypertension',
    ])
    expect(mentions.slice(1).every(({assertion}) => assertion.negated)).toBe(true)
    expect((await linkText(text, {ignored})).map(({concept}) => concept?.name)).toEqual([
      'Fever',
      'Portal hypertension',
    ])
  })

  it('gives offsets that slice to the text, and lines', async () => {
    const text = 'PMH:\r\n- kidney stones\r\n- 😀 fever\r\n'

    const mentions = await linkText(text)

    expect(mentions.map(({end, line, start}) => [line, text.slice(start, end)])).toEqual([
      [2, 'kidney stones'],
      [3, 'fever'],
    ])
    expect(mentions.every(({end, start, text: own}) => text.slice(start, end) === own)).toBe(true)
  })

  it('gives what is denied of something in pieces, and says so', async () => {
    const text = 'His fever. The hypertension is not portal.'

    const mentions = await linkText(text)

    expect(mentions.map(({assertion, text: own}) => [own, assertion.negated])).toEqual([
      ['fever', false],
      ['hypertension', false],
      ['hypertension is not portal', true],
    ])
    expect(mentions[2]?.spans?.map(({end, start}) => text.slice(start, end))).toEqual([
      'hypertension',
      'portal',
    ])
  })

  it.each([
    ['He denies:\n- hypertension is portal', 'N'],
    ['[ ] Hypertension is portal', 'N'],
    ['Denies: hypertension is portal', 'N'],
    ['Hypertension is portal: no', 'N'],
    ['No fever, the hypertension is portal', '-'],
    ['Pain: hypertension is not portal', 'N'],
    ['Hypertension: portal, resolved', 'I'],
    ['Hypertension: no fever, portal', '-'],
    ['Hypertension: portal?', 'U'],
  ])('states of what %j says of something: %s', async (text, expected) => {
    const found = (await linkText(text)).find(({concept}) => concept?.name === 'Portal hypertension')
    const {historical, negated, uncertain} = found?.assertion ?? {}

    expect((negated && 'N') || (historical && 'I') || (uncertain && 'U') || (found && '-')).toBe(expected)
  })

  it('ends sentences where a CR alone ends a line', async () => {
    const text = 'No fever\rKidney stones\rPMH:\rCommon cold'

    const mentions = await linkText(text)

    expect(mentions.map(({assertion, line, text: own}) => [own, line, assertion.negated])).toEqual([
      ['fever', 1, true],
      ['Kidney stones', 1, false],
      ['Common cold', 1, false],
    ])
    expect(mentions.every(({end, start, text: own}) => text.slice(start, end) === own)).toBe(true)
    expect(mentions[2]?.assertion.historical).toBe(true)
  })

  it('links a short form to the long form that the document defines', async () => {
    const mentions = await linkText('Chronic obstructive pulmonary disease (COPD).\n\nThe COPD is stable.')

    expect(mentions.map(({concept, text}) => [text, concept?.id])).toEqual([
      ['Chronic obstructive pulmonary disease', '2'],
      ['COPD', '2'],
      ['COPD', '2'],
    ])
  })

  it('knows short forms over the whole of a long text, each use by the definition before it', async () => {
    const more = 'No pain at all today.\n'.repeat(200)
    const defined = ['Pulmonary hypertension (PH) was found.\n', 'Portal hypertension (PH) came next.\n']
    const text = ['PH?\n', more, defined[0], more, 'PH again.\n', more, defined[1], more, 'PH still.'].join(
      '',
    )

    const mentions = await linkText(text)

    const short = mentions.filter((mention) => mention.text === 'PH')
    expect(short.map(({concept}) => concept?.name)).toEqual([
      'Pulmonary hypertension',
      'Pulmonary hypertension',
      'Pulmonary hypertension',
      'Portal hypertension',
      'Portal hypertension',
    ])
    expect(short.map(({line}) => line)).toEqual([1, 202, 403, 604, 805])
    for (const {end, start, text: mention} of mentions) expect(text.slice(start, end)).toBe(mention)
  })

  it('says what the context says', async () => {
    const mentions = await linkText('Denies fever. Mother has hypertension.')

    expect(mentions.map(({assertion}) => assertion)).toMatchObject([
      {negated: true},
      {family: true, negated: false},
    ])
  })

  it('tries other stretches only when asked, and prints them only when they link', async () => {
    const text = 'Known nephrolithaisis since childhood.'

    expect(await linkText(text)).toEqual([])
    const mentions = await linkText(text, {dense: true})
    expect(mentions.map(({concept, match}) => [concept?.id, match])).toEqual([['1', 'fuzzy']])
  })

  it('prints what did not link when asked', async () => {
    const mentions = await linkText('The zyxwvut is blue.', {dense: true, nil: true})

    expect(mentions.some(({concept, text}) => concept === null && text === 'zyxwvut')).toBe(true)
  })

  it.each(['', '   \n ', '😀😀', '\u0000\u200b'])('finds nothing in %j', async (text) => {
    expect(await linkText(text, {dense: true})).toEqual([])
  })
})

describe('linkMentionList', () => {
  async function linkList(text: string, options = {}) {
    const {linker, ...rest} = setUp(options)
    const results: LinkedMention[] = []
    const linking = {batchesAtATime: 3, link: (texts: readonly string[]) => linker.link(texts)}
    for await (const result of linkMentionList('list', splitLines(text), linking)) results.push(result)
    return {results, ...rest}
  }

  it('gives one result a line, blank ones too', async () => {
    const {results} = await linkList('fever\n\n  kidney stones \r\n😀\nfever')

    expect(results.map(({concept, end, line, start, text}) => [line, start, end, text, concept?.id])).toEqual(
      [
        [1, 0, 5, 'fever', '4'],
        [2, 0, 0, '', undefined],
        [3, 0, 16, '  kidney stones ', '1'],
        [4, 0, 2, '😀', undefined],
        [5, 0, 5, 'fever', '4'],
      ],
    )
  })

  it('writes short forms out that need no definition, where the index has their name', async () => {
    const ignored = new IgnoredTexts()
    ignored.add('HTNs', [2])

    const {results} = await linkList('HTN\ndiabetes\nsteroid diabetes\nhtn, COPD\nCOPD-1\nUTI\nHTNs', {
      ignored,
      threshold: 0,
    })

    expect(results.map(({concept, match}) => [concept?.name, match])).toEqual([
      ['Hypertension', 'normalised'],
      ['Diabetes mellitus', 'normalised'],
      ['Diabetes mellitus', 'dense'],
      [expect.stringMatching(/Hypertension|Chronic obstructive pulmonary disease/u), 'dense'],
      [expect.anything(), 'dense'],
      [expect.anything(), 'dense'],
      [undefined, null],
    ])
  })

  it('keeps both concepts that share a term, by id', async () => {
    const {results} = await linkList('cold')

    expect(results[0]?.candidates.map(({id}) => id)).toEqual(['5', '6'])
  })

  it('encodes and searches nothing for exact matches, unless candidates are asked for', async () => {
    const exact = await linkList('fever\nHYPERTENSION')
    expect(exact.encoder.seen).toEqual([])
    expect(exact.index.searches).toBe(0)

    const listed = await linkList('fever', {top: 3, alwaysSearch: true})
    expect(listed.results[0]?.candidates).toHaveLength(3)
    expect(listed.results[0]?.concept?.id).toBe('4')
  })

  it('encodes a repeated text once', async () => {
    const {encoder} = await linkList('hypertensive\nhypertensive\nhypertensive')

    expect(encoder.seen).toEqual(['hypertensive'])
  })

  it('answers NIL below the threshold with the candidates all the same, and never at threshold 0', async () => {
    const {results} = await linkList('zyxwvut')
    expect(results[0]?.concept).toBeNull()
    expect(results[0]?.candidates.length).toBeGreaterThan(0)

    const never = await linkList('zyxwvut', {threshold: 0})
    expect(never.results[0]?.concept).not.toBeNull()
  })

  it('links a text the same alone and among others', async () => {
    const lines = ['hypertensive', 'kidny stone', 'fevr', 'cold']
    const {results: together} = await linkList(lines.join('\n'))

    for (const [i, line] of lines.entries()) {
      const {results: alone} = await linkList(line)
      expect({...alone[0], line: 0}).toEqual({...together[i], line: 0})
    }
  })
})
