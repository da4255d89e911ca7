import {Args} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'

export default class ModelRemove extends BaseCommand {
  static override summary = 'Remove an encoder from this machine.'
  static override description =
    'Indexes that were built with it can then only be used where every mention is a name of theirs. What "model pull" keeps in the Hugging Face cache stays there.'
  static override examples = ['<%= config.bin %> <%= command.id %> BioLORD-2023-S']
  static override args = {
    name: Args.string({description: 'Name of the model.', ignoreStdin: true, name: 'NAME', required: true}),
  }

  async run(): Promise<{removed: string}> {
    const {args} = await this.parse(ModelRemove)
    const {removeModel} = await import('../../models/model-home.js')
    removeModel(args.name)
    this.note(`Removed the model ${args.name}.`)
    return {removed: args.name}
  }
}
