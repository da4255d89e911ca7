import type {AddedToken} from './word-piece-settings.js'

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

  constructor(tokens: readonly AddedToken[]) {
    this.byContent = new Map(tokens.map((token) => [token.content, token]))
    const contents = [...this.byContent.keys()].sort((a, b) => b.length - a.length)
    this.pattern = contents.length > 0 ? new RegExp(contents.map(escapePattern).join('|'), 'gu') : undefined
  }

  /** @returns Sections in order of the text; together they are the text, less white space that tokens take with them. */
  split(text: string): Section[] {
    const sections: Section[] = []
    let position = 0
    for (const match of this.pattern === undefined ? [] : text.matchAll(this.pattern)) {
      if (match.index < position) continue
      const {content, id, stripLeft, stripRight} = this.byContent.get(match[0])!
      let start = match.index
      let end = start + content.length
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

function escapePattern(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
