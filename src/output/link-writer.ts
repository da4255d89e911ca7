import type {Document, LinkedMention} from '../domain/mention.js'
import type {OffsetUnit} from './offsets.js'
import type {OptionalColumn} from './optional-columns.js'
import type {Provenance} from './provenance.js'
import type {TableStyle} from './table.js'

/** What a writer may need to know of the run. */
export interface OutputContext {
  readonly provenance: Provenance
  /** `--provenance`: to be told in formats that have no place for it, too. */
  readonly showProvenance: boolean
  /** `--header`: names of the columns before tab-separated values. */
  readonly header: boolean
  /** Unit of the offsets in mentions that {@link MentionWriter.mention} gets. */
  readonly offsets: OffsetUnit
  /** What tables of values say of a mention beyond the usual. */
  readonly columns: readonly OptionalColumn[]
  /** Whether tables name their documents. */
  readonly titles: boolean
  readonly tableStyle: TableStyle
}

interface CommonWriter {
  /** Of files in a folder, with its dot. */
  readonly extension: string
  /** An output holds one document only. */
  readonly single?: true
  /** A second file that each document needs beside the first. */
  readonly companion?: {readonly extension: string; text(document: Document): string}
  header?(): string
  /** What follows the last document; may be all there is, where a format must know everything first. */
  footer?(): string
}

/** Writes each mention when it is found, so that memory does not grow with the text. */
export interface MentionWriter extends CommonWriter {
  /** @param mention - Its offsets in the unit of {@link OutputContext.offsets}. */
  mention(mention: LinkedMention): string
}

/** Writes each document when all its mentions are found. */
export interface DocumentWriter extends CommonWriter {
  /** @param mentions - In UTF-16 units of `document.text`. */
  document(document: Document, mentions: readonly LinkedMention[]): string
}

/** One way to write linked mentions down. May remember what it wrote: each output needs a writer of its own. */
export type LinkWriter = MentionWriter | DocumentWriter

export type OpenWriter = (context: OutputContext) => LinkWriter
