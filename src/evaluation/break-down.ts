import {groupBy} from '../domain/group-by.js'
import {splitWords} from '../domain/lexical-key.js'
import type {LinkedMention} from '../domain/mention.js'
import type {ScopedGold} from './gold-scope.js'
import type {MentionOutcome} from './link-gold-mentions.js'
import type {Breakdown} from './report.js'

/** Where there is nothing to go by. */
const none = '(none)'

const longest = 5

/** The group that a gold mention belongs to. */
export function groupOfGold(
  {gold, match, text, type}: {gold: ScopedGold; match?: string | null; text: string; type?: string},
  by: Breakdown,
): string {
  if (by === 'type') return type ?? none
  if (by === 'match') return match ?? none
  return by === 'length' ? lengthGroup(text) : sourceOf([...gold.concepts][0])
}

export function groupOfOutcome({gold, link, mention, text}: MentionOutcome, by: Breakdown): string {
  return groupOfGold({gold, match: link.match, text, type: mention.type}, by)
}

/** The group that a mention found in text belongs to; the types of concepts are not those of gold mentions. */
export function groupOfAnswer({concept, match, text}: LinkedMention, by: Breakdown): string {
  if (by === 'type') return none
  if (by === 'match') return match ?? none
  return by === 'length' ? lengthGroup(text) : (concept?.source ?? none)
}

/** `1 word` … `5+ words` */
function lengthGroup(text: string): string {
  const words = Math.max(1, splitWords(text).length)
  if (words >= longest) return `${longest}+ words`
  return words === 1 ? '1 word' : `${words} words`
}

function sourceOf(key: string | undefined): string {
  return key === undefined ? none : key.slice(0, key.indexOf('\t'))
}

/** Cases by group, groups in alphabetical order. */
export function sortedGroups<Case>(
  cases: readonly Case[],
  groupOf: (one: Case) => string,
): [group: string, cases: Case[]][] {
  return [...groupBy(cases, groupOf)].sort(([a], [b]) => (a < b ? -1 : 1))
}
