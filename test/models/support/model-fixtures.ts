import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {FileVerifier} from '../../../src/files/checksum.js'
import {packageRoot} from '../../helpers/run-process.js'
import {temporaryFolder} from '../../helpers/temporary-folder.js'

/** What the reference computes from a model; see fixtures/models/README.md. */
export interface Expected {
  readonly texts: readonly string[]
  readonly input_ids: readonly (readonly number[])[]
  readonly embeddings: readonly (readonly number[])[]
}

export const tinyModels = ['tiny-bert-mean', 'tiny-bert-cls', 'tiny-mpnet', 'tiny-xlm-roberta'] as const

export type TinyModel = (typeof tinyModels)[number]

/** A tiny encoder as sentence-transformers saves it. */
export function tinyModel(name: TinyModel): string {
  return join(packageRoot, 'test', 'fixtures', 'models', name)
}

const models = process.env.BIOLORD_MODELS ?? join(packageRoot, '..', 'shared', 'models')

/** The tiny encoders of other architectures: in `BIOLORD_MODELS`, default beside the project; undefined where absent. */
export function sharedFixture(name: 'tiny-mpnet' | 'tiny-xlm-roberta'): string | undefined {
  const folder = join(models, 'fixtures', name)
  return existsSync(folder) ? resolve(folder) : undefined
}

/** The source of the encoder that ships: `open-mini` in `BIOLORD_MODELS`, default beside the project. */
export const openMiniSource = existsSync(join(models, 'open-mini')) ? resolve(models, 'open-mini') : undefined

export function readExpected(model: string): Expected {
  return JSON.parse(readFileSync(join(model, 'expected.json'), 'utf8'))
}

/** Keeps its notes in a folder of the test, not in the user's cache. */
export function freshVerifier(): FileVerifier {
  return new FileVerifier(temporaryFolder())
}

/** The largest difference between two lists of numbers of one length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`)
  let largest = 0
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!))
  return largest
}

/** Cosine of each row of one matrix of unit vectors with the same row of another. */
export function rowCosines(a: Float32Array, b: Float32Array, dimensions: number): number[] {
  return Array.from({length: a.length / dimensions}, (_, row) => {
    let sum = 0
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) sum += a[i]! * b[i]!
    return sum
  })
}
