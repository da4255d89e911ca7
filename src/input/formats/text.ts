import type {DocumentReader} from '../document-reader.js'

/** The whole text, or a part of a long one, is a document, named as its file. */
export const readPlainText: DocumentReader = function* ({name, origin, text}) {
  yield {id: name, text, ...(origin && {origin})}
}
