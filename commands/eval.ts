import {Args, Flags} from '@oclif/core'
import type {Encoder} from '../models/encoder.js'
import {conceptFilter, openChosenIndex, openEncoder, openEncoderOf} from '../src/adapters.js'
import {BaseCommand, badInputStatus, engineFlag, indexFlag, indexModelFlag} from '../src/base-command.js'
import type {Document} from '../src/domain/mention.js'
import type {RatedPair} from '../src/domain/rated-pair.js'
import {InputError, UsageError} from '../src/errors.js'
import {chooseGold, goldTypes} from '../src/evaluation/choose-gold.js'
import {evaluateDocuments} from '../src/evaluation/evaluate-documents.js'
import {evaluatePairs} from '../src/evaluation/evaluate-pairs.js'
import {breakdowns, type EvaluationTask, evaluationTasks, type TaskReport} from '../src/evaluation/report.js'
import {filterExpressions, filterFlags} from '../src/filter-flags.js'
import {type Gold, parseGold} from '../src/input/parse-gold.js'
import {evaluationTables, evaluationTsv, evaluationTsvColumns} from '../src/output/render-evaluation.js'
import {tsvLine} from '../src/output/tsv.js'

/** Candidates listed: accuracy@10 needs ten. */
const top = 10

const samples = 1000

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
    `GOLD is annotated documents (JSON Lines with "text" and "mentions"), "id||name" lines, or a table of two texts and \
how alike they are. Prints accuracy@1, @5, @10 and MRR for gold mentions, precision, recall and F1 for whole text, \
calibration, Spearman's correlation for pairs, with 95 % bootstrap intervals; see docs/evaluation.md.`
  static override examples = [
    '<%= config.bin %> <%= command.id %> gold.jsonl --index hpo',
    '<%= config.bin %> <%= command.id %> gold.jsonl --task text --threshold 0.5 --json',
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
    by: Flags.option({description: 'Break the results down by this, too.', options: breakdowns})(),
    dense: Flags.boolean({
      allowNo: true,
      default: true,
      description: 'In whole text, look for mentions that no dictionary holds, too.',
    }),
    'drop-concepts': Flags.string({
      description:
        'Take this share of the gold concepts out of the index by chance, 0 to 1: their mentions have no right answer but none.',
      helpValue: 'SHARE',
    }),
    engine: engineFlag(),
    format: Flags.option({
      char: 'f',
      description: 'Default: table on a terminal, tsv in a pipe.',
      options: ['table', 'tsv'] as const,
    })(),
    from: Flags.option({
      description: 'Format of annotated documents. Default: recognised.',
      options: ['jsonl'] as const,
    })(),
    'gold-type': Flags.string({
      description: 'Only gold mentions of this type (Disease); repeatable. Others are left aside.',
      helpValue: 'TYPE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    header: Flags.boolean({
      default: false,
      description: 'Print the names of the columns before tab-separated values.',
    }),
    index: indexFlag,
    model: indexModelFlag,
    seed: Flags.integer({default: 1, description: 'Start of the random numbers.'}),
    strict: Flags.boolean({
      default: false,
      description: 'End with status 3 when a part of the gold was skipped.',
    }),
    task: Flags.option({
      description:
        'What to measure: gold mentions alone, gold mentions in their documents (spans), whole text, similarity; repeatable. Default: all that the gold allows.',
      multiple: true,
      multipleNonGreedy: true,
      options: evaluationTasks,
    })(),
    threshold: Flags.string({
      description: 'Least score of a link, 0 to 1. Default: that of "link". Accuracy does not depend on it.',
      helpValue: 'X',
    }),
    ...filterFlags,
  }

  private skipped = 0

  async run(): Promise<Evaluation> {
    const {args, flags} = await this.parse(Eval)
    if (args.gold === undefined) throw new UsageError('No GOLD was given.', 'Name a file with annotations.')
    const drop = parseShare('--drop-concepts', flags['drop-concepts'])
    const threshold = parseShare('--threshold', flags.threshold)
    const gold = await this.readGold(args.gold, flags.from, flags.strict)
    const tasks = chooseTasks(gold, flags.task)
    const resampling = {seed: flags.seed, samples}
    if (gold.kind === 'pairs') return this.evaluatePairs(args.gold, gold.pairs, {...flags, resampling})

    const documents = goldOfTypes(args.gold, gold.documents, flags['gold-type'])
    await using index = await openChosenIndex(flags.index, flags.engine)
    const filter = await conceptFilter(index, filterExpressions(flags))
    let opened: Promise<Encoder> | undefined
    const encoder = () => (opened ??= openEncoderOf(index, flags.model))
    if (flags.model !== undefined) await encoder() // another model is refused even where no vector is needed
    try {
      const {dropped, tasks: results} = await evaluateDocuments(documents, {
        ...resampling, by: flags.by, dense: flags.dense, drop, encoder, filter, index, tasks, threshold, top,
      }) // biome-ignore format: one line
      const reports = results.map(({report}) => report)
      await this.print(reports, flags)
      return this.conclude(args.gold, reports, {index: index.name, ...(drop !== undefined && {dropped})})
    } finally {
      await (await opened)?.[Symbol.asyncDispose]()
    }
  }

  private async readGold(path: string, from: 'jsonl' | undefined, strict: boolean): Promise<Gold> {
    const input = await this.readInput(path)
    const gold = parseGold(input, from, ({line, name, reason}) => {
      this.skipped++
      this.note(`biolord: ${name}:${line}: skipped: ${reason}.`)
    })
    if (strict && (this.skipped > 0 || input.damaged)) process.exitCode = badInputStatus
    return gold
  }

  private async evaluatePairs(
    name: string,
    pairs: readonly RatedPair[],
    {resampling, ...flags}: PrintFlags & {model?: string; resampling: {seed: number; samples: number}},
  ): Promise<Evaluation> {
    await using encoder = await openEncoder(flags.model)
    const {report} = await evaluatePairs(pairs, encoder, resampling)
    await this.print([report], flags)
    return this.conclude(name, [report])
  }

  private async print(reports: readonly TaskReport[], {format, header}: PrintFlags): Promise<void> {
    if ((format ?? (process.stdout.isTTY ? 'table' : 'tsv')) === 'tsv') {
      if (header) await this.write(tsvLine(evaluationTsvColumns))
      for (const report of reports) await this.write(evaluationTsv(report))
    } else await this.write(reports.map((report) => evaluationTables(report, this.tableStyle)).join('\n'))
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
      // kilobytes on every system
      peakMemoryMb: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    }
  }
}

interface PrintFlags {
  readonly format?: 'table' | 'tsv'
  readonly header: boolean
}

/** @throws {UsageError} When a task is asked for that the gold does not allow. */
function chooseTasks(gold: Gold, asked: readonly EvaluationTask[] | undefined): readonly EvaluationTask[] {
  const possible = {
    pairs: ['similarity'],
    names: ['mentions'],
    documents: ['mentions', 'spans', 'text'],
  } as const satisfies Record<Gold['kind'], readonly EvaluationTask[]>
  const tasks: readonly EvaluationTask[] = possible[gold.kind]
  const impossible = asked?.find((task) => !tasks.includes(task))
  if (impossible !== undefined)
    throw new UsageError(
      `--task ${impossible} cannot be measured with this gold.`,
      `It allows ${tasks.join(', ')}.`,
    )
  return asked ? tasks.filter((task) => asked.includes(task)) : tasks
}

/**
 * @throws {InputError} When there are no annotations.
 * @throws {UsageError} When no mention is of the types asked for.
 */
function goldOfTypes(
  path: string,
  documents: readonly Document[],
  types: readonly string[] | undefined,
): readonly Document[] {
  const hasGold = (one: readonly Document[]) =>
    one.some(({conceptIds = [], mentions = []}) => conceptIds.length + mentions.length > 0)
  if (!hasGold(documents))
    throw new InputError(
      'INPUT_EMPTY',
      `${path} holds no annotations.`,
      'Give JSON Lines with "mentions", "id||name" lines, or a table of two texts and a number.',
    )
  const chosen = chooseGold(documents, types)
  if (hasGold(chosen)) return chosen
  const known = goldTypes(documents)
  throw new UsageError(
    `${path} has no gold mention of type ${types?.join(', ')}.`,
    known.length > 0 ? `Its types are ${known.join(', ')}.` : 'Its mentions have no types.',
  )
}

function parseShare(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const share = Number(value)
  if (value.trim() === '' || !(share >= 0 && share <= 1))
    throw new UsageError(`${flag} ${value} is not between 0 and 1.`, 'Give a number from 0 to 1.')
  return share
}
