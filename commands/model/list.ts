import type {ModelEntry} from '../../models/model-home.js'
import {BaseCommand} from '../../src/base-command.js'
import {renderTable} from '../../src/output/table.js'
import {tsvLine} from '../../src/output/tsv.js'

/** An entry as `--json` has it. */
type ListedModel = ModelEntry & {readonly default: boolean}

export default class ModelList extends BaseCommand {
  static override summary = 'List the encoders on this machine.'
  static override description =
    'In a pipe: name, id, dimensions, precisions, languages, bytes, "default" where it stands for a missing --model, folder.'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<readonly ListedModel[]> {
    await this.parse(ModelList)
    const {defaultModel, listModels} = await import('../../models/model-home.js')
    const chosen = defaultModel()
    const entries = listModels().map((entry) => ({...entry, default: entry.name === chosen}))
    await this.write(process.stdout.isTTY ? this.table(entries) : entries.map(line).join(''))
    return entries
  }

  private table(entries: readonly ListedModel[]): string {
    return renderTable(
      [
        {title: 'name', flex: 1},
        {title: 'dimensions', align: 'right'},
        {title: 'precision'},
        {title: 'languages', flex: 0.5},
        {title: 'MB', align: 'right'},
        {title: '', flex: 1},
      ],
      entries.map(({bytes, damage, default: chosen, manifest, name}) => [
        name,
        manifest?.dimensions.toString() ?? '',
        manifest ? Object.keys(manifest.graphs).join(', ') : '',
        manifest?.languages.join(', ') ?? '',
        (bytes / 1e6).toFixed(1),
        damage ? `damaged: ${damage}` : chosen ? 'default' : '',
      ]),
      this.tableStyle,
    )
  }
}

function line({bytes, default: chosen, folder, manifest, name}: ListedModel): string {
  return tsvLine([
    name,
    manifest?.id,
    manifest?.dimensions,
    manifest && Object.keys(manifest.graphs).join(','),
    manifest?.languages.join(','),
    bytes,
    chosen ? 'default' : '',
    folder,
  ])
}
