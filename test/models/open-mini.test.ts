import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {convertModel} from '../../models/convert-model.js'
import type {Encoder} from '../../models/encoder.js'
import {bundledModelFolder, ModelFolder} from '../../models/model-folder.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {dataFile, dataFolder} from '../helpers/shared-data.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {openLibraryTokenizer} from './support/library-tokenizer.js'
import {
  freshVerifier,
  largestDifference,
  openMiniSource,
  readExpected,
  rowCosines,
} from './support/model-fixtures.js'

/** Names and synonyms of the Human Phenotype Ontology. */
function hpoNames(): string[] {
  const obo = gunzipSync(readFileSync(dataFile('ontologies', 'hpo-2024-08-13.obo.gz'))).toString()
  return [...obo.matchAll(/^(?:name: (.*)|synonym: "((?:[^"\\]|\\.)*)".*)$/gm)].map(
    ([, name, synonym]) => name ?? synonym!,
  )
}

async function openFloat32(): Promise<Encoder> {
  const folder = join(temporaryFolder(), 'open-mini')
  await convertModel(openMiniSource!, folder, {id: 'open-mini', precision: 'fp32'})
  return openEncoder(folder, {use: 'bulk', verifier: freshVerifier()})
}

const openBundled = () => openEncoder(bundledModelFolder(), {use: 'bulk', verifier: freshVerifier()})

describe.skipIf(openMiniSource === undefined)('against its source (BIOLORD_MODELS)', () => {
  it('gives the reference token ids', async () => {
    const {input_ids: expected, texts} = readExpected(openMiniSource!)
    const tokenizer = await ModelFolder.open(bundledModelFolder(), {
      verifier: freshVerifier(),
    }).openTokenizer()

    expect(texts.map((text) => [...tokenizer.encode(text)])).toEqual(expected)
  })

  it('gives the reference vectors in fp32, and nearly those in int8', async () => {
    const {embeddings, texts} = readExpected(openMiniSource!)
    const reference = Float32Array.from(embeddings.flat())
    await using exact = await openFloat32()
    await using bundled = await openBundled()

    const [fp32, int8] = [await exact.encode(texts), await bundled.encode(texts)]

    expect(largestDifference(fp32, reference)).toBeLessThan(2e-5)
    expect(Math.min(...rowCosines(int8, reference, 384))).toBeGreaterThan(0.98)
  })

  it('is what the build script makes of it', async () => {
    const folder = join(temporaryFolder(), 'open-mini')
    const {manifest} = ModelFolder.open(bundledModelFolder(), {verifier: freshVerifier()})
    const {id, languages, licence, origin} = manifest

    await convertModel(openMiniSource!, folder, {id, languages, licence, origin, precision: 'int8'})

    const built = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    expect(built.files['vocabulary.bin']).toEqual(manifest.files['vocabulary.bin'])
    expect(built.files['README.md']).toEqual(manifest.files['README.md'])
    expect(built.graphs.int8.cosineToFp32.mean).toBeCloseTo(manifest.graphs.int8!.cosineToFp32!.mean, 3)
  })
})

const hasBoth = openMiniSource !== undefined && dataFolder !== undefined

describe.skipIf(!hasBoth)('over real names (BIOLORD_MODELS and BIOLORD_DATA)', () => {
  it('keeps int8 near fp32', async () => {
    const names = hpoNames()
      .filter((_, i) => i % 21 === 0)
      .slice(0, 2000)
    await using exact = await openFloat32()
    await using bundled = await openBundled()

    const cosines = rowCosines(await exact.encode(names), await bundled.encode(names), 384)

    expect(names.length).toBe(2000)
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.98)
    expect(cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length).toBeGreaterThanOrEqual(0.995)
  })

  it('tokenizes every name as the library does', async () => {
    const names = hpoNames()
    const tokenizer = await ModelFolder.open(bundledModelFolder(), {
      verifier: freshVerifier(),
    }).openTokenizer()
    const json = JSON.parse(readFileSync(join(openMiniSource!, 'tokenizer.json'), 'utf8'))
    const library = openLibraryTokenizer(json, 256)

    const different = names.filter((name) => `${tokenizer.encode(name)}` !== `${library.encode(name)}`)

    expect(names.length).toBeGreaterThan(40_000)
    expect(different).toEqual([])
  })
})

it('ships with its licence', () => {
  expect(existsSync(join(bundledModelFolder(), 'README.md'))).toBe(true)
  expect(readFileSync(join(bundledModelFolder(), 'README.md'), 'utf8')).toContain('Apache-2.0')
})
