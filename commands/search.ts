import {Args, Flags} from '@oclif/core'
import type {Encoder} from '../models/encoder.js'
import {conceptFilter, openChosenIndex, openEncoderOf} from '../src/adapters.js'
import {BaseCommand, engineFlag, indexFlag, indexModelFlag, topFlag} from '../src/base-command.js'
import type {Candidate} from '../src/domain/mention.js'
import {UsageError} from '../src/errors.js'
import {filterExpressions, filterFlags} from '../src/filter-flags.js'
import {MentionLinker} from '../src/linking/mention-linker.js'
import {searchTable, searchTsv} from '../src/output/render-search.js'

const defaultTop = 10

export default class Search extends BaseCommand {
  static override summary = 'List the concepts nearest to a query.'
  static override description =
    `Prints a table on a terminal and tab-separated values in a pipe: score, cosine, id, name, term (the name that was \
found), source.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> "water on the knee"',
    '<%= config.bin %> <%= command.id %> "heart attack" --top 3 --type disorder --format jsonl',
    '<%= config.bin %> <%= command.id %> seizure --descendants-of HP:0000707 --language en',
  ]
  static override args = {
    query: Args.string({
      description: 'A name, a phrase, a sentence.',
      ignoreStdin: true,
      multiple: true,
      name: 'QUERY...',
      required: true,
    }),
  }
  static override flags = {
    engine: engineFlag(),
    format: Flags.option({
      char: 'f',
      description: 'Default: table on a terminal, tsv in a pipe.',
      options: ['table', 'tsv', 'jsonl'] as const,
    })(),
    index: indexFlag,
    model: indexModelFlag,
    top: topFlag,
    ...filterFlags,
  }

  async run(): Promise<readonly Candidate[]> {
    const {args, flags} = await this.parse(Search)
    const query = args.query.join(' ')
    if (query.trim() === '') throw new UsageError('The query is empty.', 'Give some words to search for.')
    await using index = await openChosenIndex(flags.index, flags.engine)
    let opened: Encoder | undefined
    const linker = new MentionLinker({
      alwaysSearch: true,
      encoder: async () => (opened ??= await openEncoderOf(index, flags.model)),
      filter: await conceptFilter(index, filterExpressions(flags)),
      index,
      threshold: 0,
      top: flags.top ?? defaultTop,
    })
    let candidates: readonly Candidate[]
    try {
      candidates = (await linker.link([query], 'given'))[0]?.candidates ?? []
    } finally {
      await opened?.[Symbol.asyncDispose]()
    }
    const format = flags.format ?? (process.stdout.isTTY ? 'table' : 'tsv')
    if (format === 'table') await this.write(searchTable(candidates, this.tableStyle))
    else if (format === 'tsv') await this.write(candidates.map(searchTsv).join(''))
    else await this.write(candidates.map((candidate) => `${JSON.stringify(candidate)}\n`).join(''))
    if (candidates.length === 0) this.note('No concept was found.')
    return candidates
  }
}
