import {join} from 'node:path'
import {Args} from '@oclif/core'
import {bulkEncoderOf, checkedBulkEncoder, defaultIndexName} from '../../src/adapters.js'
import {BaseCommand, badInputStatus} from '../../src/base-command.js'
import type {Synonym} from '../../src/domain/synonym.js'
import {UsageError} from '../../src/errors.js'
import {isDiskFull} from '../../src/files/disk-failure.js'
import {packagePath} from '../../src/files/package-root.js'
import {ScratchFolder} from '../../src/files/scratch-folder.js'
import {filtersOfUpdate} from '../../src/filters-of-update.js'
import {type IndexFlags, indexFlags} from '../../src/index-flags.js'
import type {PreviousIndex} from '../../src/index-store/previous-index.js'
import type {IndexManifest} from '../../src/index-store/term-index.js'
import {type BuildReport, buildIndex} from '../../src/indexing/build-index.js'
import {type BuildEstimate, estimateBuild} from '../../src/indexing/estimate-build.js'
import {addedSources, inputsOfUpdate, keptSources} from '../../src/indexing/inputs-of-update.js'
import {ProblemLog} from '../../src/indexing/problem-log.js'
import {parseSynonyms} from '../../src/input/parse-synonyms.js'
import {openOntologies} from '../../src/open-ontologies.js'
import {ProgressLine} from '../../src/output/progress-line.js'
import {estimateTable, estimateTsv, problemLines, reportLines} from '../../src/output/render-build.js'
import {readerOptions} from '../../src/reader-flags.js'
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
  static override flags = indexFlags

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
    const {builtIndexes, indexExists, indexFolder, recoverIndex} = await import(
      '../../src/index-store/index-home.js'
    )
    const {IndexBuilder} = await import('../../src/index-store/index-builder.js')
    const {PreviousIndex} = await import('../../src/index-store/previous-index.js')
    const {VectorCache} = await import('../../src/index-store/vector-cache.js')
    const {checkEngine, defaultEngine} = await import('../../src/index-store/engines.js')
    if (flags.update) await recoverIndex(name)
    const isThere = indexExists(name)
    if (isThere && !flags.replace && !flags.update && !flags.estimate) {
      throw new UsageError(
        `There is already an index named ${name}.`,
        'Add --update to bring it up to date, --replace to build it anew, or choose another name with --name.',
      )
    }
    const folder = indexFolder(name)
    using previous = flags.update && isThere ? await PreviousIndex.open(folder) : undefined
    const encoder = previous
      ? await bulkEncoderOf({manifest: previous.manifest, name}, flags)
      : await checkedBulkEncoder(flags.model, flags)
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

    if (flags.update && !previous) this.note(`There is no index named "${name}" yet: it is built.`)
    using scratch = flags.estimate ? new ScratchFolder() : undefined
    await using builder = await IndexBuilder.create(scratch ? join(scratch.path, name) : folder, {
      name,
      resumes: folder,
      report: this.problems.report,
      filters: filtersOfUpdate(flags, previous, previous ? keptSources(previous, ontologies.inputs) : []),
      synonyms: await this.synonymsOf(flags, previous),
      previous,
      others: builtIndexes(),
      cache: VectorCache.ofHome(),
    })
    const changes =
      flags.update && !flags.estimate
        ? new UpdateChanges(flags.changes, [...paths, ...(flags.synonyms ?? [])])
        : undefined
    this.whenInterrupted(() => {
      this.progress.clear()
      builder.abortNow()
      changes?.drop()
      scratch?.[Symbol.dispose]()
    })
    const options = {
      builder,
      encoder,
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
      for (const synonym of parseSynonyms(await this.readInput(path), this.problems.report))
        synonyms.push(synonym)
    }
    return synonyms
  }
}

function sourcePaths(given: readonly string[], demo: boolean): readonly string[] {
  if (demo && given.length > 0) throw new UsageError('--demo takes no SOURCE.', 'Leave out one of the two.')
  if (demo) return [packagePath('ontologies', 'demo.rf2')]
  if (given.length > 0) return given
  throw new UsageError(
    'No SOURCE was given.',
    'Name a release, or use --demo for the terminology that ships.',
  )
}
