import type {Document, LinkedMention} from '../../domain/mention.js'
import {escapeXml} from '../xml.js'
import type {Segment} from './cut-segments.js'
import {escapeAttribute} from './escape.js'
import type {PageLink, PageLinks} from './page-links.js'

/** Characters from which on a part of the note ends at the next line end outside of mentions. */
const partLength = 4000

/** For each mention its first segment: where links lead. */
export type Anchors = ReadonlyMap<number, number>

export function anchorsOf(segments: readonly Segment[]): Anchors {
  const anchors = new Map<number, number>()
  for (const [s, {mentions}] of segments.entries())
    for (const i of mentions) if (!anchors.has(i)) anchors.set(i, s)
  return anchors
}

/**
 * The note as HTML, in parts of some lines: a browser lays out the parts that it shows, so that a note of a million
 * characters opens at once. Segments get the look of the innermost mention; the card tells of all.
 *
 * @param types - The class of each type.
 */
export function drawNote(
  {text}: Document,
  mentions: readonly LinkedMention[],
  segments: readonly Segment[],
  anchors: Anchors,
  links: PageLinks,
  types: ReadonlyMap<string, string>,
): string {
  const mark = marker(mentions, segments, anchors, links, types)
  const parts: string[] = []
  let part = ''
  let from = 0
  const endPart = (end: number) => {
    if (part !== '') parts.push(`<div class="part">${part}</div>`)
    part = ''
    from = end
  }
  for (const [s, {end, mentions: inside, start}] of segments.entries()) {
    if (inside.length > 0) {
      part += mark(s, escapeXml(text.slice(start, end)))
      continue
    }
    let rest = start
    for (let cut = nextCut(text, rest, from); cut < end; cut = nextCut(text, rest, from)) {
      part += escapeXml(text.slice(rest, cut))
      endPart(cut)
      rest = cut
    }
    part += escapeXml(text.slice(rest, end))
  }
  endPart(text.length)
  return parts.join('')
}

/** After which line end a part that began at `from` may end. */
function nextCut(text: string, rest: number, from: number): number {
  const lineEnd = text.indexOf('\n', Math.max(rest, from + partLength))
  return lineEnd === -1 ? text.length : lineEnd + 1
}

function marker(
  mentions: readonly LinkedMention[],
  segments: readonly Segment[],
  anchors: Anchors,
  {list, places}: PageLinks,
  types: ReadonlyMap<string, string>,
): (s: number, content: string) => string {
  const lastOf = new Map(segments.flatMap((segment, s) => segment.mentions.map((i) => [i, s] as const)))
  const numbers = (of: readonly number[]) => of.map((i) => places[i]).join(' ')
  return (s, content) => {
    const inside = segments[s]?.mentions ?? []
    const inner = inside[0] as number
    const {evidence, head, lines, says, type} = list[places[inner] as number] as PageLink
    const begun = inside.filter((i) => anchors.get(i) === s)
    // a mention around this one that says the same says it, at its end
    const isSaid =
      says === '' || inside.some((i) => list[places[i] as number]?.says === says && lastOf.get(i) !== s)
    const looks = [
      types.get(type),
      ...(inside.length > 1 ? ['nested'] : []),
      ...(mentions[inner]?.assertion.negated ? ['negated'] : []),
    ]
    const attributes = [
      `class="${looks.join(' ')}"`,
      `data-links="${numbers(inside)}"`,
      `title="${escapeAttribute([head, ...lines, ...evidence].join('\n'))}"`,
      ...(begun.length > 0
        ? [`id="s${s}" data-begun="${numbers(begun)}" tabindex="0" aria-describedby="card"`]
        : []),
      ...(isSaid ? [] : [`data-says="${says}"`]),
    ]
    return `<mark ${attributes.join(' ')}>${content}</mark>`
  }
}
