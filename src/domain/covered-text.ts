import type {Span} from './mention.js'

/** Where a mention is: one stretch, or the pieces of a discontinuous one, in UTF-16 units. */
type Place = Span & {readonly spans?: readonly Span[]}

/** The stretches that a mention covers, without empty ones. */
export function piecesOf({end, spans, start}: Place): readonly Span[] {
  return (spans ?? [{start, end}]).filter((piece) => piece.start < piece.end)
}

/** What a mention covers of a text, its pieces joined by spaces. */
export function coveredText({text}: {readonly text: string}, place: Place): string {
  return piecesOf(place)
    .map(({end, start}) => text.slice(start, end))
    .join(' ')
}
