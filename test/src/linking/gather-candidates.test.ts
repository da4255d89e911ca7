import {describe, expect, it} from 'vitest'
import {collect} from '../../../src/domain/collect.js'
import {gatherCandidates, type MentionOrigin} from '../../../src/linking/gather-candidates.js'
import {FakeEncoder} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const index = fakeIndex([
  {id: '1', names: ['Kidney disease']},
  {id: '2', names: ['Myotonic dystrophy', 'Dystrophia myotonica']},
  {id: '3', names: ['Type 1 diabetes']},
  {id: '4', names: ['Type 2 diabetes']},
  {id: '5', names: ['Gastroesophageal reflux']},
])

async function found(text: string, origin: MentionOrigin = 'given') {
  const encoder = new FakeEncoder()
  const [candidates] = await collect(gatherCandidates([text], origin, {index, encoder: async () => encoder}))
  return {terms: candidates?.terms ?? [], encoded: encoder.seen.length}
}

describe('gatherCandidates', () => {
  it('needs no vector for a name as it stands', async () => {
    const {encoded, terms} = await found('kidney disease')

    expect(terms).toMatchObject([{term: 'Kidney disease', byKey: true, cosine: 1}])
    expect(encoded).toBe(0)
  })

  it.each(['given', 'found'] as const)('finds names by what their words mean: %s', async (origin) => {
    const {terms} = await found('nephropathy', origin)

    expect(terms.find(({byLooseKey}) => byLooseKey)?.term).toBe('Kidney disease')
  })

  it('finds the parts of a coordination', async () => {
    const {terms} = await found('type 1 and 2 diabetes')

    expect(terms.filter(({byPart}) => byPart).map(({term}) => term)).toEqual([
      'Type 1 diabetes',
      'Type 2 diabetes',
    ])
  })

  it.each(['nephrotoxicity', 'nefrotoxicity of neurotoxicants'])(
    'takes no word of another meaning for a misspelt one that gives no name: %s',
    async (text) => {
      const near = fakeIndex([
        {id: '1', names: ['Kidney disease']},
        {id: '2', names: ['Neurotoxicity syndrome']},
      ])
      const options = {index: near, encoder: async () => new FakeEncoder()}

      const [candidates] = await collect(gatherCandidates([text], 'given', options))

      expect(candidates?.terms.some(({byKey}) => byKey)).toBe(false)
      expect(candidates?.terms.map(({term}) => term)).toContain('Kidney disease')
    },
  )

  it.each([
    ['KIDNY', 'found', false],
    ['kidny', 'found', true],
    ['Kidny', 'found', true],
    ['KIDNY', 'given', true],
  ] as const)('takes shorthand of running text for no slip: %s, %s: %s', async (text, origin, mended) => {
    const options = {index: fakeIndex([{id: '1', names: ['Kidney']}]), encoder: async () => new FakeEncoder()}

    const [candidates] = await collect(gatherCandidates([text], origin, options))

    expect(candidates?.terms.some(({byKey}) => byKey)).toBe(mended)
  })

  it.each([
    ['drowsy', 'Dropsy', 'found', false],
    ['drowsy', 'Dropsy', 'given', false],
    ['kidnay', 'Kidney', 'found', true],
    ['kidmey', 'Kidney', 'found', true],
    ['kindey', 'Kidney', 'found', true],
    ['kidny', 'Kidney', 'found', true],
    ['psacc', 'PSACK', 'found', false],
    ['psacc', 'PSACK', 'given', true],
  ] as const)('takes %s for %s, %s: %s', async (text, name, origin, isTaken) => {
    const options = {index: fakeIndex([{id: '1', names: [name]}]), encoder: async () => new FakeEncoder()}

    const [candidates] = await collect(gatherCandidates([text], origin, options))

    expect(candidates?.terms.some(({byKey}) => byKey)).toBe(isTaken)
  })

  it('finds what something is behind what it comes from', async () => {
    const {terms} = await found('contrast media-induced nephropathy')
    const other = await found('drug-induced myotonic dystrophy')

    expect(terms.filter(({byPart}) => byPart).map(({term}) => term)).toEqual(['Kidney disease'])
    expect(other.terms.filter(({byPart}) => byPart).map(({term}) => term)).toEqual(['Myotonic dystrophy'])
  })

  it('knows the symbol of an element where a mention is given, not in running text', async () => {
    const elements = fakeIndex([
      {id: '1', names: ['Sodium']},
      {id: '2', names: ['Natriuresis absent']},
      {id: '3', names: ['Calcium Chloride']},
    ])
    const ask = async (text: string, origin: MentionOrigin) => {
      const options = {index: elements, encoder: async () => new FakeEncoder()}
      const [candidates] = await collect(gatherCandidates([text], origin, options))
      return (candidates?.terms ?? [])
        .filter(({byInitials, byKey}) => byKey || byInitials)
        .map(({term}) => term)
    }

    expect(await ask('Na', 'given')).toEqual(['Sodium'])
    expect(await ask('CaCl2', 'given')).toEqual(['Calcium Chloride'])
    expect(await ask('NA', 'given')).toEqual(['Natriuresis absent'])
    expect(await ask('Na', 'found')).not.toContain('Sodium')
  })

  it('finds the name of a short form by its letters', async () => {
    const {terms} = await found('DM')

    expect(terms.filter(({byInitials}) => byInitials).map(({term}) => term)).toEqual(['Dystrophia myotonica'])
  })

  it.each([false, true])(
    'passes over what is not to be searched, but for names (always searched: %s)',
    async (alwaysSearch) => {
      const encoder = async () => new FakeEncoder()
      const options = {index, encoder, alwaysSearch, isSearched: () => false}

      const [named, mended, near] = await collect(
        gatherCandidates(['kidney disease', 'kidnay disease', 'reflux of acid'], 'found', options),
      )

      expect(named?.terms.some(({byKey}) => byKey)).toBe(true)
      expect(mended?.terms.some(({spelling}) => spelling !== undefined)).toBe(true)
      expect(near?.terms).toEqual([])
    },
  )

  it('mends a word that is no plural', async () => {
    const shortness = fakeIndex([{id: '1', names: ['Shortness of breath']}])
    const options = {index: shortness, encoder: async () => new FakeEncoder()}

    const [candidates] = await collect(gatherCandidates(['shortnes of breath'], 'found', options))

    expect(candidates?.terms).toMatchObject([{term: 'Shortness of breath', byKey: true}])
  })

  describe('near texts', () => {
    const manyNamed = (concepts: number, names: number) =>
      fakeIndex(
        Array.from({length: concepts}, (_, c) => ({
          id: `${c}`,
          names: Array.from({length: names}, (_, n) => `growth ${'abcdefghijklmnop'[c]}${n}`),
        })),
      )
    const near = async (index: ReturnType<typeof fakeIndex>) => {
      const options = {index, encoder: async () => new FakeEncoder()}
      const [candidates] = await collect(gatherCandidates(['growth a0 b0'], 'given', options))
      const terms = candidates?.terms ?? []
      return {terms: terms.length, concepts: new Set(terms.map(({concept}) => concept)).size}
    }

    it('are twenty where those are of enough concepts', async () => {
      expect(await near(manyNamed(16, 1))).toEqual({terms: 16, concepts: 16})
      expect((await near(manyNamed(16, 2))).terms).toBe(20)
    })

    it('are as many as give twelve concepts where concepts have many names, and eighty at the most', async () => {
      const {concepts, terms} = await near(manyNamed(14, 7))

      expect(concepts).toBe(12)
      expect(terms).toBeGreaterThan(20)
      expect((await near(manyNamed(4, 40))).terms).toBe(80)
    })
  })

  it('does not cut apart a near text that several concepts share', async () => {
    const shared = Array.from({length: 14}, (_, c) => `growth ${'abcdefghijklmn'[c]}`)
    const concepts = shared.map((name, c) => ({
      id: `${c}`,
      names: [
        name,
        ...Array.from({length: 6}, (_, n) => `growth ${'abcdefghijklmn'[c]}${n}`),
        'growth of all',
      ],
    }))
    const options = {index: fakeIndex(concepts), encoder: async () => new FakeEncoder()}

    const [candidates] = await collect(gatherCandidates(['growth all'], 'given', options))

    expect(candidates?.terms.filter(({term}) => term === 'growth of all')).toHaveLength(14)
  })

  it('finds words that are run together', async () => {
    const {terms} = await found('gastroesophagealreflux')

    expect(terms.map(({term}) => term)).toContain('Gastroesophageal reflux')
  })

  it('gives every name once, with a cosine', async () => {
    const {terms} = await found('renal disorder')

    expect(new Set(terms.map(({term}) => term)).size).toBe(terms.length)
    expect(terms.every(({cosine}) => cosine !== undefined)).toBe(true)
  })
})
