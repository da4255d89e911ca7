import type {TextReader} from '../document-reader.js'
import {loadHtmlToText} from '../html-text.js'

/** Characters at the start that are looked at. */
const lookedAt = 4096

const firstElement =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|(?:html|head|body|div|p|h[1-6]|table|ul|ol|dl|section|article|span|pre|meta|title)(?=[\s/>]))/iu

/** The visible text of a page or fragment is one document, named as its file; offsets are those of that text. */
export async function loadHtmlReader(): Promise<TextReader> {
  const toText = await loadHtmlToText()
  return function* ({name, text}) {
    yield {id: name, text: toText(text.replace(/^\uFEFF/u, ''))}
  }
}

/** Whether a text starts with an element of HTML, or has a tag and the ending of a page. */
export function isHtml(start: string, name: string): boolean {
  const head = start.slice(0, lookedAt)
  return firstElement.test(head) || (/\.x?html?(?:\.gz)?$/i.test(name) && /<[a-z!/?]/i.test(head))
}
