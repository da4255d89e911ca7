import {piecesOf} from '../../domain/covered-text.js'
import type {LinkedMention, Span} from '../../domain/mention.js'

/** A piece of a text with the mentions that cover it, the innermost (shortest) first. */
export interface Segment extends Span {
  /** Places in the list of mentions. */
  readonly mentions: readonly number[]
}

/**
 * Cuts a text wherever a mention, or a piece of a discontinuous one, begins or ends: so that mentions that lie in or
 * across each other can be drawn without nesting.
 *
 * @param mentions - Offsets within `length`, in any order.
 * @returns All of the text, in order.
 */
export function cutSegments(length: number, mentions: readonly LinkedMention[]): Segment[] {
  const starts = new Map<number, number[]>()
  const ends = new Map<number, number[]>()
  const add = (at: Map<number, number[]>, offset: number, i: number) => {
    const known = at.get(offset)
    if (known) known.push(i)
    else at.set(offset, [i])
  }
  for (const [i, mention] of mentions.entries())
    for (const piece of piecesOf(mention)) {
      add(starts, piece.start, i)
      add(ends, piece.end, i)
    }
  const cuts = [...new Set([0, ...starts.keys(), ...ends.keys(), length])].sort((a, b) => a - b)
  const open = new Set<number>()
  return cuts.slice(0, -1).map((start, c) => {
    for (const i of ends.get(start) ?? []) open.delete(i)
    for (const i of starts.get(start) ?? []) open.add(i)
    const lengthOf = (i: number) => (mentions[i] as Span).end - (mentions[i] as Span).start
    const inside = [...open].sort((a, b) => lengthOf(a) - lengthOf(b) || a - b)
    return {start, end: cuts[c + 1] as number, mentions: inside}
  })
}
