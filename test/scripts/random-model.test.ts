import {mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {convertModel} from '../../models/convert-model.js'
import {openEncoder} from '../../models/onnx-encoder.js'
import {readCalibrationTexts} from '../../models/quantisation/calibrate.js'
import {SafetensorsFile} from '../../models/source/safetensors.js'
import {
  type RandomModelName,
  randomModels,
  writeRandomModel,
} from '../../scripts/random-model/random-model.js'
import {packageRoot} from '../helpers/run-process.js'
import {temporaryFolder} from '../helpers/temporary-folder.js'
import {freshVerifier, rowCosines} from '../models/support/model-fixtures.js'

const names = Object.keys(randomModels) as RandomModelName[]
const small = {dimensions: 96, layers: 3, heads: 4, intermediate: 192, vocabularySize: 6500}

describe.each(names)('a random %s', (name) => {
  it('has the tensors of a checkpoint of its architecture', () => {
    const folder = temporaryFolder()
    const {fixture} = randomModels[name]

    writeRandomModel(name, folder, small)

    const published = join(packageRoot, 'test', 'fixtures', 'models', fixture)
    expect(tensorNames(folder)).toEqual(tensorNames(published))
  })

  it('comes out equal every time', () => {
    const [first, again] = [temporaryFolder(), temporaryFolder()] as const

    writeRandomModel(name, first, small)
    writeRandomModel(name, again, small)

    for (const file of ['model.safetensors', 'tokenizer.json', 'config.json']) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(first, file)))).toBe(true)
    }
  })

  it('tells texts apart in many channels, though some within are far larger than the rest', async () => {
    const [folder, target] = [join(temporaryFolder(), name), join(temporaryFolder(), name)] as const
    mkdirSync(folder)
    const texts = readCalibrationTexts().slice(0, 60)

    writeRandomModel(name, folder, small)
    await convertModel(folder, target, {id: name, precision: 'fp32'})

    await using encoder = await openEncoder(target, {use: 'one-off', verifier: freshVerifier()})
    const vectors = await encoder.encode(texts)
    const width = small.dimensions
    const shifted = new Float32Array([...vectors.subarray(width), ...vectors.subarray(0, width)])
    const cosines = rowCosines(vectors, shifted, width)
    expect(Math.max(...cosines)).toBeLessThan(0.98)
    expect(cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length).toBeLessThan(0.85)
    expect(largestShare(vectors, width)).toBeLessThan(0.15)
    expect(raisedChannels(folder, name)).toBe(3)
  })
})

function tensorNames(folder: string): string[] {
  const file = SafetensorsFile.open(join(folder, 'model.safetensors'))
  const names = [...file.names].sort()
  file.close()
  return names
}

function raisedChannels(folder: string, name: RandomModelName): number {
  const file = SafetensorsFile.open(join(folder, 'model.safetensors'))
  const norm = name === 'mpnet' ? 'attention.LayerNorm' : 'attention.output.LayerNorm'
  const scales = file.read(`encoder.layer.1.${norm}.weight`, [small.dimensions])
  file.close()
  return scales.filter((scale) => scale > 4).length
}

/** The share of the strongest channel in the squares of all components. */
function largestShare(vectors: Float32Array, width: number): number {
  const squares = new Float32Array(width)
  for (const [i, value] of vectors.entries()) squares[i % width]! += value * value
  return Math.max(...squares) / squares.reduce((sum, square) => sum + square, 0)
}
