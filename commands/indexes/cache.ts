import {Flags} from '@oclif/core'
import {nameModel} from '../../src/adapters.js'
import {BaseCommand} from '../../src/base-command.js'
import type {CachedVectors} from '../../src/index-store/vector-cache.js'
import {count} from '../../src/output/progress-line.js'
import {renderTable} from '../../src/output/table.js'
import {tsvLine} from '../../src/output/tsv.js'

export default class IndexesCache extends BaseCommand {
  static override summary = 'Show or remove the vectors that are kept for later builds.'
  static override description =
    `What a removed or replaced index held and no other index does: vectors of names and \
definitions by the hashes of their texts, no texts and nothing of what was linked. A build takes them over instead of encoding \
again. BIOLORD_VECTOR_CACHE_MB limits them (4000 unless it is set; 0 keeps none); what was not used for longest goes first.

In a pipe: model, precision, dimensions, vectors, bytes, when last used, folder.`
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --clear',
  ]
  static override flags = {
    clear: Flags.boolean({default: false, description: 'Remove all of them.'}),
  }

  async run(): Promise<readonly CachedVectors[]> {
    const {flags} = await this.parse(IndexesCache)
    const {VectorCache} = await import('../../src/index-store/vector-cache.js')
    if (flags.clear) {
      await VectorCache.withLimit(0).clear()
      this.note('The cache is empty.')
      return []
    }
    const cache = VectorCache.ofHome()
    const entries = cache.entries()
    await this.write(process.stdout.isTTY ? this.table(entries) : entries.map(line).join(''))
    this.note(
      `The cache takes ${(cache.bytes / 1e6).toFixed(1)} of at most ${count(Math.round(cache.limit / 1e6))} MB.`,
    )
    return entries
  }

  private table(entries: readonly CachedVectors[]): string {
    if (entries.length === 0) return ''
    return renderTable(
      [
        {title: 'model', flex: 1},
        {title: 'vectors', align: 'right'},
        {title: 'MB', align: 'right'},
        {title: 'last used'},
      ],
      entries.map(({bytes, model, shape, usedAt}) => [
        nameModel(model),
        count(shape.rows),
        (bytes / 1e6).toFixed(1),
        usedAt.toISOString().slice(0, 10),
      ]),
      this.tableStyle,
    )
  }
}

function line({bytes, folder, model, shape, usedAt}: CachedVectors): string {
  return tsvLine([
    model.id,
    model.precision,
    shape.dimensions,
    shape.rows,
    bytes,
    usedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    folder,
  ])
}
