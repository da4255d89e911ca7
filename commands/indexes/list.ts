import {BaseCommand} from '../../src/base-command.js'
import type {IndexEntry} from '../../src/index-store/index-home.js'
import {count} from '../../src/output/progress-line.js'
import {renderTable} from '../../src/output/table.js'
import {tsvLine} from '../../src/output/tsv.js'

export default class IndexesList extends BaseCommand {
  static override summary = 'List the indexes on this machine.'
  static override description =
    'In a pipe: name, concepts, names, model, engine, bytes, "default" where it stands for a missing --index, folder.'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<readonly IndexEntry[]> {
    await this.parse(IndexesList)
    const {defaultIndex, listIndexes} = await import('../../src/index-store/index-home.js')
    const {VectorCache} = await import('../../src/index-store/vector-cache.js')
    const entries = listIndexes()
    const chosen = defaultIndex()
    if (entries.length === 0) this.note('No index has been built yet. Build one with "biolord index SOURCE".')
    await this.write(
      process.stdout.isTTY
        ? this.table(entries, chosen)
        : entries
            .map(({bytes, folder, manifest, name}) =>
              tsvLine([
                name,
                manifest?.counts.concepts,
                manifest?.counts.names,
                manifest?.model.id,
                manifest?.engine,
                bytes,
                name === chosen ? 'default' : '',
                folder,
              ]),
            )
            .join(''),
    )
    const kept = VectorCache.withLimit(0).bytes
    if (kept > 0)
      this.note(
        `Vectors kept for later builds take ${(kept / 1e6).toFixed(1)} MB more (biolord indexes cache).`,
      )
    return entries
  }

  private table(entries: readonly IndexEntry[], chosen: string | undefined): string {
    return renderTable(
      [
        {title: 'name', flex: 1},
        {title: 'concepts', align: 'right'},
        {title: 'names', align: 'right'},
        {title: 'model', flex: 0.7},
        {title: 'engine'},
        {title: 'MB', align: 'right'},
        {title: '', flex: 1},
      ],
      entries.map(({bytes, damage, manifest, name}) => [
        name,
        manifest ? count(manifest.counts.concepts) : '',
        manifest ? count(manifest.counts.names) : '',
        manifest?.model.id ?? '',
        manifest?.engine ?? '',
        (bytes / 1e6).toFixed(1),
        damage ? `damaged: ${damage}` : name === chosen ? 'default' : '',
      ]),
      this.tableStyle,
    )
  }
}
