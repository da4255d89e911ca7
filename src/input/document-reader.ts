import type {Document} from '../domain/mention.js'
import type {InputText} from './read-text.js'

/** A part of the input that is no document or annotation. */
export interface BadLine {
  readonly name: string
  /** From 1; absent where `reason` says the place in another way. */
  readonly line?: number
  readonly reason: string
}

/** What a format may need to know besides the text. */
export interface ReaderOptions {
  /**
   * Told of each part that is skipped. `reason` never quotes the text: it may be a patient's.
   */
  readonly onBadLine: (bad: BadLine) => void
  /** Reads a file beside the input, for formats of several; `readText` unless given. */
  readonly readBeside?: (path: string) => Promise<InputText>
  /** Columns of a table. */
  readonly columns?: TableColumns | undefined
}

/** Columns by name, or by number from 1. */
export interface TableColumns {
  /** Absent: the column that is called as texts are. */
  readonly text?: string
  /** What names the documents; absent: file and line. */
  readonly id?: string
}

/** A sentence for the person at the terminal. */
export function describeBadLine({line, name, reason}: BadLine): string {
  return `${line === undefined ? name : `${name}:${line}`}: skipped: ${reason}.`
}

/**
 * Reads the documents of one input. What cannot be used is told and skipped; the rest is yielded.
 *
 * @throws {InputError} When nothing of the input can be used, or it cannot be read to its end.
 */
export type DocumentReader = (
  input: InputText,
  options: ReaderOptions,
) => Iterable<Document> | AsyncIterable<Document>

/** A {@link DocumentReader} that needs no other file. */
export type TextReader = (...asked: Parameters<DocumentReader>) => Iterable<Document>

/** A format of documents. */
export interface DocumentFormatEntry {
  /**
   * Whether a text is surely of this format; looks at its beginning only. A format that cannot be told from another is
   * read where `--from` names it.
   */
  readonly recognise: (start: string, name: string) => boolean
  readonly load: () => Promise<DocumentReader>
}
