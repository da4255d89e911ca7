import type {MentionWriter, OutputContext} from '../link-writer.js'
import {provenanceLine} from '../provenance.js'
import {linkTsv, linkTsvColumns} from '../render-links.js'
import {tsvLine} from '../tsv.js'

/** Tab-separated values, a mention a line. */
export function tsvWriter({header, mapped, provenance, showProvenance}: OutputContext): MentionWriter {
  return {
    extension: '.tsv',
    header: () =>
      (showProvenance ? `# ${provenanceLine(provenance)}\n` : '') +
      (header ? tsvLine([...linkTsvColumns, ...(mapped ? ['mapped'] : [])]) : ''),
    mention: linkTsv,
  }
}
