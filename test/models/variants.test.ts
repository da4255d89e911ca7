import {cpSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {convertModel} from '../../models/convert-model.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {packageRoot} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {freshVerifier, largestDifference, tinyModel} from './support/model-fixtures.js'

const variants = join(packageRoot, 'test', 'fixtures', 'models', 'variants')

interface Reference {
  readonly texts: readonly string[]
  readonly embeddings: readonly (readonly number[])[]
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(variants, ...path), 'utf8'))
}

/** A copy of a tiny model with the files of a variant over it. */
function variant(base: 'tiny-bert-mean' | 'tiny-xlm-roberta', name: string): string {
  const folder = temporaryFolder()
  cpSync(tinyModel(base), folder, {recursive: true})
  rmSync(join(folder, 'sentence_bert_config.json'))
  if (name.startsWith('tiny-')) rmSync(join(folder, 'model.safetensors'))
  cpSync(join(variants, name), folder, {recursive: true})
  return folder
}

async function encode(source: string, texts: readonly string[]): Promise<Float32Array> {
  const target = join(temporaryFolder(), 'model')
  await convertModel(source, target, {id: 'variant', precision: 'fp32'})
  await using encoder = await openEncoder(target, {use: 'one-off', verifier: freshVerifier()})
  return await encoder.encode(texts)
}

describe('ways of pooling', () => {
  const {embeddings, texts} = readJson<{texts: string[]; embeddings: Record<string, number[][]>}>(
    'poolings.json',
  )

  it.each(Object.keys(embeddings))('pools by %s as the reference does', async (modes) => {
    const folder = temporaryFolder()
    cpSync(tinyModel('tiny-bert-mean'), folder, {recursive: true})
    writeFileSync(join(folder, '1_Pooling', 'config.json'), JSON.stringify({pooling_mode: modes.split('+')}))

    const vectors = await encode(folder, texts)

    expect(largestDifference(vectors, embeddings[modes]!.flat())).toBeLessThan(2e-5)
  })
})

describe.each([
  ['a Dense module, Normalize and a prompt', 'tiny-bert-mean', 'dense'],
  ['a DistilBERT in half precision', 'tiny-bert-mean', 'tiny-distilbert'],
  ['a sharded RoBERTa in bfloat16 with the GELU of GPT', 'tiny-xlm-roberta', 'tiny-roberta'],
] as const)('%s', (_, base, name) => {
  it('gives the vectors of the reference', async () => {
    const {embeddings, texts} = readJson<Reference>(name, 'expected.json')

    const vectors = await encode(variant(base, name), texts)

    expect(largestDifference(vectors, embeddings.flat())).toBeLessThan(2e-5)
  })
})

it('reads checkpoints that came from TensorFlow', async () => {
  const folder = temporaryFolder()
  cpSync(tinyModel('tiny-bert-mean'), folder, {recursive: true})
  const path = join(folder, 'model.safetensors')
  const bytes = readFileSync(path)
  const length = Number(bytes.readBigUInt64LE())
  const header = bytes.subarray(8, 8 + length).toString()
  const renamed = header
    .replace(/LayerNorm\.weight/g, 'LayerNorm.gamma')
    .replace(/LayerNorm\.bias/g, 'LayerNorm.beta')
  const padded = Buffer.from(renamed.padEnd(length))
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 8), padded, bytes.subarray(8 + length)]))
  const {embeddings, texts} = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Reference

  const vectors = await encode(folder, texts)

  expect(largestDifference(vectors, embeddings.flat())).toBeLessThan(2e-5)
})
