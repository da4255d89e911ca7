import type {DocumentReader} from '../document-reader.js'

/** The whole text is one document, named as its file. */
export const readPlainText: DocumentReader = function* ({name, text}) {
  yield {id: name, text}
}
