import {expect, it} from 'vitest'
import {trigramSimilarity, trigramsOf} from '../../../src/linking/trigram-similarity.js'

it.each([
  [['chest', 'pain'], ['pain', 'chest'], 1],
  [['ab'], ['ab'], 1],
  [['fever'], ['pain'], 0],
  [[], [], 0],
  [['abc'], ['abd'], 1 / 3],
])('compares %j with %j', (a, b, similarity) => {
  expect(trigramSimilarity(trigramsOf(a), trigramsOf(b))).toBeCloseTo(similarity)
})
