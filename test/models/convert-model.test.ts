import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {convertModel} from '../../models/convert-model.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {
  freshVerifier,
  largestDifference,
  readExpected,
  rowCosines,
  tinyModel,
  tinyModels,
} from './support/model-fixtures.js'
import {tinyEncoder} from './support/tiny-encoder.js'

describe.each(tinyModels)('%s', (name) => {
  const folder = tinyEncoder(name)
  const {embeddings, texts} = readExpected(tinyModel(name))

  it('gives the reference vectors in fp32', async () => {
    await using encoder = await openEncoder(folder, {
      use: 'one-off',
      precision: 'fp32',
      verifier: freshVerifier(),
    })

    const vectors = await encoder.encode(texts)

    expect(largestDifference(vectors, embeddings.flat())).toBeLessThan(2e-5)
  })

  it('gives vectors near the reference in int8', async () => {
    await using encoder = await openEncoder(folder, {
      use: 'one-off',
      precision: 'int8',
      verifier: freshVerifier(),
    })

    const vectors = await encoder.encode(texts)

    expect(Math.min(...rowCosines(vectors, Float32Array.from(embeddings.flat()), 48))).toBeGreaterThan(0.99)
  })
})

it('writes all that a model needs, and what it is', async () => {
  const target = join(temporaryFolder(), 'new', 'model')

  const manifest = await convertModel(tinyModel('tiny-bert-mean'), target, {
    id: 'tiny',
    precision: 'both',
    licence: 'Apache-2.0',
    languages: ['en'],
  })

  expect(readdirSync(target).sort()).toEqual([
    'manifest.json',
    'model.fp32.bin',
    'model.fp32.onnx',
    'model.int8.bin',
    'model.int8.onnx',
    'vocabulary.bin',
  ])
  expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8'))).toEqual(manifest)
  expect(manifest).toMatchObject({
    formatVersion: 1,
    id: 'tiny',
    dimensions: 48,
    pooling: 'mean',
    maxTokens: 128,
    languages: ['en'],
    licence: 'Apache-2.0',
    tokenizer: {kind: 'word-piece', file: 'vocabulary.bin'},
  })
  expect(manifest.graphs.int8!.cosineToFp32!.mean).toBeGreaterThan(0.98)
  expect(manifest.graphs.int8!.sha256).not.toBe(manifest.graphs.fp32!.sha256)
})

it('copies the README and reads a normaliser in a sequence', async () => {
  const source = join(temporaryFolder(), 'source')
  cpSync(tinyModel('tiny-bert-mean'), source, {recursive: true})
  writeFileSync(join(source, 'README.md'), '# Licence\n')
  const tokenizer = JSON.parse(readFileSync(join(source, 'tokenizer.json'), 'utf8'))
  tokenizer.normalizer = {type: 'Sequence', normalizers: [tokenizer.normalizer]}
  writeFileSync(join(source, 'tokenizer.json'), JSON.stringify(tokenizer))
  const target = join(temporaryFolder(), 'model')
  const {embeddings, texts} = readExpected(source)

  const manifest = await convertModel(source, target, {id: 'tiny', precision: 'fp32'})
  await using encoder = await openEncoder(target, {use: 'one-off', verifier: freshVerifier()})

  expect(manifest.tokenizer).toEqual({kind: 'word-piece', file: 'vocabulary.bin'})
  expect(readFileSync(join(target, 'README.md'), 'utf8')).toBe('# Licence\n')
  expect(largestDifference(await encoder.encode(texts), embeddings.flat())).toBeLessThan(2e-5)
})

it('writes the same bytes from the same source', async () => {
  const targets = [1, 2].map(() => join(temporaryFolder(), 'model'))

  for (const target of targets) {
    await convertModel(tinyModel('tiny-bert-mean'), target, {id: 'tiny', precision: 'int8'})
  }

  const [first, second] = targets.map((target) =>
    readdirSync(target)
      .sort()
      .map((name) => [name, readFileSync(join(target, name)).toString('base64')]),
  )
  expect(first).toEqual(second)
})

it('replaces a model, and leaves nothing beside it', async () => {
  const home = temporaryFolder()
  const target = join(home, 'model')

  await convertModel(tinyModel('tiny-bert-mean'), target, {id: 'old', precision: 'fp32'})
  await convertModel(tinyModel('tiny-bert-cls'), target, {id: 'new', precision: 'fp32'})

  expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')).id).toBe('new')
  expect(readdirSync(home)).toEqual(['model'])
})

it('leaves the old model where the new one fails', async () => {
  const home = temporaryFolder()
  const [source, target] = [join(home, 'source'), join(home, 'model')]
  cpSync(tinyModel('tiny-bert-mean'), source, {recursive: true})
  await convertModel(source, target, {id: 'old', precision: 'fp32'})
  truncateSync(join(source, 'model.safetensors'), 100_000)

  const converting = convertModel(source, target, {id: 'new', precision: 'fp32'})

  await expect(converting).rejects.toMatchObject({code: 'MODEL_UNUSABLE'})
  expect(JSON.parse(readFileSync(join(target, 'manifest.json'), 'utf8')).id).toBe('old')
  expect(readdirSync(home).sort()).toEqual(['model', 'source'])
})

it('does not replace a folder that is not a model', async () => {
  const target = join(temporaryFolder(), 'letters')
  mkdirSync(target)
  writeFileSync(join(target, 'letter.txt'), 'Dear')

  const converting = convertModel(tinyModel('tiny-bert-mean'), target, {id: 'tiny', precision: 'fp32'})

  await expect(converting).rejects.toMatchObject({code: 'USAGE', exitCode: 2})
  expect(existsSync(join(target, 'letter.txt'))).toBe(true)
})

it('refuses a tokenizer with more tokens than the model', async () => {
  const source = join(temporaryFolder(), 'source')
  cpSync(tinyModel('tiny-bert-mean'), source, {recursive: true})
  const tokenizer = JSON.parse(readFileSync(join(source, 'tokenizer.json'), 'utf8'))
  tokenizer.model.vocab.extra = 3000
  writeFileSync(join(source, 'tokenizer.json'), JSON.stringify(tokenizer))

  const converting = convertModel(source, join(temporaryFolder(), 'model'), {id: 'x', precision: 'fp32'})

  await expect(converting).rejects.toThrow(/has token id 3000, but the model knows 3000 tokens/)
})
