import {Args} from '@oclif/core'
import {
  conceptFilter,
  EncoderWhenNeeded,
  nameModel,
  openChosenIndex,
  openEncoder,
  openEncoderOf,
} from '../src/adapters.js'
import {BaseCommand, badInputStatus, engineFlag, indexFlag, indexModelFlag} from '../src/base-command.js'
import type {RatedPair} from '../src/domain/rated-pair.js'
import {UsageError} from '../src/errors.js'
import {chooseGold, noAnnotations} from '../src/evaluation/choose-gold.js'
import {chooseTasks} from '../src/evaluation/choose-tasks.js'
import {compareRuns, type TaskComparison} from '../src/evaluation/compare-runs.js'
import {evaluateDocuments} from '../src/evaluation/evaluate-documents.js'
import {evaluatePairs} from '../src/evaluation/evaluate-pairs.js'
import {parseRun} from '../src/evaluation/parse-run.js'
import type {TaskReport} from '../src/evaluation/report.js'
import type {RunHeader} from '../src/evaluation/run-records.js'
import {EvaluationFiles} from '../src/evaluation-files.js'
import {evaluationFlags} from '../src/evaluation-flags.js'
import {filterExpressions, filterFlags} from '../src/filter-flags.js'
import {goldFiles} from '../src/input/gold-files.js'
import type {DocumentFormat} from '../src/input/parse-documents.js'
import {type Gold, parseGold} from '../src/input/parse-gold.js'
import {SkippedParts} from '../src/input/skipped-parts.js'
import {ProgressLine} from '../src/output/progress-line.js'
import {
  comparisonTable,
  comparisonTsv,
  comparisonTsvColumns,
  runLine,
} from '../src/output/render-comparison.js'
import {evaluationTables, evaluationTsv, evaluationTsvColumns} from '../src/output/render-evaluation.js'
import {tsvLine} from '../src/output/tsv.js'

/** Candidates listed: accuracy@10 needs ten. */
const top = 10

const samples = 1000

/** Flags that pairs of texts have no use for. */
const onlyDocuments = ['by', 'drop-concepts', 'errors', 'gold-type', 'plot', 'threshold'] as const

/** Samples of two runs: the least p that can be told is one in as many. */
const comparedSamples = 2000

/** What `eval` answers under `--json`. */
interface Evaluation {
  readonly gold: string
  readonly index?: string
  /** Gold concepts that were taken out of the index. */
  readonly dropped?: number
  readonly tasks: readonly TaskReport[]
  /** Lines of the gold that were skipped. */
  readonly skipped: number
  /** The most memory that the process held, in megabytes (10^6 bytes). */
  readonly peakMemoryMb: number
}

export default class Eval extends BaseCommand {
  static override summary = 'Measure links against annotations that people made.'
  static override description =
    `GOLD is annotated documents (JSON Lines with "text" and "mentions", BRAT, PubTator, BioC), a folder of BRAT, "id||name" lines, or a table of two texts and \
how alike they are. Prints accuracy@1, @5, @10 and MRR for gold mentions, precision, recall and F1 for whole text, \
calibration, Spearman's correlation for pairs, with 95 % bootstrap intervals; see docs/evaluation.md.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> gold.jsonl --index hpo',
    '<%= config.bin %> <%= command.id %> gold.jsonl --task text --threshold 0.5 --json',
    '<%= config.bin %> <%= command.id %> gold.jsonl --by length --errors errors.jsonl --plot curve.svg',
    '<%= config.bin %> <%= command.id %> gold.jsonl --no-dense --save b.jsonl && <%= config.bin %> <%= command.id %> --compare a.jsonl b.jsonl',
    '<%= config.bin %> <%= command.id %> CDR_DevelopmentSet.PubTator.txt --index mesh --gold-type Disease',
    '<%= config.bin %> <%= command.id %> pairs.csv --model open-mini',
  ]
  static override args = {
    gold: Args.string({
      description: 'Annotations; "-" for standard input.',
      ignoreStdin: true,
      name: 'GOLD',
    }),
  }
  static override flags = {
    engine: engineFlag(),
    index: indexFlag,
    model: indexModelFlag,
    ...evaluationFlags,
    ...filterFlags,
  }

  private skipped = 0

  async run(): Promise<Evaluation | Comparison> {
    const {args, flags} = await this.parse(Eval)
    if (flags.compare) {
      if (args.gold !== undefined)
        throw new UsageError(
          `--compare takes saved runs, and ${args.gold} would not be looked at.`,
          'Leave it out.',
        )
      return this.compare(flags.compare, flags)
    }
    if (args.gold === undefined)
      throw new UsageError('No GOLD was given.', 'Name a file with annotations, or two runs with --compare.')
    const drop = parseShare('--drop-concepts', flags['drop-concepts'])
    const threshold = parseShare('--threshold', flags.threshold)
    const gold = await this.readGold(args.gold, flags.from, flags.strict)
    const tasks = chooseTasks(gold.kind, flags.task)
    if (gold.kind === 'pairs') {
      const useless = onlyDocuments.find((flag) => flags[flag] !== undefined)
      if (useless) throw new UsageError(`--${useless} says nothing for pairs of texts.`, 'Leave it out.')
      return this.evaluatePairs(args.gold, gold.pairs, flags)
    }

    const documents = chooseGold(args.gold, gold.documents, flags['gold-type'])
    await using index = await openChosenIndex(flags.index, flags.engine)
    const filter = await conceptFilter(index, filterExpressions(flags))
    await using encoder = new EncoderWhenNeeded(() => openEncoderOf(index, flags.model))
    if (flags.model !== undefined) await encoder.open() // another model is refused even where no vector is needed
    using files = new EvaluationFiles(args.gold, flags)
    const progress = new ProgressLine()
    const {dropped, tasks: results} = await evaluateDocuments(documents, {
      by: flags.by, dense: flags.dense, drop, encoder: encoder.open, filter, index, overlap: flags.overlap, samples,
      seed: flags.seed, tasks, threshold, top, onProgress: (task, done) => progress.show(task, done, documents.length),
    }) // biome-ignore format: fewer lines
    progress.clear()
    const header = this.header(args.gold, nameModel(index.manifest.model), flags, index.name)
    files.writeDocuments(results, header, `${args.gold}, index ${index.name}`)
    const reports = results.map(({report}) => report)
    await this.print(reports, flags)
    return this.conclude(args.gold, reports, {index: index.name, ...(drop !== undefined && {dropped})})
  }

  /** What settles a run, for the head of a saved one. */
  private header(gold: string, model: string, flags: object, index?: string): RunHeader {
    const settled = ['by', 'compare', 'errors', 'format', 'header', 'json', 'plot', 'save', 'strict']
    const settings = Object.fromEntries(Object.entries(flags).filter(([name]) => !settled.includes(name)))
    return {biolordEval: 1, toolVersion: this.config.version, gold, index, model, settings}
  }

  private async compare([a, b, ...more]: readonly string[], flags: CompareFlags): Promise<Comparison> {
    if (a === undefined || b === undefined || more.length > 0)
      throw new UsageError('--compare takes two saved runs.', 'Name two files that --save wrote.')
    const runs = [parseRun(await this.readInput(a)), parseRun(await this.readInput(b))] as const
    const tasks = compareRuns(...runs, {seed: flags.seed, samples: comparedSamples})
    const isTable = this.isTable(flags)
    if (!isTable && flags.header) await this.write(tsvLine(comparisonTsvColumns))
    if (isTable) await this.write(runLine('A', runs[0]) + runLine('B', runs[1]))
    for (const task of tasks)
      await this.write(isTable ? `\n${comparisonTable(task, this.tableStyle)}` : comparisonTsv(task))
    return {a: runs[0].header, b: runs[1].header, tasks}
  }

  private async readGold(path: string, from: DocumentFormat | undefined, strict: boolean): Promise<Gold> {
    const files = await goldFiles(path)
    const parts: Gold[] = []
    for (const file of files) {
      const part = await this.readGoldFile(file, from, strict).catch((error) => {
        if (files.length === 1) throw error
        return this.complainOf(error)
      })
      if (part) parts.push(part)
    }
    if (files.length === 1) return parts[0] as Gold
    const documents = parts.flatMap((part) => (part.kind === 'documents' ? part.documents : []))
    return {kind: 'documents', documents}
  }

  private async readGoldFile(path: string, from: DocumentFormat | undefined, strict: boolean): Promise<Gold> {
    const input = await this.readInput(path)
    const skipped = new SkippedParts(input.name, (line) => this.note(line))
    const gold = await parseGold(input, from, (bad) => skipped.add(bad)).finally(() => skipped.end())
    this.skipped += skipped.count
    if (strict && (this.skipped > 0 || input.damaged)) process.exitCode = badInputStatus
    return gold
  }

  private async evaluatePairs(
    name: string,
    pairs: readonly RatedPair[],
    flags: PrintFlags & {model?: string; save?: string; seed: number},
  ): Promise<Evaluation> {
    if (pairs.length === 0) throw noAnnotations(name)
    await using encoder = await openEncoder(flags.model)
    using files = new EvaluationFiles(name, {save: flags.save})
    const {outcomes, report} = await evaluatePairs(pairs, encoder, {seed: flags.seed, samples})
    files.writePairs(outcomes, this.header(name, nameModel(encoder.model), flags))
    await this.print([report], flags)
    return this.conclude(name, [report])
  }

  private async print(reports: readonly TaskReport[], flags: PrintFlags): Promise<void> {
    if (this.isTable(flags)) {
      await this.write(reports.map((report) => evaluationTables(report, this.tableStyle)).join('\n'))
      await this.write(`\nPeak memory ${peakMemoryMb()} MB.\n`)
      return
    }
    if (flags.header) await this.write(tsvLine(evaluationTsvColumns))
    for (const report of reports) await this.write(evaluationTsv(report))
  }

  private isTable({format}: Pick<PrintFlags, 'format'>): boolean {
    return (format ?? (process.stdout.isTTY ? 'table' : 'tsv')) === 'table'
  }

  private conclude(
    gold: string,
    tasks: readonly TaskReport[],
    about: {index?: string; dropped?: number} = {},
  ): Evaluation {
    return {
      gold,
      ...about,
      tasks,
      skipped: this.skipped,
      peakMemoryMb: peakMemoryMb(),
    }
  }
}

interface CompareFlags extends PrintFlags {
  readonly seed: number
}

interface PrintFlags {
  readonly format?: 'table' | 'tsv'
  readonly header: boolean
}

/** Two runs and what they differ in, as `--compare` answers under `--json`. */
interface Comparison {
  readonly a: RunHeader
  readonly b: RunHeader
  readonly tasks: readonly TaskComparison[]
}

function peakMemoryMb(): number {
  return Math.round((process.resourceUsage().maxRSS * 1024) / 1e6) // kilobytes on every system
}

function parseShare(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const share = Number(value)
  if (value.trim() === '' || !(share >= 0 && share <= 1))
    throw new UsageError(`${flag} ${value} is not between 0 and 1.`, 'Give a number from 0 to 1.')
  return share
}
