import {Args} from '@oclif/core'
import {conceptFilter, EncoderWhenNeeded, openChosenIndex, openEncoderOf} from '../src/adapters.js'
import {
  BaseCommand,
  badInputStatus,
  engineFlag,
  indexFlag,
  indexModelFlag,
  topFlag,
} from '../src/base-command.js'
import type {Document, LinkedMention} from '../src/domain/mention.js'
import {UsageError} from '../src/errors.js'
import {OutputFolder} from '../src/files/output-folder.js'
import {filterExpressions, filterFlags} from '../src/filter-flags.js'
import type {TermIndex} from '../src/index-store/term-index.js'
import type {BadLine, ReaderOptions, TableColumns} from '../src/input/document-reader.js'
import {type DocumentFormat, parseDocuments, recogniseFormat} from '../src/input/parse-documents.js'
import {parseIgnored} from '../src/input/parse-ignored.js'
import {readMentionList} from '../src/input/read-mention-list.js'
import {type InputText, namedInput, readParts} from '../src/input/read-text.js'
import {SkippedParts} from '../src/input/skipped-parts.js'
import {type LinkFlagValues, linkFlags} from '../src/link-flags.js'
import {linkDocuments} from '../src/linking/link-documents.js'
import {linkMentionList} from '../src/linking/link-mention-list.js'
import {type IgnoredEntry, Linking, type LinkSettings} from '../src/linking/linking.js'
import {defaultTextThreshold, defaultThreshold} from '../src/linking/mention-linker.js'
import type {TypeFilters} from '../src/linking/type-filters.js'
import {LinkingThreads} from '../src/linking-threads.js'
import {mappedAdder} from '../src/mapping/add-mapped.js'
import {openFormat} from '../src/output/link-formats.js'
import type {OutputContext} from '../src/output/link-writer.js'
import {openSummaryFormat} from '../src/output/open-summary-format.js'
import {optionalColumns} from '../src/output/optional-columns.js'
import {ProgressLine} from '../src/output/progress-line.js'
import {provenanceOf} from '../src/output/provenance.js'
import {type ConceptSummary, summarise} from '../src/output/summarise.js'
import {untoldOf} from '../src/output/untold-of.js'
import {type LinkedDocument, mentionsIn, writeToFolder, writeToStream} from '../src/output/write-links.js'

const defaultTop = 5

const whereMentionsAre =
  '--spans needs JSON Lines with "mentions", BRAT (NAME.ann beside NAME.txt), PubTator or BioC; --from says which it is.'

export default class Link extends BaseCommand {
  static override summary = 'Find the mentions of a text and link them to concepts.'
  static override description =
    `Reads plain text, JSON Lines documents with a "text" field, BRAT, PubTator or BioC from files or standard input. Prints a table on a \
terminal and tab-separated values in a pipe: doc, line, start, end, text, score, cosine, match, id, name, source, type. \
Offsets count UTF-16 units from 0, end exclusive. Nothing of the text leaves this process. docs/formats.md has the other \
formats: annotations for BRAT, PubTator and BioC, mappings for SSSOM and OMOP, FHIR, MetaMap's lines.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> notes.txt',
    '<%= config.bin %> <%= command.id %> notes/*.txt --index snomed --type disorder --format jsonl',
    '<%= config.bin %> <%= command.id %> notes.txt --descendants-of HP:0000707 --exclude type=finding',
    `<%= config.bin %> <%= command.id %> notes.txt --ecl '<< 64572001 |Disease| MINUS << 128139000'`,
    'cat note.txt | <%= config.bin %> <%= command.id %> --assertion | cut -f 5,9,10,13',
    '<%= config.bin %> <%= command.id %> --mentions problem-list.txt --top 3 --threshold 0 --format jsonl',
    '<%= config.bin %> <%= command.id %> --spans corpus/*.ann --format bioc-json > linked.json',
    '<%= config.bin %> <%= command.id %> notes.txt --map-to icd10cm',
    '<%= config.bin %> <%= command.id %> notes/*.txt --format brat --out annotated',
    '<%= config.bin %> <%= command.id %> note.txt --explain',
    '<%= config.bin %> <%= command.id %> note.txt --format html --overlap all > note.html',
    '<%= config.bin %> <%= command.id %> note.txt --summary',
    '<%= config.bin %> <%= command.id %> note.txt --format fhir > bundle.json',
    '<%= config.bin %> <%= command.id %> export/Condition.ndjson page.html',
    '<%= config.bin %> <%= command.id %> notes.csv --column note --id-column visit',
    '<%= config.bin %> <%= command.id %> --mentions labels.csv --column name',
    '<%= config.bin %> <%= command.id %> --mentions labels.txt --format sssom > labels.sssom.tsv',
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
    ...linkFlags,
    engine: engineFlag(),
    index: indexFlag,
    model: indexModelFlag,
    top: topFlag,
    ...filterFlags,
  }

  private readonly notedTypes = new Set<string>()

  async run(): Promise<LinkResult[]> {
    const {args, flags} = await this.parse(Link)
    const paths = this.inputPaths(args.files ?? [])
    const usual = flags.mentions || flags.spans ? defaultThreshold : defaultTextThreshold
    const threshold = flags.threshold === undefined ? usual : parseThreshold(flags.threshold)
    if (this.jsonEnabled() && flags.out !== undefined) {
      throw new UsageError(
        '--json prints one result and --out writes files.',
        'Choose one; --format jsonl --out DIR writes JSON Lines.',
      )
    }
    // oclif takes a flag with a default for one that was given
    if (flags['span-types'] && !flags.spans)
      throw new UsageError(
        '--span-types is of the mentions that the input marks.',
        'Add --spans, or leave it out.',
      )
    if (flags.mentions && flags.from !== undefined && flags.from !== 'text' && flags.from !== 'csv')
      throw new UsageError(
        `--mentions takes a line, or a cell of a table, for a mention, and --from says ${flags.from}.`,
        'Leave --from out; --spans links the mentions that such an input marks.',
      )
    if (flags.ignore === '-' && paths.includes('-'))
      throw new UsageError('Standard input is the text; --ignore cannot be it, too.', 'Give --ignore a file.')
    await using index = await openChosenIndex(flags.index, flags.engine)
    const addMapped = flags['map-to'] === undefined ? undefined : mappedAdder(index, flags['map-to'])
    const filter = await conceptFilter(index, filterExpressions(flags))
    await using encoder = new EncoderWhenNeeded(() => openEncoderOf(index, flags.model))
    if (flags.model !== undefined) await encoder.open() // another model is refused even where no vector is needed
    const {dense, explain, nil, overlap, section, sentence, spans} = flags
    const settings: LinkSettings = {
      dense,
      explain,
      filter,
      nil,
      overlap,
      section,
      sentence,
      spans,
      spanTypes: flags['span-types'],
      threshold,
      top: flags.top ?? defaultTop,
      alwaysSearch: flags.top !== undefined,
      language: flags.lang,
      ignored:
        flags.ignore === undefined ? undefined : await this.readIgnored(flags.ignore, index, flags.strict),
    }
    const linking = new Linking({index, encoder: encoder.open}, settings)
    const {engine, index: indexes, model} = flags
    const manifest = JSON.stringify(index.manifest)
    const start = {indexes, engine, model, manifest, settings}
    await using threads = new LinkingThreads(linking, start, flags.threads)
    return await this.linkInputs(paths, index, {linking, threads}, {...flags, addMapped})
  }

  /** @throws {InputError} When the file cannot be read. */
  private async readIgnored(path: string, index: TermIndex, strict: boolean): Promise<IgnoredEntry[]> {
    const ignored: IgnoredEntry[] = []
    for (const {id, line, text} of parseIgnored(await this.readMarked(path, strict))) {
      const concepts = id === undefined ? undefined : index.conceptNumbers(id)
      ignored.push({text, concepts})
      if (concepts?.length !== 0) continue
      this.note(`biolord: ${path}:${line}: skipped: the index has no concept ${id}.`)
      if (strict) process.exitCode = badInputStatus
    }
    return ignored
  }

  private inputPaths(paths: readonly string[]): readonly string[] {
    if (paths.length > 0) return paths
    if (process.stdin.isTTY) throw new UsageError('No FILE was given.', 'Name text files, or pipe a text in.')
    return ['-']
  }

  private async linkInputs(
    paths: readonly string[],
    index: TermIndex,
    linkers: Linkers,
    flags: LinkFlags,
  ): Promise<LinkResult[]> {
    const documents = this.withProgress(this.linkedDocuments(paths, linkers, flags), flags)
    if (this.jsonEnabled()) {
      if (flags.format) this.note(`biolord: --json says how to print; --format ${flags.format} is not used.`)
      const results: LinkResult[] = []
      for await (const document of documents) {
        const mentions: LinkedMention[] = []
        for await (const mention of mentionsIn(document, flags.offsets)) mentions.push(mention)
        for (const result of flags.summary ? summarise(mentions) : mentions) results.push(result)
      }
      return results
    }
    const format = flags.format ?? (process.stdout.isTTY && !flags.out ? 'table' : 'tsv')
    const open = flags.summary ? openSummaryFormat(format) : await openFormat(format)
    for (const line of untoldOf(format, {...flags, top: flags.top !== undefined}))
      this.note(`biolord: ${line}`)
    const context = this.outputContext(index, flags, paths.length > 1)
    if (flags.out === undefined) {
      await writeToStream(documents, open, context, (text) => this.write(text))
      return []
    }
    const folder = new OutputFolder(flags.out, flags.replace, paths)
    this.whenInterrupted(() => folder.abandon())
    await writeToFolder(documents, open, context, folder)
    if (folder.replaced > 0) this.note(`biolord: Files replaced in ${flags.out}: ${folder.replaced}.`)
    return []
  }

  private outputContext({manifest}: TermIndex, flags: LinkFlags, titles: boolean): OutputContext {
    const {assertion, explain: evidence, section, sentence} = flags
    const isAsked = {assertion, evidence, mapped: flags.addMapped !== undefined, section, sentence}
    return {
      provenance: provenanceOf(this.config.version, manifest),
      showProvenance: flags.provenance,
      header: flags.header,
      offsets: flags.offsets,
      columns: optionalColumns.filter((column) => isAsked[column]),
      titles,
      tableStyle: this.tableStyle,
    }
  }

  /** Shows on a terminal how many mentions are there, where they themselves do not show it. */
  private async *withProgress(
    documents: AsyncIterable<LinkedDocument>,
    {out}: LinkFlags,
  ): AsyncGenerator<LinkedDocument> {
    if (!process.stderr.isTTY || (process.stdout.isTTY && out === undefined)) return yield* documents
    const progress = new ProgressLine()
    let done = 0
    async function* counted(mentions: LinkedDocument['mentions']): AsyncGenerator<LinkedMention> {
      for await (const mention of mentions) {
        yield mention
        progress.show('linked mentions', ++done)
      }
    }
    try {
      for await (const document of documents) yield {...document, mentions: counted(document.mentions)}
    } finally {
      progress.clear()
    }
  }

  private async *linkedDocuments(
    paths: readonly string[],
    linkers: Linkers,
    flags: LinkFlags,
  ): AsyncGenerator<LinkedDocument> {
    const {threads} = linkers
    const linked = flags.mentions
      ? this.linkedLists(paths, threads, flags)
      : linkDocuments(this.documents(paths, linkers, flags), threads)
    for await (const document of linked)
      yield flags.addMapped ? {...document, mentions: flags.addMapped(document.mentions)} : document
  }

  private async *linkedLists(
    paths: readonly string[],
    threads: LinkingThreads,
    flags: LinkFlags,
  ): AsyncGenerator<LinkedDocument> {
    for await (const {format, input, reading, use} of this.inputs(paths, threads, flags)) {
      const list = await readMentionList(input, format, reading).catch((error) => this.complainOf(error))
      use.isSettled = true
      if (list === undefined) continue
      yield {
        document: list.document,
        mentions: linkMentionList(input.name, list.lines, threads),
        isList: true,
      }
    }
  }

  /** The documents of all inputs; with `--spans` those that mark mentions. */
  private async *documents(
    paths: readonly string[],
    {linking: {typeFilters}, threads}: Linkers,
    flags: LinkFlags,
  ): AsyncGenerator<Document> {
    for await (const {format, input, reading, use} of this.inputs(paths, threads, flags)) {
      let unmarked = 0
      try {
        for await (const document of parseDocuments(input, format, reading)) {
          use.isSettled = true
          if (typeFilters) this.noteUnknownTypes(document, typeFilters)
          if (!flags.spans || document.mentions) yield document
          else if (++unmarked === 1) this.complain(`${document.id} marks no mentions. ${whereMentionsAre}`)
        }
        if (unmarked > 1) this.note(`biolord: ${input.name}: ${unmarked - 1} more mark none.`)
      } catch (error) {
        use.isSettled = true
        this.complainOf(error)
      }
    }
  }

  /** Says once of each type of a marked mention that no concept has it, and so constrains nothing. */
  private noteUnknownTypes({id, mentions = []}: Document, typeFilters: TypeFilters): void {
    for (const {type} of mentions) {
      if (type === undefined || this.notedTypes.has(type)) continue
      this.notedTypes.add(type)
      if (!typeFilters.knows(type))
        this.note(
          `biolord: ${id}: no concept of the index is of the type ${type}: such mentions link to any.`,
        )
    }
  }

  /** The inputs, long ones in parts. */
  private async *inputs(
    paths: readonly string[],
    threads: LinkingThreads,
    flags: LinkFlags,
  ): AsyncGenerator<ReadInput> {
    const {strict} = flags
    const columns = columnsOf(flags)
    const readBeside = (path: string) => this.readMarked(path, strict)
    for (const path of paths) {
      const skipped = new SkippedParts(namedInput(path), (line) => this.note(line))
      const onBadLine = (bad: BadLine) => {
        skipped.add(bad)
        if (strict) process.exitCode = badInputStatus
      }
      const use = {isSettled: false}
      const reading = {onBadLine, readBeside, columns}
      let format = flags.from
      const formatOf = (start: InputText) => {
        const found = format ?? (columns ? 'csv' : recogniseFormat(start))
        format = flags.mentions && found !== 'csv' ? 'text' : found
        return format
      }
      const cutPlace = (start: InputText) => {
        const lines = flags.mentions ? 'line' : 'paragraph'
        const found = formatOf(start)
        return found === 'jsonl' ? 'line' : found === 'text' ? lines : undefined
      }
      try {
        for await (const input of this.readInParts(path, cutPlace, strict)) {
          threads.expect(input.text.length)
          yield {input, format: formatOf(input), reading, use}
        }
        skipped.end()
        if (skipped.count > 0 && !use.isSettled) this.complain(`Nothing of ${namedInput(path)} can be used.`)
      } catch (error) {
        skipped.end()
        this.complainOf(error)
      }
    }
  }

  private async *readInParts(
    path: string,
    cutPlace: Parameters<typeof readParts>[1],
    strict: boolean,
  ): AsyncGenerator<InputText> {
    let isTold = false
    for await (const input of readParts(path, cutPlace)) {
      if (input.damaged && !isTold) this.noteDamage(path)
      if (input.damaged && strict) process.exitCode = badInputStatus
      isTold ||= input.damaged
      yield input
    }
  }

  private async readMarked(path: string, strict: boolean): Promise<InputText> {
    const input = await this.readInput(path)
    if (input.damaged && strict) process.exitCode = badInputStatus
    return input
  }
}

/** Concepts with `--summary`, else mentions. */
type LinkResult = LinkedMention | ConceptSummary

/** An input, or a part of it. */
interface ReadInput {
  readonly input: InputText
  readonly format: DocumentFormat
  readonly reading: ReaderOptions
  /** Of all parts of the input: something was used, or it was told why nothing is. */
  readonly use: {isSettled: boolean}
}

/** Links in this thread, and in several. */
interface Linkers {
  readonly linking: Linking
  readonly threads: LinkingThreads
}

interface LinkFlags extends LinkFlagValues {
  readonly top?: number | undefined
  readonly addMapped?: ReturnType<typeof mappedAdder>
}

function columnsOf({column, from, 'id-column': id}: LinkFlags): TableColumns | undefined {
  if (column === undefined && id === undefined) return undefined
  if (from !== undefined && from !== 'csv')
    throw new UsageError(`--column is of tables, and --from says ${from}.`, 'Leave one of them out.')
  return {...(column !== undefined && {text: column}), ...(id !== undefined && {id})}
}

function parseThreshold(value: string): number {
  const threshold = Number(value)
  if (value.trim() === '' || !(threshold >= 0 && threshold <= 1)) {
    throw new UsageError(`--threshold ${value} is no score.`, 'Give a number from 0 to 1.')
  }
  return threshold
}
