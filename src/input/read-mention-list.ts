import type {Document} from '../domain/mention.js'
import {splitLines, type TextLine} from '../domain/split-lines.js'
import type {ReaderOptions} from './document-reader.js'
import {readMentionColumn} from './formats/csv.js'
import type {DocumentFormat} from './parse-documents.js'
import type {InputText} from './read-text.js'

/**
 * Reads a list of mentions: the lines of a text, or the cells of a column.
 *
 * @returns The mentions, and the document that they are lines of.
 * @throws {InputError} When the table lacks the column.
 */
export async function readMentionList(
  input: InputText,
  format: DocumentFormat | undefined,
  options: ReaderOptions,
): Promise<{document: Document; lines: Iterable<TextLine>}> {
  const {name: id, origin} = input
  if (options.columns !== undefined || format === 'csv') {
    const lines = await readMentionColumn(input, options)
    return {document: {id, text: textOf(lines)}, lines}
  }
  const text = input.text.replace(/^\uFEFF/u, '')
  return {document: {id, text, ...(origin && {origin})}, lines: splitLines(text, origin?.lines)}
}

/** A text whose lines are these, each where it was. */
function textOf(cells: readonly TextLine[]): string {
  const lines: string[] = []
  for (const {line, lineText} of cells) lines[line - 1] = lineText
  return Array.from(lines, (text = '') => text.replace(/[\r\n]/g, ' ')).join('\n')
}
