import {Args, Flags} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'
import {count, ProgressLine} from '../../src/output/progress-line.js'
import type {ImportedIndex} from '../../src/transfer/import-index.js'

export default class IndexesImport extends BaseCommand {
  static override summary = 'Take in an index that another machine exported, with its model.'
  static override description =
    'Every byte is checked before anything is put in its place. A model that is here already is not written again.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> snomed.biolord',
    '<%= config.bin %> <%= command.id %> snomed.biolord --name snomed-2026 --replace',
  ]
  static override args = {
    file: Args.string({
      description: 'File that "indexes export" wrote.',
      ignoreStdin: true,
      name: 'FILE',
      required: true,
    }),
  }
  static override flags = {
    name: Flags.string({
      char: 'n',
      description: 'Name of the index. Default: the one it had.',
      helpValue: 'NAME',
    }),
    replace: Flags.boolean({default: false, description: 'Replace the index of this name.'}),
  }

  async run(): Promise<ImportedIndex> {
    const {args, flags} = await this.parse(IndexesImport)
    const {importIndex} = await import('../../src/transfer/import-index.js')
    const progress = new ProgressLine()
    let imported: ImportedIndex
    try {
      imported = await importIndex(args.file, {
        ...flags,
        onProgress: (phase, done, total) =>
          progress.show(`${phase} MB`, Math.ceil(done / 1e6), Math.ceil(total / 1e6)),
      })
    } finally {
      progress.clear()
    }
    const {index, manifest, model} = imported
    const {concepts, names} = manifest.counts
    this.note(`Imported the index ${index}: ${count(concepts)} concepts, ${count(names)} names.`)
    if (model.added) this.note(`Imported its model ${model.id} as ${model.name}.`)
    else if (model.name === undefined) {
      this.note(
        `Its model ${model.id} is not on this machine: get it with "biolord model import", or export again with --with-model.`,
      )
    }
    return imported
  }
}
