import {describe, expect, it} from 'vitest'
import {CombinedIndex} from '../../../src/index-store/combined-index.js'
import type {TermIndex} from '../../../src/index-store/term-index.js'
import {fakeVector} from '../../helpers/fake-encoder.js'
import {fakeIndex} from '../../helpers/fake-index.js'

const findings = fakeIndex([
  {id: 'F:1', names: ['Fever', 'Pyrexia'], source: 'findings'},
  {id: 'F:2', names: ['Cough'], source: 'findings'},
])
const diseases = fakeIndex([{id: 'D:1', names: ['Influenza', 'Fever with cough'], source: 'diseases'}])

function termsOf(index: TermIndex, found: readonly {readonly text: number}[]) {
  return index.termsOfTexts(found.map(({text}) => text)).map(([hit]) => hit?.term)
}

describe('CombinedIndex', () => {
  const combined = new CombinedIndex([findings, diseases])

  it('finds names of every part, with numbers that lead back to their concepts', () => {
    const found = ['fever', 'influenza'].flatMap((key) => combined.termsWithKey(key))

    expect(found.map(({concept, term}) => [combined.concept(concept).id, term])).toEqual([
      ['F:1', 'Fever'],
      ['D:1', 'Influenza'],
    ])
    expect(termsOf(combined, [...found, ...found])).toEqual(['Fever', 'Influenza', 'Fever', 'Influenza'])
  })

  it('merges neighbours by cosine, whatever the order of the parts', async () => {
    const namesFor = async (index: TermIndex) =>
      termsOf(index, (await index.nearest(fakeVector('fever with'), 3)).best()[0] ?? [])

    expect(await namesFor(combined)).toEqual(await namesFor(new CombinedIndex([diseases, findings])))
    expect((await namesFor(combined))[0]).toBe('Fever with cough')
  })

  it('tells few neighbours first and more of some', async () => {
    const queries = new Float32Array([...fakeVector('fever with'), ...fakeVector('influenza')])
    const near = await combined.nearest(queries, 3)
    const [first = [], second = []] = near.best()

    expect(near.best(2, [1, 0])).toEqual([second.slice(0, 2), first.slice(0, 2)])
    expect(near.best(9)).toEqual([first, second])
  })

  it('finds loose keys in every part, with numbers that lead back to their concepts', () => {
    const hits = combined.termsWithLooseKey('fever')

    expect(hits.map(({concept, term}) => [combined.concept(concept).name, term])).toContainEqual([
      'Fever',
      'Fever',
    ])
  })

  it('merges similar names, with numbers that lead back to their texts', () => {
    const found = combined.similarTerms('fevr', 2)

    expect(termsOf(combined, found)).toEqual(['Fever', 'Fever with cough'])
    expect(
      new CombinedIndex([diseases, findings]).similarTerms('fevr', 2).map((one) => one.similarity),
    ).toEqual(found.map((one) => one.similarity))
  })

  it('computes cosines from the part that holds the text', () => {
    const [hit] = combined.termsWithKey('influenza')

    expect(combined.cosines(fakeVector('Influenza'), [hit?.text ?? -1])[0]).toBeCloseTo(1, 6)
  })

  it('filters by source in every part', () => {
    expect(combined.termsWithKey('fever', {sources: ['diseases']})).toEqual([])
  })

  it('refuses parts of different models', () => {
    const other = fakeIndex([{id: 'X', names: ['x']}])
    const foreign = {
      ...other,
      manifest: {...other.manifest, model: {...other.manifest.model, sha256: '0'.repeat(64)}},
    }

    expect(() => new CombinedIndex([findings, foreign])).toThrow(/built with/)
  })
})
