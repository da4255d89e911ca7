import {csvRecord} from '../csv.js'
import type {MentionWriter, OutputContext} from '../link-writer.js'
import {provenanceLine} from '../provenance.js'
import {linkTsvColumns, linkValues} from '../render-links.js'

/**
 * Comma-separated values with a header, a mention a record. Texts are whole: line ends stand in quotes.
 *
 * @see RFC 4180 (records end with CRLF).
 */
export function csvWriter({mapped, provenance, showProvenance}: OutputContext): MentionWriter {
  return {
    extension: '.csv',
    header: () =>
      (showProvenance ? `# ${provenanceLine(provenance)}\r\n` : '') +
      `${csvRecord([...linkTsvColumns, ...(mapped ? ['mapped'] : [])])}\r\n`,
    mention: (mention) => `${csvRecord(linkValues(mention))}\r\n`,
  }
}
