import {Args} from '@oclif/core'
import {BaseCommand} from '../../src/base-command.js'
import {count} from '../../src/output/progress-line.js'

export default class IndexesRemove extends BaseCommand {
  static override summary = 'Remove an index from this machine.'
  static override description =
    'The vectors that no other index holds stay in the cache (see "indexes cache"), so that building it again is quick.'
  static override examples = ['<%= config.bin %> <%= command.id %> demo']
  static override args = {
    name: Args.string({description: 'Name of the index.', ignoreStdin: true, name: 'NAME', required: true}),
  }

  async run(): Promise<{removed: string; kept: number}> {
    const {args} = await this.parse(IndexesRemove)
    const {removeIndex} = await import('../../src/index-store/index-home.js')
    const kept = await removeIndex(args.name)
    this.note(`Removed the index ${args.name}.`)
    if (kept > 0) {
      this.note(
        `The vectors of ${count(kept)} texts are kept for later builds; "biolord indexes cache --clear" removes them.`,
      )
    }
    return {removed: args.name, kept}
  }
}
