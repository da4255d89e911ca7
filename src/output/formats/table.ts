import type {DocumentWriter, OutputContext} from '../link-writer.js'
import {provenanceComment} from '../provenance.js'
import {linkTable} from '../render-links.js'
import {titledTable} from '../titled-table.js'

/** A table for people, one for each document. */
export function tableWriter(context: OutputContext): DocumentWriter {
  const {tableStyle, titles} = context
  return {
    extension: '.txt',
    header: () => provenanceComment(context),
    document: ({id}, mentions) => titledTable(id, linkTable(mentions, tableStyle), titles),
  }
}
