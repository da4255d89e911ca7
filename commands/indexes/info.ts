import {Args} from '@oclif/core'
import {nameModel, openChosenIndex} from '../../src/adapters.js'
import {BaseCommand} from '../../src/base-command.js'
import type {IndexManifest} from '../../src/index-store/term-index.js'
import {count} from '../../src/output/progress-line.js'

export default class IndexesInfo extends BaseCommand {
  static override summary = 'Say what an index holds: sources, releases, model, counts, files.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> snomed --json',
  ]
  static override args = {
    index: Args.string({
      description: 'Name or folder. Default: as for link.',
      ignoreStdin: true,
      name: 'NAME|DIR',
    }),
  }

  async run(): Promise<IndexManifest> {
    const {args} = await this.parse(IndexesInfo)
    await using index = await openChosenIndex(args.index === undefined ? undefined : [args.index])
    const {counts, engine, files, filters, model, sources, toolVersion} = index.manifest
    const lines = [
      `name         ${index.name}`,
      `model        ${nameModel(model)}, ${model.dimensions} dimensions`,
      `engine       ${engine}`,
      `built with   biolord ${toolVersion}`,
      `concepts     ${count(counts.concepts)}`,
      `names        ${count(counts.names)}`,
      `definitions  ${count(counts.definitions)}`,
      `texts        ${count(counts.texts)}`,
      ...sources.map(
        ({code, counts: own, format, release}) =>
          `source       ${code}: ${format}${release ? `, ${release}` : ''}, ${count(own.concepts)} concepts, ${count(own.names)} names`,
      ),
      ...(filters?.include ?? []).map((expression) => `included     ${expression}`),
      ...(filters?.exclude ?? []).map((expression) => `excluded     ${expression}`),
      ...(filters
        ? [`left out     ${count(filters.leftOut.concepts)} concepts, ${count(filters.leftOut.names)} names`]
        : []),
      ...Object.entries(files).map(
        ([name, {bytes}]) => `file         ${name}, ${(bytes / 1e6).toFixed(1)} MB`,
      ),
    ]
    await this.write(`${lines.join('\n')}\n`)
    return index.manifest
  }
}
