import {existsSync} from 'node:fs'
import {join} from 'node:path'
import {ModelUnusableError, UsageError} from '../../src/errors.js'
import {readJsonFile} from '../json-file.js'
import {type PoolingMode, poolingModes} from '../onnx/pooling.js'
import {SourceSettings, supportedHint} from './source-settings.js'

/** A fully connected layer after the pooling. */
export interface DenseModule {
  /** Folder with its `model.safetensors`. */
  readonly folder: string
  readonly inputs: number
  readonly outputs: number
  readonly hasBias: boolean
  readonly activation: 'none' | 'tanh' | 'relu' | 'gelu' | 'sigmoid'
}

/** What follows the encoder. Every model's vectors are scaled to unit length here, with a Normalize module or without. */
export interface SourceModules {
  /** Where config.json, weights and tokenizer lie: the folder itself, in models of 2020 one within it. */
  readonly transformerFolder: string
  /** At least one. */
  readonly pooling: readonly PoolingMode[]
  readonly dense: readonly DenseModule[]
}

/**
 * Reads `modules.json` and the settings of the modules that it lists, in the layouts of sentence-transformers 2 to 6: a
 * Transformer, a Pooling, any number of Dense, at most a Normalize; Dropout does nothing when a model is used.
 *
 * @param asked - Pooling that the user names, for a folder without modules.json.
 * @throws {ModelUnusableError} When a module or a setting of one is not understood; the message names it.
 * @throws {UsageError} When `asked` is needed and not given, or another than the folder's own.
 */
export function readModules(folder: string, asked: PoolingMode | undefined): SourceModules {
  const path = join(folder, 'modules.json')
  if (!existsSync(path)) {
    SourceSettings.read(folder, 'config.json') // what is no model at all is not asked for its pooling
    if (asked !== undefined) return {transformerFolder: folder, pooling: [asked], dense: []}
    throw new UsageError(
      `${folder} has no modules.json, so nothing says how one vector is made of the token vectors.`,
      'Say it with --pooling: the model\'s card tells ("cls" for SapBERT, "mean" for most others).',
    )
  }
  const [first, second, ...others] = listModules(path)
  if (first?.kind !== 'Transformer' || second?.kind !== 'Pooling') {
    throw notUnderstood(
      path,
      [first?.kind, second?.kind].join(', '),
      'a Transformer and a Pooling module first',
    )
  }
  const pooling = readPooling(SourceSettings.read(join(folder, second.path), 'config.json'))
  if (asked !== undefined && pooling.join() !== asked) {
    throw new UsageError(
      `--pooling is ${asked}, but ${folder} is a model with ${pooling.join(' and ')} pooling.`,
      'Leave --pooling out.',
    )
  }
  return {
    transformerFolder: join(folder, first.path),
    pooling,
    dense: readDense(folder, path, others),
  }
}

interface Module {
  /** Last part of the Python class. */
  readonly kind: string
  readonly path: string
}

function listModules(path: string): Module[] {
  const modules: unknown = readJsonFile(path)
  if (!Array.isArray(modules)) throw notUnderstood(path, 'something else', 'a list of modules')
  return modules.map((module: unknown) => {
    const {path: place, type} = (module ?? {}) as Record<string, unknown>
    // a list from elsewhere must not name folders outside
    if (typeof type !== 'string' || typeof place !== 'string' || !/^\.?$|^[\w][\w.-]*$/.test(place)) {
      throw notUnderstood(path, JSON.stringify(module), 'modules with a type and a folder')
    }
    return {kind: type.split('.').at(-1)!, path: place}
  })
}

function readDense(folder: string, path: string, modules: readonly Module[]): DenseModule[] {
  const active = modules.filter(({kind}) => kind !== 'Dropout')
  const last = active.at(-1)
  const dense = last?.kind === 'Normalize' ? active.slice(0, -1) : active
  return dense.map((module) => {
    if (module.kind !== 'Dense') {
      throw notUnderstood(path, `module ${module.kind}`, 'Dense and at last Normalize after the Pooling')
    }
    return readDenseModule(join(folder, module.path))
  })
}

const denseActivations: Readonly<Record<string, DenseModule['activation']>> = {
  'torch.nn.modules.linear.Identity': 'none',
  'torch.nn.modules.activation.Tanh': 'tanh',
  'torch.nn.modules.activation.ReLU': 'relu',
  'torch.nn.modules.activation.GELU': 'gelu',
  'torch.nn.modules.activation.Sigmoid': 'sigmoid',
}

function readDenseModule(folder: string): DenseModule {
  const settings = SourceSettings.read(folder, 'config.json')
  const name = settings.text('activation_function', 'torch.nn.modules.activation.Tanh')
  if (!Object.hasOwn(denseActivations, name)) {
    throw settings.notUnderstood('activation_function', Object.keys(denseActivations).join(', '))
  }
  settings.expect('use_residual', false)
  for (const key of ['module_input_name', 'module_output_name']) settings.expect(key, 'sentence_embedding')
  return {
    folder,
    inputs: settings.count('in_features'),
    outputs: settings.count('out_features'),
    hasBias: settings.flag('bias', true),
    activation: denseActivations[name]!,
  }
}

/** The flags of the older layout, in the order in which sentence-transformers puts their vectors. */
const flags: readonly (readonly [string, PoolingMode])[] = [
  ['pooling_mode_cls_token', 'cls'],
  ['pooling_mode_max_tokens', 'max'],
  ['pooling_mode_mean_tokens', 'mean'],
  ['pooling_mode_mean_sqrt_len_tokens', 'mean_sqrt_len_tokens'],
  ['pooling_mode_weightedmean_tokens', 'weightedmean'],
  ['pooling_mode_lasttoken', 'lasttoken'],
]

/** Both layouts: `pooling_mode` with one name or a list (sentence-transformers 6), one flag for each way (before). */
function readPooling(settings: SourceSettings): PoolingMode[] {
  settings.expect('include_prompt', true)
  const given = settings.value('pooling_mode')
  const modes = given === undefined ? modesOfFlags(settings) : Array.isArray(given) ? given : [given]
  const known = (mode: unknown): mode is PoolingMode => poolingModes.includes(mode as PoolingMode)
  if (modes.length > 0 && modes.every(known)) return modes
  throw settings.notUnderstood('pooling_mode', poolingModes.join(', '))
}

function modesOfFlags(settings: SourceSettings): PoolingMode[] {
  const unknown = settings.keys.find(
    (key) =>
      key.startsWith('pooling_mode_') &&
      settings.value(key) === true &&
      !flags.some(([name]) => name === key),
  )
  if (unknown !== undefined) throw settings.notUnderstood(unknown, flags.map(([name]) => name).join(', '))
  const active = flags.filter(([name]) => settings.flag(name, false)).map(([, mode]) => mode)
  return active.length > 0 ? active : ['mean']
}

function notUnderstood(path: string, what: string, wanted: string): ModelUnusableError {
  return new ModelUnusableError(`${path} has ${what}; only ${wanted} can be converted.`, supportedHint)
}
