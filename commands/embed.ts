import {Args, Flags} from '@oclif/core'
import {openEncoder} from '../src/adapters.js'
import {BaseCommand, modelFlag, precisionFlag} from '../src/base-command.js'
import {prepareText} from '../src/domain/prepare-text.js'
import {splitLines} from '../src/domain/split-lines.js'
import {UsageError} from '../src/errors.js'
import {csvVector, npyHeader, npyRows, shortest} from '../src/output/vectors.js'

/** Lines encoded at a time. */
const batchSize = 2048

interface EmbeddedText {
  readonly text: string
  readonly embedding: readonly number[]
}

export default class Embed extends BaseCommand {
  static override summary = 'Turn texts, one a line, into unit vectors.'
  static override description =
    `Prints one JSON object a line ({"text", "embedding"}), CSV (the text, then the numbers) or a NumPy array (.npy, float32, \
one row a line).`
  static override examples = [
    'echo "cat scratch disease" | <%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> names.txt --format npy > names.npy',
  ]
  static override args = {
    file: Args.string({
      description: 'Texts, one a line; "-" or nothing for standard input.',
      ignoreStdin: true,
      name: 'FILE',
    }),
  }
  static override flags = {
    format: Flags.option({
      char: 'f',
      default: 'jsonl' as const,
      description: 'Form of the output.',
      options: ['jsonl', 'csv', 'npy'] as const,
    })(),
    model: modelFlag,
    precision: precisionFlag(),
  }

  async run(): Promise<EmbeddedText[]> {
    const {args, flags} = await this.parse(Embed)
    const path = args.file ?? '-'
    if (path === '-' && process.stdin.isTTY)
      throw new UsageError('No FILE was given.', 'Name a file, or pipe texts in.')
    const {text} = await this.readInput(path)
    const lines = [...splitLines(text.replace(/^\uFEFF/u, ''))].map(({lineText}) => lineText)
    await using encoder = await openEncoder(flags.model, flags.precision)
    const {dimensions} = encoder.model
    const results: EmbeddedText[] = []
    if (flags.format === 'npy') await this.write(npyHeader(lines.length, dimensions))
    for (let from = 0; from < lines.length; from += batchSize) {
      const batch = lines.slice(from, from + batchSize)
      const vectors = await encoder.encode(batch.map(prepareText))
      if (flags.format === 'npy') await this.write(npyRows(vectors))
      else {
        for (const [i, line] of batch.entries()) {
          const embedding = shortest(vectors.subarray(i * dimensions, (i + 1) * dimensions))
          if (this.jsonEnabled()) results.push({text: line, embedding})
          else
            await this.write(
              flags.format === 'csv'
                ? csvVector(line, embedding)
                : `${JSON.stringify({text: line, embedding})}\n`,
            )
        }
      }
    }
    return results
  }
}
