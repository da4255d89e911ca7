import {Args, Flags, type Interfaces} from '@oclif/core'
import {defaultIndexName, openBulkEncoder, openBulkEncoderOf} from '../../src/adapters.js'
import {BaseCommand, badInputStatus, modelFlag, precisionFlag} from '../../src/base-command.js'
import type {Synonym} from '../../src/domain/synonym.js'
import {UsageError} from '../../src/errors.js'
import {isDiskFull} from '../../src/files/disk-failure.js'
import {packagePath} from '../../src/files/package-root.js'
import {buildFilterFlags, filterExpressions} from '../../src/filter-flags.js'
import type {PreviousIndex} from '../../src/index-store/previous-index.js'
import type {FilterExpressions, IndexManifest} from '../../src/index-store/term-index.js'
import {type BuildReport, buildIndex} from '../../src/indexing/build-index.js'
import {type BuildEstimate, estimateBuild} from '../../src/indexing/estimate-build.js'
import {addedSources, inputsOfUpdate, keptSources} from '../../src/indexing/inputs-of-update.js'
import {ProblemLog} from '../../src/indexing/problem-log.js'
import {parseSynonyms} from '../../src/input/parse-synonyms.js'
import {openOntologies} from '../../src/open-ontologies.js'
import {ProgressLine} from '../../src/output/progress-line.js'
import {estimateTable, estimateTsv, problemLines, reportLines} from '../../src/output/render-build.js'
import {readerFlags, readerOptions} from '../../src/reader-flags.js'
import {UpdateChanges} from '../../src/update-changes.js'

const demoName = 'demo'

export default class Index extends BaseCommand {
  static override summary = 'Build an index from one or more terminology releases.'
  static override description =
    `Takes files, folders and zips, gzipped or not; the format is recognised by content (docs/terminologies.md lists \
them). The index is written beside its place and renamed when whole: a build that is stopped leaves what was there before, \
and the next one of that name takes over what was encoded. An update reads a new release of a source, keeps the other \
sources of the index, its filters and your synonyms, and encodes only texts that are new.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> snomed.rf2',
    '<%= config.bin %> <%= command.id %> hp.obo.gz doid.obo.gz --name phenotypes',
    '<%= config.bin %> <%= command.id %> SnomedCT_InternationalRF2_PRODUCTION_20260101T120000Z.zip --name snomed --update --changes changes.tsv',
    '<%= config.bin %> <%= command.id %> snomed.rf2 --name findings --include descendants-of=404684003 --synonyms ours.tsv',
    '<%= config.bin %> <%= command.id %> META --sab SNOMEDCT_US --sab ICD10CM --lat ENG --estimate',
    '<%= config.bin %> <%= command.id %> --demo',
  ]
  static override args = {
    sources: Args.string({
      description: 'Releases: files, folders, zips.',
      ignoreStdin: true,
      multiple: true,
      name: 'SOURCE...',
    }),
  }
  static override flags = {
    changes: Flags.string({
      description:
        'Write what the update changed to this file (- for standard output), tab-separated: added, retired, renamed or moved; source; id; before; after.',
      helpValue: 'FILE|-',
    }),
    demo: Flags.boolean({
      description: 'Build the small terminology that ships with biolord.',
      default: false,
    }),
    engine: Flags.option({
      description:
        'Graph to build for the vectors; exact builds none. Default: usearch where it is installed.',
      options: ['hnswlib', 'usearch', 'exact'] as const,
    })(),
    estimate: Flags.boolean({
      default: false,
      description: 'Only say how many names there are and what time, disk and memory the build will take.',
    }),
    model: modelFlag,
    name: Flags.string({
      char: 'n',
      description: 'Name of the index. Default: from the first source.',
      helpValue: 'NAME',
    }),
    precision: precisionFlag(),
    replace: Flags.boolean({
      description: 'Replace the index of this name.',
      default: false,
      exclusive: ['update'],
    }),
    source: Flags.string({
      description: 'Source code of the concepts. Default: from the release.',
      helpValue: 'CODE',
    }),
    strict: Flags.boolean({description: 'End with status 3 when rows were skipped.', default: false}),
    synonyms: Flags.string({
      description:
        'Names of your own: a file with an id, a tab and a name a line; repeatable. Updates keep them until others are given.',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'no-synonyms': Flags.boolean({
      default: false,
      description: 'Let an update drop the names that you gave before.',
      exclusive: ['synonyms'],
    }),
    threads: Flags.integer({description: 'Threads that encode. Default: one a core.', min: 1, max: 256}),
    update: Flags.boolean({
      default: false,
      description:
        'Update the index of this name with new releases, or add sources to it; builds it where there is none.',
    }),
    ...buildFilterFlags,
    ...readerFlags,
  }

  private readonly problems = new ProblemLog()
  private readonly progress = new ProgressLine()

  async run(): Promise<(IndexManifest & {report: BuildReport}) | BuildEstimate> {
    const {args, flags} = await this.parse(Index)
    if (flags.changes !== undefined && !flags.update) {
      throw new UsageError('--changes tells what an update changed.', 'Add --update, or leave --changes out.')
    }
    const paths = sourcePaths(args.sources ?? [], flags.demo)
    const name = flags.name ?? (flags.demo ? demoName : defaultIndexName(paths[0] as string))
    try {
      return await this.build(paths, name, flags)
    } finally {
      this.progress.clear()
    }
  }

  private async build(
    paths: readonly string[],
    name: string,
    flags: IndexFlags,
  ): Promise<(IndexManifest & {report: BuildReport}) | BuildEstimate> {
    const {indexExists, indexFolder} = await import('../../src/index-store/index-home.js')
    const {IndexBuilder} = await import('../../src/index-store/index-builder.js')
    const {PreviousIndex} = await import('../../src/index-store/previous-index.js')
    const {checkEngine, defaultEngine} = await import('../../src/index-store/engines.js')
    const isThere = indexExists(name)
    if (isThere && !flags.replace && !flags.update && !flags.estimate) {
      throw new UsageError(
        `There is already an index named ${name}.`,
        'Add --update to bring it up to date, --replace to build it anew, or choose another name with --name.',
      )
    }
    const folder = indexFolder(name)
    using previous = flags.update && isThere ? await PreviousIndex.open(folder) : undefined
    const engine = flags.engine ?? previous?.manifest.engine ?? (await defaultEngine())
    await checkEngine(engine)
    const code = (flags.source ?? (flags.demo ? demoName : undefined))?.toLowerCase()
    const asked = {
      code,
      from: flags.from,
      options: readerOptions(flags),
      previous,
      onNote: (sentence: string) => this.note(sentence),
    }
    await using ontologies = await openOntologies(paths, asked, this.problems)
    for (const {description} of ontologies.inputs) for (const note of description.notes ?? []) this.note(note)
    const inputs = previous ? inputsOfUpdate(previous, ontologies.inputs) : ontologies.inputs
    for (const added of previous ? addedSources(previous, ontologies.inputs) : []) {
      this.note(
        `${added} is new to the index ${name} and is added to its sources; --source says which one is meant.`,
      )
    }

    await using builder = await IndexBuilder.create(folder, {
      name,
      report: this.problems.report,
      filters: filtersOf(flags, previous, () => keptSources(previous as PreviousIndex, ontologies.inputs)),
      synonyms: await this.synonymsOf(flags, previous),
      previous,
    })
    const changes = flags.update && !flags.estimate ? new UpdateChanges(flags.changes) : undefined
    this.whenInterrupted(() => {
      this.progress.clear()
      builder.abortNow()
      changes?.drop()
    })
    const options = {
      builder,
      encoder: () =>
        previous
          ? openBulkEncoderOf(previous.manifest.model, flags.model, flags)
          : openBulkEncoder(flags.model, flags),
      engine,
      inputs,
      onProgress: this.progress.show.bind(this.progress),
    }
    try {
      if (flags.estimate) return await this.estimate(await estimateBuild(options))
      const {manifest, report} = await buildIndex({
        ...options,
        onJoined: () => changes && builder.changesFromPrevious((change) => changes.take(change)),
        toolVersion: this.config.version,
      })
      this.progress.clear()
      for (const line of problemLines(this.problems.all)) this.note(line)
      for (const line of reportLines(name, manifest, report)) this.note(line)
      if (changes) {
        if (previous) this.note(changes.summary)
        await changes.finish((text) => this.write(text))
      }
      if (this.problems.skipped > 0 && flags.strict) process.exitCode = badInputStatus
      return {...manifest, report}
    } catch (error) {
      if (isDiskFull(error)) builder.abortNow({keepVectors: false})
      this.progress.clear()
      for (const line of problemLines(this.problems.all)) this.note(line)
      throw error
    } finally {
      changes?.drop()
    }
  }

  private async estimate(estimate: BuildEstimate): Promise<BuildEstimate> {
    this.progress.clear()
    for (const line of problemLines(this.problems.all)) this.note(line)
    const isTable = process.stdout.isTTY
    await this.write(isTable ? estimateTable(estimate, this.tableStyle) : estimateTsv(estimate))
    return estimate
  }

  /** Names that are given now replace those that were given before. */
  private async synonymsOf(flags: IndexFlags, previous: PreviousIndex | undefined): Promise<Synonym[]> {
    if (flags.synonyms === undefined) return flags['no-synonyms'] ? [] : (previous?.synonyms() ?? [])
    const synonyms: Synonym[] = []
    for (const path of flags.synonyms) {
      synonyms.push(...parseSynonyms(await this.readInput(path), this.problems.report))
    }
    return synonyms
  }
}

type IndexFlags = Interfaces.InferredFlags<typeof Index.flags>

function sourcePaths(given: readonly string[], demo: boolean): readonly string[] {
  if (demo && given.length > 0) throw new UsageError('--demo takes no SOURCE.', 'Leave out one of the two.')
  if (demo) return [packagePath('ontologies', 'demo.rf2')]
  if (given.length > 0) return given
  throw new UsageError(
    'No SOURCE was given.',
    'Name a release, or use --demo for the terminology that ships.',
  )
}

/**
 * The filters of an update are those of before: of the sources that it keeps, the index has no more than they let in.
 *
 * @param kept - Codes of these sources.
 */
function filtersOf(
  flags: IndexFlags,
  previous: PreviousIndex | undefined,
  kept: () => readonly string[],
): FilterExpressions {
  const given = filterExpressions({include: flags.include, exclude: flags.exclude})
  if (!previous) return given
  const {exclude = [], include = []} = previous.manifest.filters ?? {}
  const before = {include, exclude}
  if (given.include.length + given.exclude.length === 0) return before
  const isSame = JSON.stringify(given) === JSON.stringify(before)
  if (!isSame && kept().length > 0) {
    throw new UsageError(
      `Other filters than those of the index need all its sources; ${kept().join(', ')} is not among those given.`,
      'Give releases of all sources, or leave the filters out to keep those of the index.',
    )
  }
  return given
}
