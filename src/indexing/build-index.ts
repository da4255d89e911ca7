import type {BulkEncoder} from '../../models/encoder.js'
import type {OntologyDescription, OntologyRow} from '../domain/ontology.js'
import {InputError, UsageError} from '../errors.js'
import type {BuiltRows} from '../index-store/database-builder.js'
import type {IndexBuilder} from '../index-store/index-builder.js'
import type {KeptFile} from '../index-store/kept-lines.js'
import type {EngineName, IndexManifest, LeftOut, SourceOptions} from '../index-store/term-index.js'

/** A terminology that is ready to be read. */
export interface OntologyInput {
  readonly description: OntologyDescription
  /** The code that the release gives itself, where it goes by another. */
  readonly ownCode?: string
  /** Path as the user gave it, for messages. */
  readonly path: string
  /** What the reader was asked for. */
  readonly options: SourceOptions
  /** For a source whose rows come from the index that is updated. */
  readonly kept?: {
    /** Lines that the index keeps of it. */
    readonly files: readonly KeptFile[]
    /** What its filters left out of it. */
    readonly leftOut: LeftOut
  }
  readonly rows: () => AsyncIterable<readonly OntologyRow[]> | Iterable<readonly OntologyRow[]>
}

export type BuildPhase = 'reading' | 'joining' | 'encoding' | 'graph'

/** Told how far a build is. `total` is unknown while reading. */
export type ReportProgress = (phase: BuildPhase, done: number, total?: number) => void

/** What a build did, beside the index that it made. */
export interface BuildReport {
  readonly sources: readonly {readonly code: string; readonly path: string; readonly rows: number}[]
  /** Texts whose vectors an earlier build had, those of them that a build that was stopped had, and texts that were encoded. */
  readonly reused: number
  readonly resumed: number
  readonly encoded: number
  readonly seconds: Readonly<Record<BuildPhase, number>>
}

export interface BuildIndexOptions {
  readonly inputs: readonly OntologyInput[]
  readonly builder: Pick<
    IndexBuilder,
    | 'addSource'
    | 'addRows'
    | 'carryKept'
    | 'finishRows'
    | 'resumed'
    | 'texts'
    | 'startVectors'
    | 'writeVectors'
    | 'finish'
  >
  /** Opened once the rows are read: nothing is paid for input that turns out to be unusable. */
  readonly encoder: () => Promise<BulkEncoder>
  readonly engine: EngineName
  readonly toolVersion: string
  readonly onProgress: ReportProgress
  /** Called once the rows are joined, before anything is encoded. */
  readonly onJoined?: () => void
}

/**
 * Reads terminologies, encodes their texts and writes one index.
 *
 * @returns The manifest of the finished index, and what was done for it.
 * @throws {InputError} When no input holds a usable concept; the builder is left for the caller to abort.
 * @throws {UsageError} When the filters of the builder go by something that is not there, or leave nothing.
 */
export async function buildIndex({
  builder,
  encoder: openEncoder,
  engine,
  inputs,
  onJoined,
  onProgress,
  toolVersion,
}: BuildIndexOptions): Promise<{manifest: IndexManifest; report: BuildReport}> {
  const clock = new PhaseClock()
  const read = await readInputs(inputs, builder, onProgress)
  clock.end('reading')
  onProgress('joining', 0)
  const {counts} = joinInputs(inputs, builder)
  onJoined?.()
  clock.end('joining')

  await using encoder = await openEncoder()
  const missing = await builder.startVectors(encoder.model)
  const texts = textsOfRows(builder, missing)
  let encoded = 0
  onProgress('encoding', 0, texts.length)
  await encoder.encodeAll(texts, (places, values) => {
    builder.writeVectors(
      places.map((place) => missing[place] as number),
      values,
    )
    encoded += places.length
    onProgress('encoding', encoded, texts.length)
  })
  clock.end('encoding')
  const manifest = await builder.finish({
    engine,
    model: encoder.model,
    toolVersion,
    onProgress: (done, total) => onProgress('graph', done, total),
  })
  clock.end('graph')
  return {
    manifest,
    report: {
      sources: read,
      reused: counts.texts - missing.length,
      resumed: builder.resumed,
      encoded,
      seconds: clock.seconds,
    },
  }
}

/** Reads every input to its end. @returns How many rows each gave. */
export async function readInputs(
  inputs: readonly OntologyInput[],
  builder: Pick<IndexBuilder, 'addSource' | 'addRows' | 'carryKept'>,
  onProgress: ReportProgress,
): Promise<BuildReport['sources']> {
  const read: {code: string; path: string; rows: number}[] = []
  let rowsRead = 0
  for (const {description, kept, options, ownCode, path, rows} of inputs) {
    builder.addSource(description, {ownCode, options, leftOut: kept?.leftOut})
    if (kept) builder.carryKept(description.code, kept.files)
    const before = rowsRead
    for await (const batch of rows()) {
      builder.addRows(description.code, batch)
      rowsRead += batch.length
      onProgress('reading', rowsRead)
    }
    read.push({code: description.code, path, rows: rowsRead - before})
  }
  return read
}

/**
 * Joins what was read.
 *
 * @throws {InputError} When there is no usable concept.
 * @throws {UsageError} When the filters of the builder go by something that is not there, or leave nothing.
 */
export function joinInputs(
  inputs: readonly OntologyInput[],
  builder: Pick<IndexBuilder, 'finishRows'>,
): BuiltRows {
  const built = builder.finishRows()
  const {counts, leftOut} = built
  if (counts.names > 0) return built
  if (leftOut !== undefined && leftOut.names > 0) {
    throw new UsageError(
      `The filters leave out all of the ${leftOut.concepts} concepts with a name.`,
      'Includes of different keys must all hold; leave one of them out.',
    )
  }
  throw new InputError(
    'INPUT_UNUSABLE',
    `No active concept with a name was found in ${inputs.map(({path}) => path).join(', ')}.`,
    'Check that these are the files of a release; the warnings above say what was skipped.',
  )
}

/** @param rows - Ascending. */
export function textsOfRows(builder: Pick<IndexBuilder, 'texts'>, rows: Uint32Array): string[] {
  const texts: string[] = []
  let row = 0
  for (const text of builder.texts()) if (rows[texts.length] === row++) texts.push(text)
  return texts
}

class PhaseClock {
  readonly seconds: Record<BuildPhase, number> = {reading: 0, joining: 0, encoding: 0, graph: 0}
  private since = performance.now()

  end(phase: BuildPhase): void {
    const now = performance.now()
    this.seconds[phase] = (now - this.since) / 1000
    this.since = now
  }
}
