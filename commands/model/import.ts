import {Args} from '@oclif/core'
import type {ModelManifest} from '../../models/model-manifest.js'
import {ImportCommand, importFlags} from '../../src/import-command.js'

export default class ModelImport extends ImportCommand {
  static override summary = 'Make an encoder of a model folder of sentence-transformers or transformers.'
  static override description =
    `Reads a folder as it lies on the Hugging Face Hub or in its cache: config.json, model.safetensors (one or several), \
tokenizer.json, and modules.json where there is one. Nothing is sent or fetched, and the folder is only read.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> ~/Downloads/BioLORD-2023-M',
    '<%= config.bin %> <%= command.id %> SapBERT-from-PubMedBERT-fulltext --pooling cls --name sapbert',
    '<%= config.bin %> <%= command.id %> BioLORD-2023-M --precision both --index snomed',
  ]
  static override args = {
    folder: Args.string({
      description: 'The folder of the model.',
      ignoreStdin: true,
      name: 'FOLDER',
      required: true,
    }),
  }
  static override flags = importFlags

  async run(): Promise<ModelManifest> {
    const {args, flags} = await this.parse(ModelImport)
    const {describeSource} = await import('../../models/source/describe-source.js')
    const source = describeSource(args.folder)
    const name = await this.chooseName(flags.name, source.name, flags.replace)
    return this.importFolder(args.folder, name, source, flags)
  }
}
