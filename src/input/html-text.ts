/** The visible text of HTML. */
export type HtmlToText = (html: string) => string

/** Left out with all that they hold: what no browser shows as part of the page. */
const invisible = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'iframe',
  'noembed',
  'noframes',
])

/** Line ends that stand at least around an element; all other elements stand within a line. */
const lineEndsAround = new Map<string, number>([
  ['p', 2],
  ...`address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option pre search section select summary table
tbody tfoot thead tr ul`
    .split(/\s+/)
    .map((name): [string, number] => [name, 1]),
])

/** Pieces of text that are held before they are joined. */
const mostPieces = 4096

/**
 * Loads the reader of HTML and XHTML. Text comes as a browser copies it: tags and comments are gone, references are
 * characters, runs of white space are one space (but for `pre` and `textarea`), paragraphs are an empty line apart, other
 * blocks and rows a line end, cells a tab. Style sheets, `hidden` and scripts are not looked at.
 *
 * Only tokens are read, no tree is built: markup of any depth takes time and memory in proportion to its length, and what
 * is broken is read as far as it goes. Entities that a DTD declares stay as they are written.
 *
 * @see https://html.spec.whatwg.org/multipage/dom.html#rendered-text-collection-steps
 */
export async function loadHtmlToText(): Promise<HtmlToText> {
  const {Tokenizer} = await import('htmlparser2')
  return (html) => {
    const text = new VisibleText()
    let opened = ''
    const nothing = () => undefined
    const tokenizer = new Tokenizer(
      {decodeEntities: true},
      {
        ontext: (start, end) => text.add(html.slice(start, end)),
        ontextentity: (codePoint) => text.add(String.fromCodePoint(codePoint)),
        oncdata: (start, end, offset) => text.add(html.slice(start, end - offset)),
        onopentagname: (start, end) => {
          opened = html.slice(start, end).toLowerCase()
          text.open(opened)
        },
        onselfclosingtag: () => text.close(opened),
        onclosetag: (start, end) => text.close(html.slice(start, end).toLowerCase()),
        onopentagend: nothing,
        onattribname: nothing,
        onattribdata: nothing,
        onattribentity: nothing,
        onattribend: nothing,
        oncomment: nothing,
        ondeclaration: nothing,
        onprocessinginstruction: nothing,
        onend: nothing,
      },
    )
    tokenizer.write(html)
    tokenizer.end()
    return text.toString()
  }
}

/** Gathers text and the white space that its elements ask for; white space is written before text only. */
class VisibleText {
  private readonly joined: string[] = []
  private pieces: string[] = []
  private isAfterSpace = false
  private isAfterCell = false
  private lineBreaks = 0
  private blockEnds = 0
  private hasText = false
  /** The invisible element that is open, and how many of its name are. */
  private skipped: string | undefined
  private skippedDepth = 0
  private preformatted = 0

  add(raw: string): void {
    if (this.skipped !== undefined) return
    const text = raw.replaceAll('\0', '')
    if (this.preformatted > 0) {
      if (text !== '') this.write(text.replace(/\r\n?/g, '\n').replaceAll('\u00A0', ' '))
      return
    }
    const collapsed = text.replace(/[ \t\n\r\f\u00A0]+/g, ' ')
    const shown = collapsed.trim()
    if (collapsed.startsWith(' ')) this.isAfterSpace = true
    if (shown === '') return
    this.write(shown)
    this.isAfterSpace = collapsed.endsWith(' ')
  }

  open(name: string): void {
    if (this.skipped !== undefined) {
      if (name === this.skipped) this.skippedDepth++
    } else if (invisible.has(name)) {
      this.skipped = name
      this.skippedDepth = 1
    } else if (name === 'br') {
      this.lineBreaks++
    } else {
      if (isPreformatted(name)) this.preformatted++
      this.separate(name)
    }
  }

  close(name: string): void {
    if (this.skipped !== undefined) {
      if (name === this.skipped && --this.skippedDepth === 0) this.skipped = undefined
      return
    }
    if (isPreformatted(name) && this.preformatted > 0) this.preformatted--
    this.separate(name)
  }

  toString(): string {
    return this.joined.join('') + this.pieces.join('')
  }

  private separate(name: string): void {
    if (name === 'td' || name === 'th') this.isAfterCell = true
    this.blockEnds = Math.max(this.blockEnds, lineEndsAround.get(name) ?? 0)
  }

  private write(text: string): void {
    if (this.hasText) this.pieces.push(this.whiteSpace())
    this.pieces.push(text)
    if (this.pieces.length >= mostPieces) {
      this.joined.push(this.pieces.join('')) // a string for each word takes many times the memory of the words
      this.pieces = []
    }
    this.hasText = true
    this.isAfterSpace = this.isAfterCell = false
    this.lineBreaks = this.blockEnds = 0
  }

  private whiteSpace(): string {
    const lineEnds = Math.max(this.lineBreaks, this.blockEnds)
    if (lineEnds > 0) return '\n'.repeat(lineEnds)
    if (this.isAfterCell) return '\t'
    return this.isAfterSpace ? ' ' : ''
  }
}

function isPreformatted(name: string): boolean {
  return name === 'pre' || name === 'textarea' || name === 'listing'
}
