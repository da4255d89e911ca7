import type {SaxesParser, SaxesTagPlain} from 'saxes'
import {InputError} from '../errors.js'
import type {XmlElement} from './xml-element.js'

/** What happens in an XML file, in its order. */
export type XmlEvent =
  | {readonly event: 'open'; readonly name: string; readonly line: number; readonly attributes: Attributes}
  | {readonly event: 'element'; readonly element: XmlElement}
  | {readonly event: 'close'; readonly name: string; readonly line: number}

type Attributes = Readonly<Record<string, string>>

export interface XmlOptions {
  /** Deepest nesting that is read; 100. */
  readonly maxDepth?: number
  /** Most characters of one element that is handed over whole, tags counted as 64 each; 16 Mi. */
  readonly maxElementSize?: number
  /** Encodings that an XML declaration may name; UTF-8 and ASCII. Whoever decodes the bytes knows which are true. */
  readonly encodings?: RegExp
}

/** XML's own entities; any other would have to be declared, and declarations are refused. */
const entities = {amp: '&', apos: "'", gt: '>', lt: '<', quot: '"'}

const tagSize = 64

const utf8Names = /^(?:utf-?8|(?:us-)?ascii)$/i

/** The parser's messages start with line and column. */
const parserFailure = /^\d+:\d+: /

/**
 * Parses XML 1.0 or 1.1 that comes in pieces, in bounded memory. Elements of the names in `streamed` come as they open and
 * close, and text right in them is passed over; every other element comes whole, when it closes.
 *
 * A document type declaration is passed over and nothing that it names is fetched.
 *
 * @param path - Of the file, for messages.
 * @returns A collector, whose methods throw {@link InputError} with file and line: not well-formed or cut short
 *   (`INPUT_DAMAGED`); of another encoding, or with entities of its own (`INPUT_UNUSABLE`); nested too deep or an element
 *   too large (`INPUT_TOO_LARGE`). No message quotes the text.
 */
export async function openXmlCollector(
  path: string,
  streamed: ReadonlySet<string>,
  options: XmlOptions = {},
): Promise<XmlCollector> {
  const {SaxesParser} = await import('saxes')
  return new XmlCollector(new SaxesParser(), path, streamed, options)
}

/** What {@link openXmlCollector} opens. */
class XmlCollector {
  private events: XmlEvent[] = []
  /** Elements that are open below the streamed ones, outermost first. */
  private readonly open: (XmlElement & {readonly content: (XmlElement | string)[]})[] = []
  private depth = 0
  private size = 0
  private sinceEvent = 0
  private readonly maxDepth: number
  private readonly maxElementSize: number
  private readonly encodings: RegExp

  constructor(
    private readonly parser: SaxesParser,
    private readonly path: string,
    private readonly streamed: ReadonlySet<string>,
    {encodings = utf8Names, maxDepth = 100, maxElementSize = 16 << 20}: XmlOptions,
  ) {
    this.encodings = encodings
    this.maxDepth = maxDepth
    this.maxElementSize = maxElementSize
    // without a prototype, so that &constructor; is no entity
    parser.ENTITIES = Object.assign(Object.create(null), entities)
    // five handlers and no more: with eight, V8 turns the parser into a dictionary, and it takes eight times as long
    parser.on('doctype', (docType) => this.checkDocType(docType))
    parser.on('opentag', (tag) => this.openElement(tag))
    parser.on('text', (text) => this.addText(text))
    parser.on('cdata', (text) => this.addText(text))
    parser.on('closetag', ({name}) => this.closeElement(name))
  }

  /** The line that is read next. */
  get line(): number {
    return this.parser.line
  }

  /** Parses the next piece; says what happened in it. */
  push(text: string): XmlEvent[] {
    // the parser holds a text, tag or comment until it ends
    this.sinceEvent += text.length
    if (this.sinceEvent > this.maxElementSize) this.refuseTooLarge()
    this.parse(() => this.parser.write(text))
    return this.takeEvents()
  }

  /** Parses the last piece. */
  end(text: string): XmlEvent[] {
    this.parse(() => this.parser.write(text).close())
    return this.takeEvents()
  }

  private parse(step: () => void): void {
    try {
      step()
    } catch (failure) {
      throw failure instanceof Error && parserFailure.test(failure.message) ? this.refusal(failure) : failure
    }
  }

  private takeEvents(): XmlEvent[] {
    const {events} = this
    this.events = []
    return events
  }

  private openElement({name, attributes}: SaxesTagPlain): void {
    this.sinceEvent = 0
    if (this.depth === 0) this.checkEncoding(this.parser.xmlDecl.encoding)
    this.depth++
    if (this.depth > this.maxDepth) {
      throw this.error('INPUT_TOO_LARGE', `more than ${this.maxDepth} elements are nested`)
    }
    const {line} = this.parser
    if (this.open.length === 0 && this.streamed.has(name)) {
      this.events.push({event: 'open', name, attributes, line})
      return
    }
    this.grow(Object.values(attributes).reduce((size, value) => size + value.length, tagSize))
    const element = {name, attributes, line, content: []}
    this.open.at(-1)?.content.push(element)
    this.open.push(element)
  }

  private addText(text: string): void {
    this.sinceEvent = 0
    const element = this.open.at(-1)
    if (element === undefined) return
    this.grow(text.length)
    element.content.push(text)
  }

  private closeElement(name: string): void {
    this.sinceEvent = 0
    this.depth--
    const element = this.open.pop()
    if (element === undefined) {
      this.events.push({event: 'close', name, line: this.parser.line})
    } else if (this.open.length === 0) {
      this.size = 0
      this.events.push({event: 'element', element})
    }
  }

  private grow(by: number): void {
    this.size += by
    if (this.size > this.maxElementSize) this.refuseTooLarge()
  }

  private checkEncoding(encoding: string | undefined): void {
    if (encoding === undefined || this.encodings.test(encoding)) return
    const name = encoding.replace(/[^\w.:-]/g, '').slice(0, 40)
    throw this.error(
      'INPUT_UNUSABLE',
      `the encoding is ${name}, and only UTF-8 is read`,
      `Turn it into UTF-8 first (iconv -f ${name} -t UTF-8), and say UTF-8 in its first line.`,
    )
  }

  private checkDocType(docType: string): void {
    this.sinceEvent = 0
    if (!docType.includes('<!ENTITY')) return
    throw this.error(
      'INPUT_UNUSABLE',
      'the file declares entities of its own, which can unpack without end',
      'No format that is read needs them. If you trust the file, write their texts in their place (xmllint --noent).',
    )
  }

  private refusal(failure: Error): InputError {
    // what follows a colon or stands in quotes is of the file, which may be a patient's
    const what = failure.message
      .replace(parserFailure, '')
      .replace(/:.*$|"[^"]*"|\.$/gs, '')
      .trim()
    if (what === 'undefined entity') {
      return this.error(
        'INPUT_UNUSABLE',
        "an entity is used that is none of XML's own five",
        'Write its text in its place (xmllint --noent).',
      )
    }
    return this.error('INPUT_DAMAGED', `the XML is not well-formed (${what.slice(0, 80)})`)
  }

  private refuseTooLarge(): never {
    throw this.error('INPUT_TOO_LARGE', `an element takes more than ${this.maxElementSize} characters`)
  }

  private error(
    code: InputError['code'],
    what: string,
    hint = 'Download or copy the file again; it may be cut short or altered.',
  ): InputError {
    return new InputError(code, `${this.path}, line ${this.parser.line}: ${what}.`, hint)
  }
}
