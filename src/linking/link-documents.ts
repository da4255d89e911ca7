import type {Document, LinkedMention} from '../domain/mention.js'
import {workAhead} from '../domain/work-ahead.js'

/** From so many UTF-16 units on a document is linked while its mentions are taken: they may not fit into memory. */
const longLength = 200_000

export interface DocumentsLinking {
  /** How many documents are worth beginning at a time. */
  readonly documentsAtATime: number
  document(document: Document): Promise<readonly LinkedMention[]>
  /** @yields Mentions in order of the text, while they are taken. */
  longDocument(document: Document): AsyncIterable<LinkedMention>
}

/** Links documents, several at a time, and yields them in their order. */
export function linkDocuments(
  documents: AsyncIterable<Document> | Iterable<Document>,
  linking: DocumentsLinking,
): AsyncGenerator<{document: Document; mentions: AsyncIterable<LinkedMention> | Iterable<LinkedMention>}> {
  return workAhead(documents, linking.documentsAtATime, async (document) => ({
    document,
    mentions:
      document.text.length >= longLength ? linking.longDocument(document) : await linking.document(document),
  }))
}
