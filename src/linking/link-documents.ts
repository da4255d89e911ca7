import type {Document, LinkedMention} from '../domain/mention.js'
import {workAhead} from '../domain/work-ahead.js'

/** From so many UTF-16 units on a document is linked while its mentions are taken: they may not fit into memory. */
const longDocument = 200_000

/** Links a document; its mentions in order of the text. */
export interface DocumentLinking {
  document(document: Document): AsyncIterable<LinkedMention>
}

/** Links several documents at a time. */
export interface DocumentsLinking {
  readonly documentsAtATime: number
  document(document: Document): Promise<readonly LinkedMention[]>
}

/**
 * Links documents, several at a time, and yields them in their order.
 *
 * @param one - Links a long one.
 * @param many - Links the others.
 */
export function linkDocuments(
  documents: AsyncIterable<Document> | Iterable<Document>,
  one: DocumentLinking,
  many: DocumentsLinking,
): AsyncGenerator<{document: Document; mentions: AsyncIterable<LinkedMention> | Iterable<LinkedMention>}> {
  return workAhead(documents, many.documentsAtATime, async (document) => ({
    document,
    mentions: document.text.length >= longDocument ? one.document(document) : await many.document(document),
  }))
}
