import {Args, Flags} from '@oclif/core'
import {checkSource, openChosenIndex} from '../src/adapters.js'
import {BaseCommand, indexFlag} from '../src/base-command.js'
import {splitLines} from '../src/domain/split-lines.js'
import {UsageError} from '../src/errors.js'
import type {TermIndex} from '../src/index-store/term-index.js'
import {ConceptMapper} from '../src/mapping/concept-mapper.js'
import {
  type MappedConcept,
  mappingTable,
  mappingTsv,
  mappingTsvColumns,
} from '../src/output/render-mappings.js'
import {tsvLine} from '../src/output/tsv.js'

export default class ConceptMapCommand extends BaseCommand {
  static override summary = 'Translate concepts into another vocabulary.'
  static override description =
    `Follows the cross-maps of the index: maps and cross-references of the concept, those that lead to it from the other \
vocabulary where that is in the index too, and, for an id that is no longer used, those of what replaced it. A code of a \
vocabulary that only cross-maps speak of is translated back into the concepts of the index. Columns in a pipe: concept, \
id, name, source, relation, group, priority, rule, advice, via, inverse. Targets of one group are alternatives, tried in \
the order of priority. Finding nothing is no error.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> 22298006 --to icd10',
    '<%= config.bin %> <%= command.id %> HP:0001250 --to umls --format jsonl',
    '<%= config.bin %> <%= command.id %> ICD10CM:I21.9 --to snomed',
    'cut -f 1 codes.tsv | <%= config.bin %> <%= command.id %> - --to icd10cm > mapped.tsv',
  ]
  static override args = {
    concepts: Args.string({
      description: 'Ids of concepts; "-" for one a line on standard input.',
      ignoreStdin: true,
      multiple: true,
      name: 'CONCEPT...',
      required: true,
    }),
  }
  static override flags = {
    format: Flags.option({
      char: 'f',
      description: 'Default: table on a terminal, tsv in a pipe.',
      options: ['table', 'tsv', 'jsonl'] as const,
    })(),
    header: Flags.boolean({
      default: false,
      description: 'Print the names of the columns before tab-separated values.',
    }),
    index: indexFlag,
    source: Flags.string({
      description: 'Source of the concepts, where an id is in several.',
      helpValue: 'CODE',
    }),
    to: Flags.string({
      char: 't',
      description: 'Vocabulary to map to: icd10cm, snomed, mesh … Default: all that the concept leads to.',
      helpValue: 'SOURCE',
    }),
  }

  async run(): Promise<readonly MappedConcept[]> {
    const {args, flags} = await this.parse(ConceptMapCommand)
    await using index = await openChosenIndex(flags.index)
    await checkSource(index, flags.source)
    const mapper = new ConceptMapper(index, flags.to)
    const format = flags.format ?? (process.stdout.isTTY ? 'table' : 'tsv')
    if (format === 'tsv' && flags.header) await this.write(tsvLine(mappingTsvColumns))
    const all: MappedConcept[] = []
    for (const id of await this.idsOf(args.concepts)) {
      const mapped = mapOne(id, index, mapper, flags.source)
      if (mapped === undefined) this.note(`The index ${index.name} has no concept ${id}, nor a map to it.`)
      else if (mapped.length === 0) this.note(`${id} has no map${flags.to ? ` to ${flags.to}` : ''}.`)
      for (const one of mapped ?? []) {
        if (format === 'table' || this.jsonEnabled()) all.push(one)
        else await this.write(format === 'tsv' ? mappingTsv(one) : `${JSON.stringify(one)}\n`)
      }
    }
    if (format === 'table') await this.write(mappingTable(all, this.tableStyle))
    return all
  }

  private async idsOf(given: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = []
    for (const one of given) {
      if (one !== '-') ids.push(one.trim())
      else for (const {lineText} of splitLines((await this.readInput('-')).text)) ids.push(lineText.trim())
    }
    const named = ids.filter((id) => id !== '')
    if (named.length === 0 && !given.includes('-'))
      throw new UsageError('No CONCEPT was given.', 'Name ids, or pipe one a line in.')
    return named
  }
}

/** @returns `undefined` when neither a concept nor a map of the index knows the id. */
function mapOne(
  id: string,
  index: TermIndex,
  mapper: ConceptMapper,
  source: string | undefined,
): MappedConcept[] | undefined {
  const numbers = index.conceptNumbers(id, source)
  if (numbers.length === 0) {
    const found = mapper.conceptsOf(id)
    return found.length > 0 ? found.map((mapping) => ({concept: {id}, ...mapping})) : undefined
  }
  return numbers.flatMap((number) => {
    const {id: own, name, source: its} = index.concept(number)
    return mapper.mappingsOf(number).map((mapping) => ({concept: {id: own, name, source: its}, ...mapping}))
  })
}
