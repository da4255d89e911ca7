import {expect, it} from 'vitest'
import {openGrowingEncoder} from '../../models/growing-encoder.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {freshVerifier, largestDifference} from './support/model-fixtures.js'
import {tinyEncoder} from './support/tiny-encoder.js'

const tiny = tinyEncoder('tiny-bert-mean')
const texts = [...Array(700).keys()].map((i) => `finding ${i} of ${'the left '.repeat(i % 5)}hand`)
const open = () => openGrowingEncoder(tiny, {verifier: freshVerifier()})

it.each([0, 1, 40, 300, 700])('gives %i texts the vectors of a plain encoder', async (count) => {
  await using growing = await open()
  await using plain = await openEncoder(tiny, {use: 'one-off', verifier: freshVerifier()})

  const vectors = await growing.encode(texts.slice(0, count))

  expect(vectors).toHaveLength(count * 48)
  expect(largestDifference(vectors, await plain.encode(texts.slice(0, count)))).toBeLessThan(1e-6)
})

it('gives each of many requests at once its own vectors', async () => {
  await using growing = await open()
  await using plain = await openEncoder(tiny, {use: 'one-off', verifier: freshVerifier()})
  const parts = Array.from({length: 14}, (_, i) => texts.slice(i * 50, (i + 1) * 50))

  const vectors = await Promise.all(parts.map((part) => growing.encode(part)))

  for (const [i, part] of parts.entries())
    expect(largestDifference(vectors[i]!, await plain.encode(part))).toBeLessThan(1e-6)
})

it('can be closed before and while it works', async () => {
  const unused = await open()
  await unused[Symbol.asyncDispose]()

  const growing = await open()
  const vectors = await growing.encode(texts)
  await growing[Symbol.asyncDispose]()

  expect(vectors).toHaveLength(texts.length * 48)
})
