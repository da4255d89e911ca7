import {resolve} from 'node:path'
import {UsageError} from './errors.js'
import {errorsOf} from './evaluation/error-records.js'
import type {TaskResult} from './evaluation/evaluate-documents.js'
import type {PairOutcome} from './evaluation/evaluate-pairs.js'
import {pairRecordsOf, type RunHeader, recordsOf} from './evaluation/run-records.js'
import {PrivateFile} from './files/private-file.js'
import {realPath} from './files/real-path.js'
import {precisionRecallPlot} from './output/precision-recall-plot.js'

/**
 * The files that an evaluation was asked for. They are made before the work begins, so that a path that cannot be written
 * is told at once, and only their owner can read them.
 */
export class EvaluationFiles {
  private readonly errors?: PrivateFile
  private readonly plot?: PrivateFile
  private readonly saved?: PrivateFile

  /**
   * @param gold - What is read, and must not be written over.
   * @throws {UsageError} When one cannot be written, or stands for two.
   */
  constructor(gold: string, {errors, plot, save}: {errors?: string; plot?: string; save?: string}) {
    const paths = [gold, errors, plot, save].filter((path) => path !== undefined)
    const places = paths.map((path) => realPath(resolve(path)))
    const twice = paths.find((_, i) => places.indexOf(places[i]!) < i)
    if (twice !== undefined)
      throw new UsageError(`${twice} is named for two things.`, 'Give each file a name of its own.')
    if (errors !== undefined) this.errors = new PrivateFile(errors)
    if (save !== undefined) this.saved = new PrivateFile(save)
    if (plot !== undefined) this.plot = new PrivateFile(plot)
  }

  /** @param title - Line over the plot. */
  writeDocuments(results: readonly TaskResult[], header: RunHeader, title: string): void {
    if (this.errors) writeLines(this.errors, results.flatMap(errorsOf))
    if (this.saved) writeLines(this.saved, [header, ...results.flatMap(recordsOf)])
    const reports = results.map(({report}) => report)
    this.plot?.write(precisionRecallPlot(title, reports))
  }

  writePairs(outcomes: readonly PairOutcome[], header: RunHeader): void {
    if (this.saved) writeLines(this.saved, [header, ...pairRecordsOf(outcomes)])
  }

  [Symbol.dispose](): void {
    for (const file of [this.errors, this.saved, this.plot]) file?.[Symbol.dispose]()
  }
}

function writeLines(file: PrivateFile, values: readonly unknown[]): void {
  file.write('') // without errors the file is empty
  for (const value of values) file.write(`${JSON.stringify(value)}\n`)
}
