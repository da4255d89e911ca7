import {Args, Flags} from '@oclif/core'
import {openEncoder} from '../src/adapters.js'
import {BaseCommand, badInputStatus, modelFlag, precisionFlag} from '../src/base-command.js'
import {dotProduct} from '../src/domain/dot-product.js'
import {prepareText} from '../src/domain/prepare-text.js'
import {splitLines} from '../src/domain/split-lines.js'
import {UsageError} from '../src/errors.js'
import {type InputText, readText} from '../src/input/read-text.js'
import {SkippedParts} from '../src/input/skipped-parts.js'
import {tsvLine} from '../src/output/tsv.js'

/** Two texts and the cosine of their vectors. */
interface Similarity {
  readonly a: string
  readonly b: string
  readonly cosine: number
}

/** Encodes texts, one vector each. */
type Encode = (texts: readonly string[]) => Promise<Float32Array[]>

const belowMinimumStatus = 1

/** What was compared: the lowest cosine, and each of them where the results are asked for as JSON. */
class Comparisons {
  count = 0
  lowest = Number.POSITIVE_INFINITY
  readonly kept: Similarity[] = []

  constructor(private readonly keepsAll: boolean) {}

  add(similarity: Similarity): void {
    this.count++
    this.lowest = Math.min(this.lowest, similarity.cosine)
    if (this.keepsAll) this.kept.push(similarity)
  }
}

/** Pairs encoded at a time: output starts early and memory stays bounded. */
const batchSize = 1024

export default class Sim extends BaseCommand {
  static override summary = 'Say how close in meaning texts are: the cosine of their vectors.'
  static override examples = [
    '<%= config.bin %> <%= command.id %> "cat scratch disease" "bartonellosis"',
    '<%= config.bin %> <%= command.id %> --pairs pairs.tsv',
    '<%= config.bin %> <%= command.id %> --matrix fever pyrexia chills',
    'if <%= config.bin %> <%= command.id %> "heart attack" "myocardial infarction" --min 0.5; then echo same; fi',
  ]
  static override args = {
    texts: Args.string({
      description: 'Texts; two, or any number with --matrix.',
      ignoreStdin: true,
      multiple: true,
      name: 'TEXT...',
    }),
  }
  static override flags = {
    matrix: Flags.boolean({
      description: 'Compare every text with every other; "-" as the only text reads one a line from stdin.',
      exclusive: ['pairs'],
    }),
    min: Flags.string({
      description: 'End with status 1 when a cosine is less.',
      helpValue: 'X',
    }),
    model: modelFlag,
    precision: precisionFlag(),
    strict: Flags.boolean({
      default: false,
      description: 'End with status 3 when a line of --pairs was skipped.',
    }),
    pairs: Flags.string({
      description: 'Two tab-separated texts a line; the cosine is added as a third column.',
      helpValue: 'FILE|-',
    }),
  }

  async run(): Promise<Similarity | Similarity[] | undefined> {
    const {args, flags} = await this.parse(Sim)
    const minimum = parseMinimum(flags.min)
    const compare = await this.plan(args.texts ?? [], flags)
    await using encoder = await openEncoder(flags.model, flags.precision)
    const compared = new Comparisons(this.jsonEnabled())
    await compare(compared, async (texts) => {
      const rows = await encoder.encode(texts.map(prepareText))
      const {dimensions} = encoder.model
      return texts.map((_, i) => rows.subarray(i * dimensions, (i + 1) * dimensions))
    })
    if (minimum !== undefined && compared.lowest < minimum) process.exitCode = belowMinimumStatus
    return flags.pairs === undefined && !flags.matrix ? compared.kept[0] : compared.kept
  }

  /** Reads and checks what is to be compared, before the encoder is opened. */
  private async plan(
    texts: readonly string[],
    {matrix, pairs, strict}: {matrix?: boolean; pairs?: string; strict: boolean},
  ): Promise<(compared: Comparisons, encode: Encode) => Promise<void>> {
    if (pairs !== undefined) {
      if (texts.length > 0)
        throw new UsageError('--pairs takes its texts from a file.', 'Leave out the texts.')
      const input = await this.readInput(pairs)
      return (compared, encode) => this.comparePairs(input, strict, compared, encode)
    }
    if (matrix) {
      const all = await matrixTexts(texts)
      return (compared, encode) => this.compareAll(all, compared, encode)
    }
    const [a, b] = texts
    if (a === undefined || b === undefined || texts.length > 2) {
      throw new UsageError(
        `sim compares two texts, but ${texts.length} were given.`,
        'Put each text in quotes, or use --matrix or --pairs.',
      )
    }
    if (a.trim() === '' || b.trim() === '')
      throw new UsageError(
        'sim compares two texts, but one is empty.',
        'Is a variable of the script not set?',
      )
    return (compared, encode) => this.compareTwo(a, b, compared, encode)
  }

  private async compareTwo(a: string, b: string, compared: Comparisons, encode: Encode): Promise<void> {
    const [left, right] = await encode([a, b])
    const cosine = roundCosine(dotProduct(left as Float32Array, right as Float32Array))
    await this.write(`${cosine.toFixed(4)}\n`)
    if (cosine === 1 && a !== b && !(await areSameWords(a, b)))
      this.note(
        'biolord: Other texts, but the same to the encoder: it may not know what they are written in ("biolord model list").',
      )
    compared.add({a, b, cosine})
  }

  private async comparePairs(
    {name, text}: InputText,
    strict: boolean,
    compared: Comparisons,
    encode: Encode,
  ): Promise<void> {
    let batch: {a: string; b: string}[] = []
    const flush = async () => {
      const vectors = await encode(batch.flatMap(({a, b}) => [a, b]))
      for (const [i, {a, b}] of batch.entries()) {
        const cosine = roundCosine(
          dotProduct(vectors[2 * i] as Float32Array, vectors[2 * i + 1] as Float32Array),
        )
        await this.write(tsvLine([a, b, cosine.toFixed(4)]))
        compared.add({a, b, cosine})
      }
      batch = []
    }
    const skipped = new SkippedParts(name, (line) => this.note(line))
    for (const {line, lineText} of splitLines(text.replace(/^\uFEFF/u, ''))) {
      if (lineText.trim() === '') continue
      const [a = '', b = ''] = lineText.split('\t')
      if (a.trim() === '' || b.trim() === '') {
        skipped.add({name, line, reason: 'not two tab-separated texts'})
        continue
      }
      batch.push({a, b})
      if (batch.length >= batchSize) await flush()
    }
    await flush()
    skipped.end()
    // nothing of a file that holds something is worth no success, and a script would not see it
    if (skipped.count > 0 && (strict || compared.count === 0)) process.exitCode = badInputStatus
  }

  private async compareAll(texts: readonly string[], compared: Comparisons, encode: Encode): Promise<void> {
    const vectors = await encode(texts)
    await this.write(tsvLine(['', ...texts]))
    for (const [i, a] of texts.entries()) {
      const row = texts.map((_, j) =>
        roundCosine(dotProduct(vectors[i] as Float32Array, vectors[j] as Float32Array)),
      )
      await this.write(tsvLine([a, ...row.map((cosine) => cosine.toFixed(4))]))
      for (const [j, b] of texts.entries()) if (j > i) compared.add({a, b, cosine: row[j] as number})
    }
  }
}

/** Loaded when it is asked for: a shell loop should not notice it. */
async function areSameWords(a: string, b: string): Promise<boolean> {
  const {lexicalKey} = await import('../src/domain/lexical-key.js')
  const key = lexicalKey(a)
  return key !== '' && key === lexicalKey(b)
}

async function matrixTexts(texts: readonly string[]): Promise<string[]> {
  if (texts.length === 1 && texts[0] === '-') {
    const {text} = await readText('-')
    return [...splitLines(text.replace(/^\uFEFF/u, ''))].map(({lineText}) => lineText)
  }
  if (texts.length < 2)
    throw new UsageError(
      '--matrix needs two texts or more.',
      'Put each text in quotes, or give "-" to read them from stdin.',
    )
  return [...texts]
}

function parseMinimum(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const minimum = Number(value)
  if (value.trim() === '' || !(minimum >= -1 && minimum <= 1)) {
    throw new UsageError(`--min ${value} is no cosine.`, 'Give a number from -1 to 1.')
  }
  return minimum
}

/** Four decimals, as printed; equal texts are 1 whatever the last bit of the float. */
function roundCosine(cosine: number): number {
  return Math.round(cosine * 10_000) / 10_000
}
