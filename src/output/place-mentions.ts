import {piecesOf} from '../domain/covered-text.js'
import type {Document, LinkedMention, Span} from '../domain/mention.js'
import {offsetConverter} from './offsets.js'

/** A mention and where its pieces are in the text, in code points. */
export interface PlacedMention {
  readonly mention: LinkedMention
  /** At least one; more where the mention is discontinuous. */
  readonly pieces: readonly Span[]
}

/** Places mentions in code points, the unit of annotation formats; an empty mention has no place and is left out. */
export function placeMentions(document: Document, mentions: readonly LinkedMention[]): PlacedMention[] {
  const convert = offsetConverter(document.text, 'codepoint')
  return mentions.flatMap((mention) => {
    const pieces = piecesOf(mention).map(({end, start}) => ({start: convert(start), end: convert(end)}))
    return pieces.length === 0 ? [] : [{mention, pieces}]
  })
}
