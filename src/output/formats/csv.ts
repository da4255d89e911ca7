import {csvRecord} from '../csv.js'
import type {MentionWriter, OutputContext} from '../link-writer.js'
import {optionalColumns} from '../optional-columns.js'
import {provenanceComment} from '../provenance.js'
import {linkTsvColumns, linkValues} from '../render-links.js'

/**
 * Comma-separated values with a header, a mention a record: as in TSV, and always what the text states of it. Texts are whole:
 * line ends stand in quotes.
 *
 * @see RFC 4180 (records end with CRLF).
 */
export function csvWriter(context: OutputContext): MentionWriter {
  const columns = optionalColumns.filter(
    (column) => column === 'assertion' || context.columns.includes(column),
  )
  return {
    extension: '.csv',
    header: () => `${provenanceComment(context, '\r\n')}${csvRecord([...linkTsvColumns, ...columns])}\r\n`,
    mention: (mention) => `${csvRecord(linkValues(mention, columns))}\r\n`,
  }
}
