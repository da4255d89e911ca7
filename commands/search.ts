import {Args, Flags} from '@oclif/core'
import {conceptFilter, EncoderWhenNeeded, openChosenIndex, openEncoderOf} from '../src/adapters.js'
import {BaseCommand, engineFlag, indexFlag, indexModelFlag, topFlag} from '../src/base-command.js'
import type {FoundConcept} from '../src/domain/mention.js'
import {UsageError} from '../src/errors.js'
import {filterExpressions, filterFlags} from '../src/filter-flags.js'
import type {ConceptFilter, TermIndex} from '../src/index-store/term-index.js'
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
    '<%= config.bin %> <%= command.id %> fracture neck fem --words',
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
    words: Flags.boolean({
      description: 'Find names that hold all words of the query, the last as a prefix; loads no encoder.',
      exclusive: ['engine', 'model'],
    }),
    ...filterFlags,
  }

  async run(): Promise<readonly FoundConcept[]> {
    const {args, flags} = await this.parse(Search)
    const query = args.query.join(' ')
    if (query.trim() === '') throw new UsageError('The query is empty.', 'Give some words to search for.')
    await using index = await openChosenIndex(flags.index, flags.engine)
    const filter = await conceptFilter(index, filterExpressions(flags))
    const top = flags.top ?? defaultTop
    const found = flags.words
      ? conceptsWithWords(index, query, top, filter)
      : await nearestConcepts(index, query, top, flags.model, filter)
    const format = flags.format ?? (process.stdout.isTTY ? 'table' : 'tsv')
    if (format === 'table') await this.write(searchTable(found, this.tableStyle))
    else if (format === 'tsv') await this.write(found.map(searchTsv).join(''))
    else await this.write(found.map((concept) => `${JSON.stringify(concept)}\n`).join(''))
    if (found.length === 0) this.note('No concept was found.')
    return found
  }
}

async function nearestConcepts(
  index: TermIndex,
  query: string,
  top: number,
  model: string | undefined,
  filter: ConceptFilter | undefined,
): Promise<readonly FoundConcept[]> {
  await using encoder = new EncoderWhenNeeded(() => openEncoderOf(index, model))
  const linker = new MentionLinker({
    alwaysSearch: true,
    encoder: encoder.open,
    filter,
    index,
    thorough: true,
    threshold: 0,
    top,
  })
  return (await linker.link([query]))[0]?.candidates ?? []
}

function conceptsWithWords(
  index: TermIndex,
  query: string,
  top: number,
  filter: ConceptFilter | undefined,
): FoundConcept[] {
  return index.termsWithWords(query, top, filter).map(({concept, term}) => {
    const {id, name, source} = index.concept(concept)
    return {id, name, term, source, score: null, cosine: null}
  })
}
