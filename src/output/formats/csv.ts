import {csvRecord} from '../csv.js'
import type {MentionWriter, OutputContext} from '../link-writer.js'
import {provenanceComment} from '../provenance.js'
import {linkCsvColumns, linkCsvValues} from '../render-links.js'

/**
 * Comma-separated values with a header, a mention a record. Texts are whole: line ends stand in quotes.
 *
 * @see RFC 4180 (records end with CRLF).
 */
export function csvWriter(context: OutputContext): MentionWriter {
  return {
    extension: '.csv',
    header: () => `${provenanceComment(context, '\r\n')}${csvRecord(linkCsvColumns(context))}\r\n`,
    mention: (mention) => `${csvRecord(linkCsvValues(mention))}\r\n`,
  }
}
