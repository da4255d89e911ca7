import type {Document, LinkedMention} from '../domain/mention.js'
import {workAhead} from '../domain/work-ahead.js'

/** Documents linked at a time: the encoder is given the texts of several at once. */
const documentsAtATime = 16

/** From so many UTF-16 units on a document is linked while its mentions are taken: they may not fit into memory. */
const longDocument = 200_000

/**
 * Links documents, several at a time, and yields them in their order.
 *
 * @param link - Links one; its mentions in order of the text.
 */
export function linkDocuments(
  documents: AsyncIterable<Document> | Iterable<Document>,
  link: (document: Document) => AsyncIterable<LinkedMention>,
): AsyncGenerator<{document: Document; mentions: AsyncIterable<LinkedMention> | Iterable<LinkedMention>}> {
  return workAhead(documents, documentsAtATime, async (document) => {
    const linked = link(document)
    if (document.text.length >= longDocument) return {document, mentions: linked}
    const mentions: LinkedMention[] = []
    for await (const mention of linked) mentions.push(mention)
    return {document, mentions}
  })
}
