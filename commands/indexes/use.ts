import {Args} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'

export default class IndexesUse extends BaseCommand {
  static override summary = 'Choose the index that commands use when none is named.'
  static override examples = ['<%= config.bin %> <%= command.id %> snomed']
  static override args = {
    name: Args.string({description: 'Name of the index.', ignoreStdin: true, name: 'NAME', required: true}),
  }

  async run(): Promise<{index: string}> {
    const {args} = await this.parse(IndexesUse)
    const {useIndex} = await import('../../src/index-store/index-home.js')
    useIndex(args.name)
    this.note(`Commands now use the index ${args.name}.`)
    return {index: args.name}
  }
}
