import {Args} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'

export default class ModelUse extends BaseCommand {
  static override summary = 'Choose the encoder that commands use when none is named.'
  static override description =
    'An index keeps the encoder that it was built with; "open-mini" goes back to the one that ships.'
  static override examples = ['<%= config.bin %> <%= command.id %> BioLORD-2023-M']
  static override args = {
    name: Args.string({description: 'Name of the model.', ignoreStdin: true, name: 'NAME', required: true}),
  }

  async run(): Promise<{model: string}> {
    const {args} = await this.parse(ModelUse)
    const {useModel} = await import('../../models/model-home.js')
    const model = useModel(args.name)
    this.note(`Commands now use the model ${model}.`)
    return {model}
  }
}
