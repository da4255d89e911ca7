import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {ModelMissingError, ModelUnusableError} from '../../src/errors.js'
import {readJsonFile} from '../json-file.js'
import type {WeightSource} from '../onnx/weight-source.js'
import {SafetensorsFile} from './safetensors.js'

const single = 'model.safetensors'
const shardList = 'model.safetensors.index.json'

/** Whether a folder has weights in a form that is read. */
export function hasWeights(folder: string): boolean {
  return [single, shardList].some((name) => existsSync(join(folder, name)))
}

/** The weights of a model in one safetensors file or in several, told apart by `model.safetensors.index.json`. */
export class SourceWeights implements WeightSource {
  private constructor(
    private readonly path: string,
    private readonly files: readonly SafetensorsFile[],
    private readonly fileOf: ReadonlyMap<string, SafetensorsFile>,
  ) {}

  /**
   * Opens the weights and checks the headers of all files.
   *
   * @throws {ModelMissingError} When a file is missing.
   * @throws {ModelUnusableError} When a file is damaged, or there are only pickled weights.
   */
  static open(folder: string): SourceWeights {
    const names = existsSync(join(folder, single)) ? [single] : shardsOf(folder)
    const files: SafetensorsFile[] = []
    const fileOf = new Map<string, SafetensorsFile>()
    try {
      for (const name of names) {
        const file = SafetensorsFile.open(join(folder, name))
        files.push(file)
        for (const tensor of file.names) {
          if (fileOf.has(tensor)) throw twice(tensor, fileOf.get(tensor)!.path, file.path)
          fileOf.set(tensor, file)
        }
      }
    } catch (error) {
      for (const file of files) file.close()
      throw error
    }
    return new SourceWeights(folder, files, fileOf)
  }

  get names(): readonly string[] {
    return [...this.fileOf.keys()]
  }

  /** Numbers in all tensors together. */
  get parameters(): number {
    let sum = 0
    for (const [name, file] of this.fileOf)
      sum += file.shape(name)!.reduce((product, length) => product * length, 1)
    return sum
  }

  read(name: string, shape: readonly number[]): Float32Array {
    return this.fileWith(name).read(name, shape)
  }

  readRows(name: string, shape: readonly [number, number], from: number, to: number): Float32Array {
    return this.fileWith(name).readRows(name, shape, from, to)
  }

  close(): void {
    for (const file of this.files) file.close()
  }

  private fileWith(name: string): SafetensorsFile {
    const file = this.fileOf.get(name)
    if (file !== undefined) return file
    throw new ModelUnusableError(
      `The weights in ${this.path} have no tensor ${name}.`,
      'The weights and config.json do not belong together, or the download is not complete.',
    )
  }
}

function shardsOf(folder: string): string[] {
  const path = join(folder, shardList)
  if (!existsSync(path)) throw noWeights(folder)
  const map = (readJsonFile(path) as {weight_map?: unknown} | null)?.weight_map
  const names = new Set<unknown>(typeof map === 'object' && map !== null ? Object.values(map) : [])
  // a list from elsewhere must not name files outside
  const sound = [...names].every(
    (name) => typeof name === 'string' && /^[\w][\w.-]*\.safetensors$/.test(name),
  )
  if (names.size > 0 && sound) return [...names].sort() as string[]
  throw new ModelUnusableError(
    `${path} does not list the safetensors files of the model.`,
    'Download or copy the model again.',
  )
}

function noWeights(folder: string): ModelMissingError | ModelUnusableError {
  if (
    !existsSync(join(folder, 'pytorch_model.bin')) &&
    !existsSync(join(folder, 'pytorch_model.bin.index.json'))
  ) {
    return new ModelMissingError(
      `There are no weights in ${folder}: ${single} is missing.`,
      'Give the whole folder of the model as it lies on the Hugging Face Hub.',
    )
  }
  return new ModelUnusableError(
    `${folder} has its weights only as pytorch_model.bin.`,
    'Such files are Python programs and are not read. Take a revision of the model with model.safetensors, or save it ' +
      'with save_pretrained(…, safe_serialization=True) in transformers.',
  )
}

function twice(tensor: string, first: string, second: string): ModelUnusableError {
  return new ModelUnusableError(
    `The tensor ${tensor} is in ${first} and in ${second}.`,
    'Download or copy the model again.',
  )
}
