import {describe, expect, it} from 'vitest'
import {type Evidence, rankCandidates, scoreEvidence} from '../../../src/linking/rank-candidates.js'

const evidence = (part: Partial<Evidence>): Evidence => ({
  concept: 1,
  id: 'A',
  term: 'x',
  scope: 'exact',
  match: 'dense',
  cosine: 0.8,
  ...part,
})

describe('scoreEvidence', () => {
  it('trusts equal text more than an equal key, and that more than a near vector', () => {
    const scores = (['exact', 'normalised', 'dense'] as const).map((match) =>
      scoreEvidence(evidence({match, cosine: 0.9}), 'given'),
    )

    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('asks more of a stretch of running text than of a given mention', () => {
    expect(scoreEvidence(evidence({}), 'found')).toBeLessThan(scoreEvidence(evidence({}), 'given'))
  })

  it.each([-1, 0, 1])('stays between 0 and 1 at cosine %d', (cosine) => {
    for (const match of ['exact', 'normalised', 'fuzzy', 'dense'] as const) {
      const score = scoreEvidence(evidence({match, cosine}), 'found')
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })
})

describe('rankCandidates', () => {
  it('scores a concept by its best evidence', () => {
    const ranked = rankCandidates([evidence({cosine: 0.5}), evidence({cosine: 0.9, term: 'y'})], 'given')

    expect(ranked).toHaveLength(1)
    expect(ranked[0]).toMatchObject({term: 'y', cosine: 0.9})
  })

  it('breaks ties by concept id, whatever the order of the evidence', () => {
    const items = ['B', 'A', 'C'].map((id, concept) => evidence({concept, id, match: 'exact', cosine: 1}))

    expect(rankCandidates(items, 'given').map(({id}) => id)).toEqual(['A', 'B', 'C'])
    expect(rankCandidates(items.reverse(), 'given').map(({id}) => id)).toEqual(['A', 'B', 'C'])
  })
})
