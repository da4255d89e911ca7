import {Flags} from '@oclif/core'
import type {ConversionStep} from '../models/convert-model.js'
import type {GraphFiles, ModelManifest} from '../models/model-manifest.js'
import {type PoolingMode, poolingModes} from '../models/onnx/pooling.js'
import type {SourceDescription} from '../models/source/describe-source.js'
import {openChosenIndex} from './adapters.js'
import {BaseCommand} from './base-command.js'
import {UsageError} from './errors.js'
import {count, ProgressLine} from './output/progress-line.js'

/** Flags of the commands that add a model. */
export const importFlags = {
  index: Flags.string({
    char: 'i',
    description:
      'Compare int8 with fp32 over the names of this index too: how often is the nearest name the same?',
    helpValue: 'NAME|DIR',
  }),
  name: Flags.string({
    char: 'n',
    description: 'Name of the model. Default: that of the folder or repository.',
    helpValue: 'NAME',
  }),
  onnx: Flags.boolean({
    default: false,
    description:
      'Take onnx/model.onnx of the folder instead of its weights, in fp32; it is compared with the weights where they are there.',
  }),
  pooling: Flags.option({
    description:
      'How one vector is made of the token vectors; only for models that do not say it themselves.',
    options: poolingModes,
  })(),
  precision: Flags.option({
    default: 'int8' as const,
    description: 'What to keep. int8 keeps fp32 beside it where the mean cosine of the two is below .99.',
    options: ['int8', 'fp32', 'both'] as const,
  })(),
  replace: Flags.boolean({description: 'Replace the model of this name.', default: false}),
}

/** Values of {@link importFlags}. */
interface ImportFlags {
  readonly index?: string
  readonly name?: string
  readonly onnx: boolean
  readonly pooling?: PoolingMode
  readonly precision: 'int8' | 'fp32' | 'both'
  readonly replace: boolean
}

/** Names of an index over which two precisions are compared: enough for a share to the nearest percent. */
const comparedNames = 1000

const steps: Readonly<Record<ConversionStep, string>> = {
  weights: 'writing the weights',
  calibration: 'calibrating',
  int8: 'writing int8',
  comparison: 'comparing with fp32',
}

/** Shared by the commands that add a model. */
export abstract class ImportCommand extends BaseCommand {
  /**
   * @returns The name that the model will have.
   * @throws {UsageError} When it is not allowed, or taken.
   */
  protected async chooseName(
    given: string | undefined,
    suggested: string,
    replace: boolean,
  ): Promise<string> {
    const {modelExists} = await import('../models/model-home.js')
    const name =
      given ??
      suggested
        .replace(/[^\w.-]+/g, '-')
        .replace(/^\.+/, '')
        .slice(0, 64)
    if (modelExists(name) && !replace) {
      throw new UsageError(
        `There is already a model named ${name}.`,
        'Add --replace, or choose another name with --name.',
      )
    }
    return name
  }

  /** Converts a folder and tells what came of it. */
  protected async importFolder(
    folder: string,
    name: string,
    source: SourceDescription,
    {index, onnx, pooling, precision}: ImportFlags,
  ): Promise<ModelManifest> {
    const [{convertModel}, {smallestMeanCosine}, {modelFolder}, {FileVerifier}] = await Promise.all([
      import('../models/convert-model.js'),
      import('../models/quantisation/measure-loss.js'),
      import('../models/model-home.js'),
      import('./files/checksum.js'),
    ])
    const names = index === undefined ? undefined : await namesOf(index)
    const progress = new ProgressLine()
    const started = performance.now()
    const target = modelFolder(name)
    let manifest: ModelManifest
    try {
      manifest = await convertModel(folder, target, {
        ...source,
        precision,
        pooling,
        foreignGraph: onnx,
        names,
        onStep: (step) =>
          progress.show(steps[step], Object.keys(steps).indexOf(step), Object.keys(steps).length),
      })
    } finally {
      progress.clear()
    }
    // or the first command that uses the model would read all of it once more
    new FileVerifier().remember(target, manifest.files)
    const seconds = (performance.now() - started) / 1000
    this.tell(name, manifest, seconds)
    if (precision === 'int8' && manifest.graphs.fp32 && manifest.graphs.int8) {
      this.note(
        `int8 loses much of this model (mean cosine below ${smallestMeanCosine}): fp32 was kept beside it and is used unless --precision int8 is given.`,
      )
    }
    this.note(`Use it with --model ${name}, or by default after "biolord model use ${name}".`)
    return manifest
  }

  private tell(name: string, manifest: ModelManifest, seconds: number): void {
    const {dimensions, files, graphs, parameters} = manifest
    const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0)
    const weights = parameters === undefined ? '' : `${(parameters / 1e6).toFixed(1)} million parameters, `
    const size = `${weights}${dimensions} dimensions, ${(bytes / 1e6).toFixed(1)} MB`
    this.note(
      `Imported the model ${name} (${Object.keys(graphs).join(', ')}): ${size}, in ${seconds.toFixed(1)} s.`,
    )
    if (graphs.fp32?.differenceToWeights !== undefined) {
      this.note(
        `The vectors of onnx/model.onnx differ from those of the weights by at most ${graphs.fp32.differenceToWeights}.`,
      )
    }
    const {cosineToFp32, sameNearest} = graphs.int8 ?? ({} as Partial<GraphFiles>)
    if (cosineToFp32) {
      this.note(
        `Cosine of int8 to fp32: ${cosineToFp32.mean} on average, ${cosineToFp32.smallest} at least, over the calibration texts.`,
      )
    }
    if (sameNearest) {
      this.note(
        `The nearest other name is the same for ${(100 * sameNearest.share).toFixed(1)} % of ${count(sameNearest.names)} names.`,
      )
    }
  }
}

/** Names spread evenly over an index. */
async function namesOf(asked: string): Promise<string[]> {
  await using index = await openChosenIndex([asked])
  const {texts} = index.manifest.counts
  const step = Math.max(1, texts / comparedNames)
  const rows: number[] = []
  for (let row = 0; row < texts; row += step) rows.push(Math.floor(row))
  return index.termsOfTexts(rows).flatMap((hits) => {
    const name = hits.find(({scope}) => scope !== 'definition')
    return name === undefined ? [] : [name.term]
  })
}
