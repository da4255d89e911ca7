import type {Document} from '../../domain/mention.js'
import {openXmlCollector, type XmlEvent} from '../../xml/xml-collector.js'
import {childrenOf, rawText, type XmlElement} from '../../xml/xml-element.js'
import {type BiocAnnotation, biocDocument, type TellBioc} from '../bioc-document.js'
import type {DocumentReader} from '../document-reader.js'
import type {InputText} from '../read-text.js'

const streamed = new Set(['collection', 'document', 'passage', 'sentence'])

/** The text was decoded before; a byte order mark may have said UTF-16. */
const encodings = /^(?:utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii)$/i

/** UTF-16 units parsed at a time. */
const pieceLength = 1 << 16

/** The text of a passage may be as long as an input. */
const maxElementSize = 256 << 20

/**
 * BioC XML. The documents before a fault in the XML are yielded before it is thrown.
 *
 * @see https://doi.org/10.1093/database/bat064 and its BioC.dtd
 */
export const readBiocXml: DocumentReader = async function* (input, {onBadLine}) {
  const {name} = input
  const tell: TellBioc = (reason, line) => onBadLine({name, line, reason})
  let count = 0
  let builder = new DocumentBuilder()
  for await (const event of eventsOf(input)) {
    const isDocument = event.event !== 'element' && event.name === 'document'
    if (isDocument && event.event === 'open') builder = new DocumentBuilder()
    else if (isDocument) yield builder.build(`${name}:${++count}`, tell)
    else builder.take(event)
  }
}

/** Whether a text starts as a BioC collection does; declarations of entities in it are for the reader to refuse. */
export function isBiocXml(start: string): boolean {
  const head = start.slice(0, 1 << 13)
  return /^\uFEFF?\s*(?:<\?xml\b[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*(?:<!DOCTYPE\s+collection\b|<collection\s*>\s*<(?:source|date|key|infon|document)\b)/u.test(
    head,
  )
}

async function* eventsOf({name, text}: InputText): AsyncGenerator<XmlEvent> {
  const collector = await openXmlCollector(name, streamed, {encodings, maxElementSize})
  for (let at = 0; at < text.length; at += pieceLength)
    yield* collector.push(text.slice(at, at + pieceLength))
  yield* collector.end('')
}

interface OpenBlock {
  offset: number
  text?: string
  readonly annotations: BiocAnnotation[]
  readonly line: number
  readonly sentences: OpenBlock[]
}

/** Gathers a document from the elements of its passages and sentences. */
class DocumentBuilder {
  private id = ''
  private readonly passages: OpenBlock[] = []
  private readonly annotations: BiocAnnotation[] = []
  /** The passage and the sentence that are open. */
  private readonly open: OpenBlock[] = []

  take(event: XmlEvent): void {
    if (event.event === 'element') this.takeElement(event.element)
    else if (event.name === 'collection') return
    else if (event.event === 'close') this.open.pop()
    else {
      const block = {offset: Number.NaN, annotations: [], line: event.line, sentences: []}
      const parent = this.open.at(-1)?.sentences ?? this.passages
      parent.push(block)
      this.open.push(block)
    }
  }

  build(unnamed: string, tell: TellBioc): Document {
    const {annotations, passages} = this
    return biocDocument({id: this.id.trim() || unnamed, passages, annotations}, tell)
  }

  private takeElement(element: XmlElement): void {
    const block = this.open.at(-1)
    if (element.name === 'annotation') (block?.annotations ?? this.annotations).push(parseAnnotation(element))
    else if (element.name === 'id' && !block) this.id = rawText(element)
    else if (element.name === 'offset' && block) block.offset = numberOf(rawText(element))
    else if (element.name === 'text' && block) block.text = rawText(element)
  }
}

function parseAnnotation(element: XmlElement): BiocAnnotation {
  const {attributes, line} = element
  const [text] = childrenOf(element, 'text')
  return {
    ...(attributes.id && {id: attributes.id}),
    infons: Object.fromEntries(
      childrenOf(element, 'infon').map((infon) => [infon.attributes.key ?? '', rawText(infon)]),
    ),
    locations: childrenOf(element, 'location').map(({attributes: {length = '', offset = ''}}) => ({
      offset: numberOf(offset),
      length: numberOf(length),
    })),
    ...(text && {text: rawText(text)}),
    line,
  }
}

function numberOf(digits: string): number {
  return /^\s*\d+\s*$/.test(digits) ? Number(digits) : Number.NaN
}
