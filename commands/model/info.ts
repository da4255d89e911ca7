import {Args} from '@oclif/core'
import type {EncoderSpeed} from '../../models/measure-speed.js'
import type {GraphFiles, ModelManifest, Precision} from '../../models/model-manifest.js'
import {BaseCommand} from '../../src/base-command.js'
import {count} from '../../src/output/progress-line.js'

/** What `--json` prints. */
interface ModelInfo {
  readonly name: string
  readonly folder: string
  readonly manifest: ModelManifest
  /** Measured now, by precision. */
  readonly speed: Readonly<Partial<Record<Precision, EncoderSpeed>>>
}

export default class ModelInfoCommand extends BaseCommand {
  static override summary =
    'Say what an encoder is: size, languages, licence, precision, speed on this machine.'
  static override description = 'Measuring the speed takes some seconds.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> BioLORD-2023-M --json',
  ]
  static override args = {
    model: Args.string({
      description: 'Name or folder. Default: as for sim.',
      ignoreStdin: true,
      name: 'NAME|DIR',
    }),
  }

  async run(): Promise<ModelInfo> {
    const {args} = await this.parse(ModelInfoCommand)
    const [{resolveModel}, {readModelManifest}, {measureSpeed}] = await Promise.all([
      import('../../models/model-home.js'),
      import('../../models/model-folder.js'),
      import('../../models/measure-speed.js'),
    ])
    const {folder, name} = resolveModel(args.model)
    const manifest = readModelManifest(folder)
    await this.write(description(name, folder, manifest))
    const speed: Partial<Record<Precision, EncoderSpeed>> = {}
    for (const precision of Object.keys(manifest.graphs) as Precision[]) {
      const measured = await measureSpeed(folder, precision)
      speed[precision] = measured
      await this.write(variant(precision, manifest, measured))
    }
    return {name, folder, manifest, speed}
  }
}

function description(name: string, folder: string, manifest: ModelManifest): string {
  const {
    dimensions,
    files,
    id,
    languages,
    licence,
    maxTokens,
    origin,
    parameters,
    pooling,
    prompt,
    revision,
  } = manifest
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0)
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['name', name],
    ['id', id],
    ['origin', origin],
    ['revision', revision],
    ['licence', licence],
    ['languages', languages.join(', ') || 'not said'],
    ['parameters', parameters === undefined ? undefined : `${(parameters / 1e6).toFixed(1)} million`],
    ['dimensions', `${dimensions}`],
    ['pooling', pooling],
    ['prompt', prompt && JSON.stringify(prompt)],
    ['length', `${maxTokens} tokens at most`],
    ['on disk', `${(bytes / 1e6).toFixed(1)} MB in ${folder}`],
  ]
  return lines.map(([key, value]) => (value ? `${key.padEnd(12)} ${value}\n` : '')).join('')
}

function variant(precision: Precision, manifest: ModelManifest, speed: EncoderSpeed): string {
  const {cosineToFp32, sameNearest} = manifest.graphs[precision] as GraphFiles
  const parts = [
    manifest.preferred === precision && Object.keys(manifest.graphs).length > 1 && 'used by default',
    cosineToFp32 && `cosine to fp32 ${cosineToFp32.mean} on average, ${cosineToFp32.smallest} at least`,
    sameNearest &&
      `nearest name the same for ${(100 * sameNearest.share).toFixed(1)} % of ${count(sameNearest.names)}`,
    `opens in ${speed.openMs.toFixed(0)} ms`,
    `${count(Math.round(speed.textsPerSecond))} texts/s on ${speed.threads} threads`,
  ]
  return `${precision.padEnd(12)} ${parts.filter(Boolean).join('; ')}\n`
}
