import {Args, Flags} from '@oclif/core'
import type {ReaderOptions} from '../../ontologies/reader.js'
import {defaultIndexName, openBulkEncoder, openOntologies} from '../../src/adapters.js'
import {BaseCommand, badInputStatus, modelFlag, precisionFlag} from '../../src/base-command.js'
import {UsageError} from '../../src/errors.js'
import {packagePath} from '../../src/files/package-root.js'
import {buildFilterFlags, filterExpressions} from '../../src/filter-flags.js'
import type {IndexManifest} from '../../src/index-store/term-index.js'
import {buildIndex} from '../../src/indexing/build-index.js'
import {ProblemLog} from '../../src/indexing/problem-log.js'
import {count, ProgressLine} from '../../src/output/progress-line.js'
import {readerFlags, readerOptions} from '../../src/reader-flags.js'

const demoName = 'demo'

export default class Index extends BaseCommand {
  static override summary = 'Build an index from one or more terminology releases.'
  static override description =
    `Reads SNOMED CT RF2 (a folder, a nested release folder or a zip) and OBO (plain or .gz); the format is \
recognised by content. The index is written beside its place and renamed when whole: a build that is stopped leaves \
what was there before.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> snomed.rf2',
    '<%= config.bin %> <%= command.id %> hp.obo.gz doid.obo.gz --name phenotypes',
    '<%= config.bin %> <%= command.id %> SnomedCT_InternationalRF2_PRODUCTION_20260101T120000Z.zip --name snomed --replace',
    '<%= config.bin %> <%= command.id %> hp.obo.gz --include descendants-of=HP:0000118 --exclude descendants-of=HP:0000707',
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
    demo: Flags.boolean({
      description: 'Build the small terminology that ships with biolord.',
      default: false,
    }),
    engine: Flags.option({
      description:
        'Graph to build for the vectors; exact builds none. Default: usearch where it is installed.',
      options: ['hnswlib', 'usearch', 'exact'] as const,
    })(),
    model: modelFlag,
    name: Flags.string({
      char: 'n',
      description: 'Name of the index. Default: from the first source.',
      helpValue: 'NAME',
    }),
    precision: precisionFlag(),
    replace: Flags.boolean({description: 'Replace the index of this name.', default: false}),
    source: Flags.string({
      description: 'Source code of the concepts. Default: from the release.',
      helpValue: 'CODE',
    }),
    strict: Flags.boolean({description: 'End with status 3 when rows were skipped.', default: false}),
    threads: Flags.integer({description: 'Threads that encode. Default: one a core.', min: 1, max: 256}),
    ...buildFilterFlags,
    ...readerFlags,
  }

  async run(): Promise<IndexManifest> {
    const {args, flags} = await this.parse(Index)
    const given = args.sources ?? []
    const paths = flags.demo ? [packagePath('ontologies', 'demo.rf2')] : given
    if (flags.demo && given.length > 0)
      throw new UsageError('--demo takes no SOURCE.', 'Leave out one of the two.')
    if (paths.length === 0) {
      throw new UsageError(
        'No SOURCE was given.',
        'Name a release, or use --demo for the terminology that ships.',
      )
    }
    const code = flags.source ?? (flags.demo ? demoName : undefined)
    const name = flags.name ?? (flags.demo ? demoName : defaultIndexName(paths[0] as string))
    const asked = {code: code?.toLowerCase(), from: flags.from, options: readerOptions(flags)}
    return this.build(paths, name, asked, flags)
  }

  private async build(
    paths: readonly string[],
    name: string,
    asked: {code?: string; from?: string; options: ReaderOptions},
    flags: {
      engine?: IndexManifest['engine']
      exclude?: string[]
      include?: string[]
      model?: string
      precision?: 'fp32' | 'int8'
      replace: boolean
      strict: boolean
      threads?: number
    },
  ): Promise<IndexManifest> {
    const {indexExists, indexFolder} = await import('../../src/index-store/index-home.js')
    const {IndexBuilder} = await import('../../src/index-store/index-builder.js')
    const {checkEngine, defaultEngine} = await import('../../src/index-store/engines.js')
    if (indexExists(name) && !flags.replace) {
      throw new UsageError(
        `There is already an index named ${name}.`,
        'Add --replace, or choose another name with --name.',
      )
    }
    const engine = flags.engine ?? (await defaultEngine())
    await checkEngine(engine)

    const problems = new ProblemLog()
    const progress = new ProgressLine()
    const started = performance.now()
    await using ontologies = await openOntologies(paths, asked, problems)
    for (const {description} of ontologies.inputs) for (const note of description.notes ?? []) this.note(note)

    await using builder = await IndexBuilder.create(indexFolder(name), {
      name,
      report: problems.report,
      filters: filterExpressions({include: flags.include, exclude: flags.exclude}),
    })
    this.whenInterrupted(() => {
      progress.clear()
      builder.abortNow()
    })
    try {
      const manifest = await buildIndex({
        builder,
        encoder: () => openBulkEncoder(flags.model, flags),
        engine,
        inputs: ontologies.inputs,
        onProgress: (phase, done, total) => progress.show(phase, done, total),
        toolVersion: this.config.version,
      })
      progress.clear()
      this.tellProblems(problems)
      const seconds = (performance.now() - started) / 1000
      const {concepts, definitions, names} = manifest.counts
      this.note(
        `Indexed ${count(concepts)} concepts, ${count(names)} names and ${count(definitions)} definitions as "${name}" in ${seconds.toFixed(1)} s.`,
      )
      const leftOut = manifest.filters?.leftOut
      if (leftOut) {
        this.note(`Left out by filters: ${count(leftOut.concepts)} concepts, ${count(leftOut.names)} names.`)
      }
      if (problems.skipped > 0 && flags.strict) process.exitCode = badInputStatus
      return manifest
    } catch (error) {
      progress.clear()
      this.tellProblems(problems)
      throw error
    }
  }

  private tellProblems(problems: ProblemLog): void {
    for (const {count: times, examples, kind, severity} of problems.all) {
      this.note(`${severity === 'skipped' ? 'Skipped' : 'Warning'}: ${kind}, ${count(times)} ×`)
      for (const {at, message} of examples) this.note(`  ${at.file}:${at.line}: ${message}`)
      if (times > examples.length) this.note(`  … and ${count(times - examples.length)} more`)
    }
  }
}
