import type {MentionWriter, OutputContext} from '../link-writer.js'
import {provenanceComment} from '../provenance.js'
import {linkColumns, linkTsv} from '../render-links.js'
import {tsvLine} from '../tsv.js'

/** Tab-separated values, a mention a line. */
export function tsvWriter(context: OutputContext): MentionWriter {
  return {
    extension: '.tsv',
    header: () => provenanceComment(context) + (context.header ? tsvLine(linkColumns(context)) : ''),
    mention: linkTsv,
  }
}
