import type {OntologyDescription, OntologyRow, ReportProblem} from '../src/domain/ontology.js'
import type {SourceFiles} from './source-files.js'

/** Reads terminologies of one format. Keeps no state between calls: reading a source twice gives the same rows. */
export interface OntologyReader {
  /** Short name, also its folder's: `snomed-rf2`, `obo`. */
  readonly format: string
  /** How a person tells the format, for messages: name, then in brackets what the reader looks for. */
  readonly looksFor: string

  /** Whether the source holds a file of this format, by content. */
  recognise(source: SourceFiles): Promise<boolean>

  /**
   * What the source says of itself, without reading it all.
   *
   * @throws {InputError} When the source is of this format but cannot be read as one terminology.
   */
  describe(source: SourceFiles): Promise<OntologyDescription>

  /**
   * Reads the source in a fixed order, holding no more than a piece of a file in memory.
   *
   * @param report - Receives what was skipped or looks wrong; reading goes on.
   * @returns Rows in batches (one `await` a row would cost more than reading it).
   * @throws {InputError} When reading cannot go on: a damaged archive, no usable file.
   */
  read(source: SourceFiles, report: ReportProblem): AsyncIterable<readonly OntologyRow[]>
}
