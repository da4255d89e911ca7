import {Args, Flags} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'
import {ProgressLine} from '../../src/output/progress-line.js'
import type {ExportedIndex} from '../../src/transfer/export-index.js'

export default class IndexesExport extends BaseCommand {
  static override summary = 'Write an index and its model into one file, for a machine without network.'
  static override description =
    `The file is a zip, not compressed, which "biolord indexes import" takes in. The model is in it, but for the one that \
ships with biolord and is on every machine. It holds the texts of the terminology and falls under its licence.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> snomed snomed.biolord',
    '<%= config.bin %> <%= command.id %> snomed /media/stick/snomed.biolord --no-model --replace',
  ]
  static override args = {
    index: Args.string({
      description: 'Name or folder of the index.',
      ignoreStdin: true,
      name: 'NAME|DIR',
      required: true,
    }),
    file: Args.string({description: 'File to write.', ignoreStdin: true, name: 'FILE', required: true}),
  }
  static override flags = {
    'no-model': Flags.boolean({
      default: false,
      description: 'Leave the model out; the other machine must have it.',
      exclusive: ['with-model'],
    }),
    'with-model': Flags.boolean({
      default: false,
      description: 'Put the model in, also the one that ships: for another version of biolord.',
    }),
    replace: Flags.boolean({default: false, description: 'Replace the file if it is there.'}),
  }

  async run(): Promise<ExportedIndex> {
    const {args, flags} = await this.parse(IndexesExport)
    const [{resolveIndex}, {exportIndex}] = await Promise.all([
      import('../../src/index-store/index-home.js'),
      import('../../src/transfer/export-index.js'),
    ])
    const progress = new ProgressLine()
    let exported: ExportedIndex
    try {
      exported = await exportIndex(resolveIndex(args.index), args.file, {
        model: flags['no-model'] ? 'without' : flags['with-model'] ? 'with' : 'auto',
        replace: flags.replace,
        toolVersion: this.config.version,
        onProgress: (done, total) =>
          progress.show('packing MB', Math.ceil(done / 1e6), Math.ceil(total / 1e6)),
      })
    } finally {
      progress.clear()
    }
    const {bytes, index, model} = exported
    const size = `${(bytes / 1e6).toFixed(1)} MB`
    this.note(
      `Exported the index ${index} ${model.included ? 'with' : 'without'} its model ${model.id}: ${size}.`,
    )
    if (!model.included && !flags['no-model']) {
      this.note(
        'The model ships with biolord. Add --with-model if the other machine has another version of it.',
      )
    }
    this.note(`Copy ${args.file} and take it in with "biolord indexes import".`)
    return exported
  }
}
