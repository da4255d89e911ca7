import {extend} from '../domain/extend.js'
import type {LinkedMention, Span} from '../domain/mention.js'

/** The mention with its offsets, those of its pieces and of its sentence as `move` gives them. */
export function moveOffsets(mention: LinkedMention, move: (offset: number) => number): LinkedMention {
  const moveSpan = ({end, start}: Span) => ({start: move(start), end: move(end)})
  const {sentence, spans} = mention
  const moved = extend(mention, moveSpan(mention))
  if (!spans && !sentence) return moved
  return {
    ...moved,
    ...(spans && {spans: spans.map(moveSpan)}),
    ...(sentence && {sentence: moveSpan(sentence)}),
  }
}
