import type {OntologyDescription, OntologyRow, ReportProblem} from '../src/domain/ontology.js'
import type {SourceFiles} from './source-files.js'

/** What a user may ask of a reader; absent: the reader's default, or all. Which a reader obeys, {@link OntologyReader.options} says. */
export interface ReaderOptions {
  /** Language or dialect of the names, in order of preference (`en-GB`, `nl`); RF2: the language reference sets. */
  readonly language?: readonly string[]
  /** Latest date that counts, `YYYYMMDD` (RF2 Full). */
  readonly release?: string
  /** Prefixes of the ids to keep (OBO: `HP`). */
  readonly prefix?: readonly string[]
  /** UMLS: source abbreviations, languages (`ENG`), term types (`PT`), semantic types (name or TUI) and groups (`DISO`). */
  readonly sab?: readonly string[]
  readonly lat?: readonly string[]
  readonly tty?: readonly string[]
  readonly sty?: readonly string[]
  /** OMOP: `Condition`, `SNOMED`, standard concepts only. */
  readonly domain?: readonly string[]
  readonly vocabulary?: readonly string[]
  readonly standardOnly?: boolean
  /** Tables: names of columns, or their numbers from 1. */
  readonly idColumn?: string
  readonly nameColumn?: string
  readonly synonymsColumn?: readonly string[]
  readonly definitionColumn?: string
  readonly typeColumn?: string
  readonly parentColumn?: string
  /** Tables: what parts several values in one cell. */
  readonly separator?: string
}

/** Reads terminologies of one format. Keeps no state between calls: reading a source twice gives the same rows. */
export interface OntologyReader {
  /** Short name, also its folder's: `snomed-rf2`, `obo`. */
  readonly format: string
  /** How a person tells the format, for messages: name, then in brackets what the reader looks for. */
  readonly looksFor: string
  /** The options that it obeys; the command refuses others. */
  readonly options: readonly (keyof ReaderOptions)[]
  /** Reads what no other reader recognises (tables of any columns); asked last. */
  readonly isFallback?: true
  /** Several sources given together (an edition and its extensions) are read as one. */
  readonly joinsSources?: true

  /** Whether the source holds a file of this format, by content. */
  recognise(source: SourceFiles): Promise<boolean>

  /**
   * What the source says of itself, without reading it all.
   *
   * @throws {InputError} When the source is of this format but cannot be read as one terminology.
   * @throws {UsageError} When an option does not fit the source (a column that is not there).
   */
  describe(source: SourceFiles, options?: ReaderOptions): Promise<OntologyDescription>

  /**
   * Reads the source in a fixed order, holding no more than a piece of a file in memory.
   *
   * @param report - Receives what was skipped or looks wrong; reading goes on.
   * @returns Rows in batches (one `await` a row would cost more than reading it).
   * @throws {InputError} When reading cannot go on: a damaged archive, no usable file.
   */
  read(
    source: SourceFiles,
    report: ReportProblem,
    options?: ReaderOptions,
  ): AsyncIterable<readonly OntologyRow[]>
}
