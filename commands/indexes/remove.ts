import {Args} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'

export default class IndexesRemove extends BaseCommand {
  static override summary = 'Remove an index from this machine.'
  static override examples = ['<%= config.bin %> <%= command.id %> demo']
  static override args = {
    name: Args.string({description: 'Name of the index.', ignoreStdin: true, name: 'NAME', required: true}),
  }

  async run(): Promise<{removed: string}> {
    const {args} = await this.parse(IndexesRemove)
    const {removeIndex} = await import('../../src/index-store/index-home.js')
    await removeIndex(args.name)
    this.note(`Removed the index ${args.name}.`)
    return {removed: args.name}
  }
}
