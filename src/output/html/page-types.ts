import {compareText} from '../../domain/compare-text.js'
import type {LinkedMention} from '../../domain/mention.js'
import {nilType, typeOnPage} from './page-links.js'

/** Types with a colour and a line of their own in page.css; the others share the last. */
const colours = 8

/** Types of the mentions with the classes that draw them, the most frequent first, NIL last. */
export function pageTypes(mentions: readonly LinkedMention[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  for (const mention of mentions) {
    const type = typeOnPage(mention)
    counts.set(type, (counts.get(type) ?? 0) + 1)
  }
  const hasNil = counts.delete(nilType)
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b))
  const looks = ranked.map(([type], rank) => [type, `t${Math.min(rank, colours - 1)}`] as const)
  return new Map(hasNil ? [...looks, [nilType, 'nil']] : looks)
}
