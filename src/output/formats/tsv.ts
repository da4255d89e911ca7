import type {MentionWriter, OutputContext} from '../link-writer.js'
import {provenanceComment} from '../provenance.js'
import {linkTsvColumns, linkValues} from '../render-links.js'
import {tsvLine} from '../tsv.js'

/** Tab-separated values, a mention a line. */
export function tsvWriter(context: OutputContext): MentionWriter {
  const {columns, header} = context
  return {
    extension: '.tsv',
    header: () => provenanceComment(context) + (header ? tsvLine([...linkTsvColumns, ...columns]) : ''),
    mention: (mention) => tsvLine(linkValues(mention, columns)),
  }
}
