import {Args, Flags} from '@oclif/core'
import type {Encoder} from '../models/encoder.js'
import {conceptFilter, openChosenIndex, openEncoderOf} from '../src/adapters.js'
import {
  BaseCommand,
  badInputStatus,
  engineFlag,
  indexFlag,
  indexModelFlag,
  topFlag,
} from '../src/base-command.js'
import {type Language, languages} from '../src/domain/language.js'
import type {LinkedMention, MappedTarget} from '../src/domain/mention.js'
import {splitLines} from '../src/domain/split-lines.js'
import {InputError, UsageError} from '../src/errors.js'
import {filterExpressions, filterFlags} from '../src/filter-flags.js'
import type {ConceptFilter, TermIndex} from '../src/index-store/term-index.js'
import {parseDocuments} from '../src/input/parse-documents.js'
import type {InputText} from '../src/input/read-text.js'
import {linkDocument} from '../src/linking/link-document.js'
import {linkMentionList} from '../src/linking/link-mention-list.js'
import {defaultTextThreshold, defaultThreshold, MentionLinker} from '../src/linking/mention-linker.js'
import {ConceptMapper} from '../src/mapping/concept-mapper.js'
import {offsetConverter, offsetUnits} from '../src/output/offsets.js'
import {linkTable, linkTsv, linkTsvColumns} from '../src/output/render-links.js'
import {tsvLine} from '../src/output/tsv.js'

const defaultTop = 5

export default class Link extends BaseCommand {
  static override summary = 'Find the mentions of a text and link them to concepts.'
  static override description =
    `Reads plain text (or JSON Lines documents with a "text" field) from files or standard input. Prints a table on a \
terminal and tab-separated values in a pipe: doc, line, start, end, text, score, cosine, match, id, name, source, type. \
Offsets count UTF-16 units from 0, end exclusive. Nothing of the text leaves this process.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> notes.txt',
    '<%= config.bin %> <%= command.id %> notes/*.txt --index snomed --type disorder --format jsonl',
    '<%= config.bin %> <%= command.id %> notes.txt --descendants-of HP:0000707 --exclude type=finding',
    `<%= config.bin %> <%= command.id %> notes.txt --ecl '<< 64572001 |Disease| MINUS << 128139000'`,
    'cat note.txt | <%= config.bin %> <%= command.id %> | cut -f 5,9,10',
    '<%= config.bin %> <%= command.id %> --mentions problem-list.txt --top 3 --threshold 0',
    '<%= config.bin %> <%= command.id %> notes.txt --map-to icd10cm',
  ]
  static override args = {
    files: Args.string({
      description: 'Texts; "-" for standard input.',
      ignoreStdin: true,
      multiple: true,
      name: 'FILE...',
    }),
  }
  static override flags = {
    dense: Flags.boolean({
      allowNo: true,
      default: true,
      description:
        'In free text, look for mentions that no dictionary holds, too (one vector for each stretch tried).',
    }),
    engine: engineFlag(),
    format: Flags.option({
      char: 'f',
      description: 'Default: table on a terminal, tsv in a pipe.',
      options: ['table', 'tsv', 'jsonl'] as const,
    })(),
    from: Flags.option({
      description: 'Kind of input. Default: recognised.',
      options: ['text', 'jsonl'] as const,
    })(),
    header: Flags.boolean({
      default: false,
      description: 'Print the names of the columns before tab-separated values.',
    }),
    index: indexFlag,
    'map-to': Flags.string({
      description:
        'Say what each concept is in this vocabulary, too (icd10cm): "mapped" in jsonl, a last column in tsv.',
      helpValue: 'SOURCE',
    }),
    model: indexModelFlag,
    mentions: Flags.boolean({
      default: false,
      description: 'Every line of the input is one mention; every line gives one result.',
    }),
    nil: Flags.boolean({
      default: false,
      description: 'In free text, print mentions without a good enough concept too.',
    }),
    offsets: Flags.option({
      default: 'utf16' as const,
      description: 'Unit of start and end.',
      options: offsetUnits,
    })(),
    lang: Flags.option({
      description: 'Language of the text, for what it says of a mention. Default: recognised per document.',
      options: languages,
    })(),
    section: Flags.boolean({
      default: false,
      description: 'Say the kind of section that each mention stands in (jsonl).',
    }),
    sentence: Flags.boolean({
      default: false,
      description: 'Say where the sentence of each mention starts and ends (jsonl).',
    }),
    strict: Flags.boolean({
      default: false,
      description: 'End with status 3 when an input line was skipped or damaged.',
    }),
    threshold: Flags.string({
      description: `Least score of a link, 0 to 1; 0 always links. Default: ${defaultThreshold} with --mentions, \
${defaultTextThreshold} in free text.`,
      helpValue: 'X',
    }),
    top: topFlag,
    ...filterFlags,
  }

  async run(): Promise<LinkedMention[]> {
    const {args, flags} = await this.parse(Link)
    const paths = this.inputPaths(args.files ?? [])
    const usual = flags.mentions ? defaultThreshold : defaultTextThreshold
    const threshold = flags.threshold === undefined ? usual : parseThreshold(flags.threshold)
    await using index = await openChosenIndex(flags.index, flags.engine)
    const addMapped = flags['map-to'] === undefined ? undefined : mappedAdder(index, flags['map-to'])
    const filter = await conceptFilter(index, filterExpressions(flags))
    let opened: Promise<Encoder> | undefined
    const encoder = () => (opened ??= openEncoderOf(index, flags.model))
    if (flags.model !== undefined) await encoder() // another model is refused even where no vector is needed
    const linker = new MentionLinker({
      index,
      encoder,
      filter,
      threshold,
      top: flags.top ?? defaultTop,
      alwaysSearch: flags.top !== undefined,
    })
    try {
      return await this.linkInputs(paths, index, linker, filter, {...flags, addMapped})
    } finally {
      await (await opened)?.[Symbol.asyncDispose]()
    }
  }

  private inputPaths(paths: readonly string[]): readonly string[] {
    if (paths.length > 0) return paths
    if (process.stdin.isTTY) throw new UsageError('No FILE was given.', 'Name text files, or pipe a text in.')
    return ['-']
  }

  private async linkInputs(
    paths: readonly string[],
    index: TermIndex,
    linker: MentionLinker,
    filter: ConceptFilter | undefined,
    flags: LinkFlags,
  ): Promise<LinkedMention[]> {
    const results: LinkedMention[] = []
    const format = flags.format ?? (process.stdout.isTTY ? 'table' : 'tsv')
    if (format === 'tsv' && flags.header)
      await this.write(tsvLine([...linkTsvColumns, ...(flags.addMapped ? ['mapped'] : [])]))
    for (const path of paths) {
      const input = await this.readOrComplain(path, flags.strict)
      if (!input) continue
      for (const {mentions, title} of this.linkInput(input, index, linker, filter, flags)) {
        const table: LinkedMention[] = []
        for await (const found of mentions) {
          const mention = flags.addMapped?.(found) ?? found
          if (this.jsonEnabled()) results.push(mention)
          else if (format === 'table') table.push(mention)
          else await this.write(format === 'tsv' ? linkTsv(mention) : `${JSON.stringify(mention)}\n`)
        }
        if (format === 'table') await this.writeTable(table, paths.length > 1 ? title : undefined)
      }
    }
    return results
  }

  /** The mentions of each document of an input, in the unit of `--offsets`. */
  private *linkInput(
    input: InputText,
    index: TermIndex,
    linker: MentionLinker,
    filter: ConceptFilter | undefined,
    flags: LinkFlags,
  ): Generator<{title: string; mentions: AsyncIterable<LinkedMention>}> {
    const {dense, from, lang: language, mentions, nil, offsets, section, sentence, strict} = flags
    if (mentions) {
      const lines = splitLines(input.text.replace(/^\uFEFF/u, ''))
      yield {
        title: input.name,
        mentions: convertMentionOffsets(linkMentionList(input.name, lines, linker), offsets),
      }
      return
    }
    const documents = parseDocuments(input, from, ({line, name, reason}) => {
      this.note(`biolord: ${name}:${line}: skipped: ${reason}.`)
      if (strict) process.exitCode = badInputStatus
    })
    for (const document of documents) {
      const linked = linkDocument(document, {index, linker, filter, dense, nil, language, section, sentence})
      yield {title: document.id, mentions: convertOffsets(linked, offsetConverter(document.text, offsets))}
    }
  }

  private async readOrComplain(path: string, strict: boolean): Promise<InputText | undefined> {
    try {
      const input = await this.readInput(path)
      if (input.damaged && strict) process.exitCode = badInputStatus
      return input
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      this.complain(`${error.message} ${error.suggestions[0] ?? ''}`)
      return undefined
    }
  }

  private async writeTable(mentions: readonly LinkedMention[], title: string | undefined): Promise<void> {
    if (title !== undefined) await this.write(`${title}\n`)
    await this.write(linkTable(mentions, this.tableStyle) || 'No mention was linked.\n')
    if (title !== undefined) await this.write('\n')
  }
}

interface LinkFlags {
  readonly addMapped?: (mention: LinkedMention) => LinkedMention
  readonly dense: boolean
  readonly format?: 'table' | 'tsv' | 'jsonl'
  readonly from?: 'text' | 'jsonl'
  readonly header: boolean
  readonly lang?: Language
  readonly mentions: boolean
  readonly nil: boolean
  readonly offsets: (typeof offsetUnits)[number]
  readonly section: boolean
  readonly sentence: boolean
  readonly strict: boolean
}

/** Adds the targets of each concept in a vocabulary; the same concepts come again and again, so they are remembered. */
function mappedAdder(index: TermIndex, vocabulary: string): (mention: LinkedMention) => LinkedMention {
  const mapper = new ConceptMapper(index, vocabulary)
  const known = new Map<string, readonly MappedTarget[]>()
  return (mention) => {
    if (mention.concept === null) return {...mention, mapped: []}
    const {id, source} = mention.concept
    const key = `${source}\t${id}`
    let mapped = known.get(key)
    if (mapped === undefined) {
      mapped = index.conceptNumbers(id, source).flatMap((number) => mapper.mappingsOf(number))
      known.set(key, mapped)
    }
    return {...mention, mapped}
  }
}

async function* convertOffsets(
  mentions: AsyncIterable<LinkedMention>,
  convert: (offset: number) => number,
): AsyncGenerator<LinkedMention> {
  for await (const mention of mentions)
    yield {
      ...mention,
      start: convert(mention.start),
      end: convert(mention.end),
      ...(mention.sentence && {
        sentence: {start: convert(mention.sentence.start), end: convert(mention.sentence.end)},
      }),
    }
}

async function* convertMentionOffsets(
  mentions: AsyncIterable<LinkedMention>,
  unit: LinkFlags['offsets'],
): AsyncGenerator<LinkedMention> {
  for await (const mention of mentions)
    yield {...mention, end: offsetConverter(mention.text, unit)(mention.end)}
}

function parseThreshold(value: string): number {
  const threshold = Number(value)
  if (value.trim() === '' || !(threshold >= 0 && threshold <= 1)) {
    throw new UsageError(`--threshold ${value} is no score.`, 'Give a number from 0 to 1.')
  }
  return threshold
}
