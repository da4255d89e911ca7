import type {AddedToken} from './added-token.js'

/** A stretch of a text: an added token where `id` is given, else text to tokenize. */
export interface Section {
  readonly start: number
  readonly end: number
  readonly id?: number
}

/** Finds the added tokens of a text: leftmost first, the longest of those that begin at one place. */
export class AddedTokenSplitter {
  private readonly byContent: ReadonlyMap<string, AddedToken>
  private readonly pattern: RegExp | undefined
  /** 1 for UTF-16 units that a token begins with. */
  private readonly begins = new Uint8Array(1 << 16)

  constructor(tokens: readonly AddedToken[]) {
    this.byContent = new Map(tokens.map((token) => [token.content, token]))
    const contents = [...this.byContent.keys()].sort((a, b) => b.length - a.length)
    this.pattern = contents.length > 0 ? new RegExp(contents.map(escapePattern).join('|'), 'gu') : undefined
    for (const content of contents) this.begins[content.charCodeAt(0)] = 1
  }

  /** Whether a token may be in a text, by a look at its units alone. */
  mayFind(units: Uint16Array, length: number): boolean {
    if (this.pattern === undefined) return false
    for (let i = 0; i < length; i++) if (this.begins[units[i]!] === 1) return true
    return false
  }

  /** @returns Sections in order of the text; together they are the text, less white space that tokens take with them. */
  split(text: string): Section[] {
    const sections: Section[] = []
    let position = 0
    for (const match of this.pattern === undefined ? [] : text.matchAll(this.pattern)) {
      const {content, id, stripLeft, stripRight, wholeWord} = this.byContent.get(match[0])!
      let start = match.index
      let end = start + content.length
      if (wholeWord && !standsAlone(text, start, end)) continue
      while (stripLeft && start > position && isSpace(text, start - 1)) start--
      while (stripRight && end < text.length && isSpace(text, end)) end++
      if (start > position) sections.push({start: position, end: start})
      sections.push({start, end, id})
      position = end
    }
    if (position < text.length) sections.push({start: position, end: text.length})
    return sections
  }
}

/** All white space lies in the basic plane, so one unit is enough to look at. */
function isSpace(text: string, position: number): boolean {
  return /\p{White_Space}/u.test(text[position]!)
}

/** Letters, digits and the rest of what the reference's `\w` is. */
const word = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]'
const endsInWord = new RegExp(`${word}$`, 'u')
const beginsWithWord = new RegExp(`^${word}`, 'u')

function standsAlone(text: string, start: number, end: number): boolean {
  return (
    !endsInWord.test(text.slice(Math.max(0, start - 2), start)) &&
    !beginsWithWord.test(text.slice(end, end + 2))
  )
}

function escapePattern(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
