import type {BulkEncoder} from '../../models/encoder.js'
import type {OntologyDescription, OntologyRow} from '../domain/ontology.js'
import {InputError, UsageError} from '../errors.js'
import type {IndexBuilder} from '../index-store/index-builder.js'
import type {EngineName, IndexManifest} from '../index-store/term-index.js'

/** A terminology that is ready to be read. */
export interface OntologyInput {
  readonly description: OntologyDescription
  /** Path as the user gave it, for messages. */
  readonly path: string
  readonly rows: () => AsyncIterable<readonly OntologyRow[]>
}

/** Told how far a build is. `total` is unknown while reading. */
export type ReportProgress = (phase: 'reading' | 'encoding' | 'graph', done: number, total?: number) => void

export interface BuildIndexOptions {
  readonly inputs: readonly OntologyInput[]
  readonly builder: Pick<
    IndexBuilder,
    'addSource' | 'addRows' | 'finishRows' | 'texts' | 'vectorWriter' | 'finish'
  >
  /** Opened once the rows are read: nothing is paid for input that turns out to be unusable. */
  readonly encoder: () => Promise<BulkEncoder>
  readonly engine: EngineName
  readonly toolVersion: string
  readonly onProgress: ReportProgress
}

/**
 * Reads terminologies, encodes their texts and writes one index.
 *
 * @returns The manifest of the finished index.
 * @throws {InputError} When no input holds a usable concept; the builder is left for the caller to abort.
 * @throws {UsageError} When the filters of the builder go by something that is not there, or leave nothing.
 */
export async function buildIndex({
  builder,
  encoder: openEncoder,
  engine,
  inputs,
  onProgress,
  toolVersion,
}: BuildIndexOptions): Promise<IndexManifest> {
  let rowsRead = 0
  for (const {description, rows} of inputs) {
    builder.addSource(description)
    for await (const batch of rows()) {
      builder.addRows(description.code, batch)
      rowsRead += batch.length
      onProgress('reading', rowsRead)
    }
  }
  const {counts, leftOut} = builder.finishRows()
  if (counts.names === 0 && leftOut !== undefined && leftOut.names > 0) {
    throw new UsageError(
      `The filters leave out all of the ${leftOut.concepts} concepts with a name.`,
      'Includes of different keys must all hold; leave one of them out.',
    )
  }
  if (counts.names === 0) {
    throw new InputError(
      'INPUT_UNUSABLE',
      `No active concept with a name was found in ${inputs.map(({path}) => path).join(', ')}.`,
      'Check that these are the files of a release; the warnings above say what was skipped.',
    )
  }

  await using encoder = await openEncoder()
  const texts = [...builder.texts()]
  const vectors = builder.vectorWriter(encoder.model.dimensions)
  let encoded = 0
  onProgress('encoding', 0, texts.length)
  await encoder.encodeAll(texts, (rows, values) => {
    vectors.write(rows, values)
    encoded += rows.length
    onProgress('encoding', encoded, texts.length)
  })
  // awaited here: the encoder must not be disposed while this runs, nor a failure go unhandled meanwhile
  return await builder.finish({
    engine,
    model: encoder.model,
    toolVersion,
    onProgress: (done, total) => onProgress('graph', done, total),
  })
}
